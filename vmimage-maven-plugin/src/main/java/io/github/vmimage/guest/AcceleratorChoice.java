package io.github.vmimage.guest;

/**
 * Which accelerator runs the guest, and why.
 *
 * @param accelerator QEMU's name, never {@code auto}
 * @param why one phrase with the figures of the race, for a person
 * @param kvmMillis how long the probe guest took under KVM, in milliseconds; -1 where it was not run or gave no answer in time
 * @param tcgMillis the same under TCG; -1 where it was not run
 */
public record AcceleratorChoice(String accelerator, String why, long kvmMillis, long tcgMillis) {
  /** A choice that needed no race. */
  static AcceleratorChoice withoutRace(String accelerator, String why) {
    return new AcceleratorChoice(accelerator, why, -1, -1);
  }
}
