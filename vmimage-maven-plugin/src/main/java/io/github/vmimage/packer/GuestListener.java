package io.github.vmimage.packer;

import io.github.vmimage.report.Problem;
import java.util.Optional;

/** Listens to what happens in the guest, and may know better than Packer why it failed. Called from one thread at a time. */
public interface GuestListener {

  /** Nobody listens. */
  GuestListener NONE = new GuestListener() {
    @Override
    public void line(String build, String text) {}

    @Override
    public Optional<Problem> failure() {
      return Optional.empty();
    }
  };

  /**
   * A line of a build's own output.
   *
   * @param build such as {@code qemu.disk}
   * @param text the line, masked, without Packer's prefix
   */
  void line(String build, String text);

  /**
   * Asked once when Packer has failed.
   *
   * @return the reason, where the lines told one
   */
  Optional<Problem> failure();
}
