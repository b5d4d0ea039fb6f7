package io.github.vmimage.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs Maven where some folders are file systems of their own, small or read-only, and {@code /tmp} is empty: in a mount namespace that
 * only this run sees and that ends with it. Needs no root where the system lets users make namespaces.
 */
final class PrivateMounts {
  private final Path folder;
  private final List<String> before = new ArrayList<>();
  private final List<String> after = new ArrayList<>();

  /**
   * Begins without a mount but that of {@code /tmp}.
   *
   * @param folder for the script and for what it finds
   */
  PrivateMounts(Path folder) {
    this.folder = folder;
  }

  /** An empty file system of so many KiB. */
  PrivateMounts small(Path where, int kib) {
    before.add("mkdir -p '" + where + "' && mount -t tmpfs -o size=" + kib + "k tmpfs '" + where + "'");
    return this;
  }

  /** The folder with what is in it, read-only. */
  PrivateMounts readOnly(Path where) {
    before.add("mkdir -p '" + where + "' && mount --bind '" + where + "' '" + where + "' && mount -o remount,bind,ro '" + where + "'");
    return this;
  }

  /** Calls Maven once more first, which must succeed. */
  PrivateMounts after(String... arguments) {
    before.add("mvn " + String.join(" ", arguments) + " >&2");
    return this;
  }

  /** Fills the file system of a folder up to so many KiB. */
  PrivateMounts fill(Path where, int leaving) {
    before.add("free=$(df --output=avail -k '" + where + "' | tail -n 1) && head -c $(( (free - " + leaving + ") * 1024 )) /dev/zero > '"
        + where + "/filler'");
    return this;
  }

  /** Keeps a list of what is in a folder when Maven has ended; see {@link #found}. */
  PrivateMounts list(Path where) {
    after.add("find '" + where + "' -type f -o -type s >> '" + found() + "'");
    return this;
  }

  /** Every file that was found in the listed folders and in {@code /tmp}. */
  List<String> files() {
    return Files.exists(found()) ? Folders.read(found()).lines().toList() : List.of();
  }

  /** The mounts that were there when Maven had ended and not when it began. */
  List<String> mounts() {
    return Folders.read(folder.resolve("mounts")).lines().toList();
  }

  private Path found() {
    return folder.resolve("found");
  }

  /** The program to call in place of Maven. */
  Path program() {
    String tmp = privateTmp();
    Path maven = Reactor.mavenHome().resolve("bin").resolve("mvn");
    String mounts = "awk '{print $5, $9}' /proc/self/mountinfo | sort";
    Path inner = StandIn.script(folder.resolve("inner"), """
        set -e
        mvn() { '%s' -B -ntp "-Dmaven.repo.local=$VMIMAGE_IT_REPOSITORY" "$@"; }
        %s
        %s
        %s > '%s/before'
        set +e
        '%s' "$@"
        code=$?
        %s > '%s/after'
        comm -13 '%s/before' '%s/after' > '%s/mounts'
        %s
        exit $code
        """.formatted(maven, tmp, String.join("\n", before), mounts, folder, maven, mounts,
        folder, folder, folder, folder, String.join("\n", after)));
    return StandIn.script(folder.resolve("outer"), "exec unshare --user --map-root-user --mount '" + inner + "' \"$@\"\n");
  }

  /** A reactor that lies below {@code /tmp} itself would be hidden: then it stays as it is. */
  private String privateTmp() {
    if (Reactor.top().startsWith("/tmp")) {
      return "";
    }
    list(Path.of("/tmp"));
    return "mount -t tmpfs tmpfs /tmp";
  }
}
