package io.github.vmimage.ansible;

/**
 * A host's line under {@code PLAY RECAP}.
 *
 * @param build which of Packer's builds, such as {@code qemu.disk}
 * @param host name in the inventory
 * @param ok tasks that went well, changed ones included
 * @param changed tasks that changed something
 * @param unreachable 1 where the host was lost
 * @param failed tasks that failed and were not ignored
 */
public record HostRecap(String build, String host, int ok, int changed, int unreachable, int failed) {

  /**
   * Whether the play went well.
   *
   * @return true where nothing failed and the host was reached
   */
  public boolean succeeded() {
    return unreachable == 0 && failed == 0;
  }
}
