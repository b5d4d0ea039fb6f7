package io.github.vmimage.guest;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What runs a guest's instructions; the names are QEMU's. */
public enum Accelerator {
  /** Whichever of KVM and TCG is really faster on this machine. */
  AUTO,
  /** Linux' own. */
  KVM,
  /** Software emulation, everywhere. */
  TCG,
  /** macOS' own. */
  HVF,
  /** Windows' own. */
  WHPX,
  /** Xen. */
  XEN;

  /**
   * Reads the parameter {@code <accelerator>}.
   *
   * @param value as the user wrote it
   * @return the accelerator
   * @throws io.github.vmimage.report.ProblemException for any other value
   */
  public static Accelerator parse(String value) {
    return Arrays.stream(values()).filter(a -> a.toString().equals(value)).findFirst()
        .orElseThrow(() -> GuestProblems.unknownAccelerator(value, Arrays.stream(values()).map(Accelerator::toString)
            .collect(Collectors.joining(", "))).asException());
  }

  /** {@return the name as QEMU and Packer know it} */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
