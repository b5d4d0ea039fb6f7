package io.github.vmimage.guest;

/**
 * Which accelerator runs the guest, and why.
 *
 * @param accelerator QEMU's name, never {@code auto}
 * @param why one phrase with the figures of the race, for a person
 */
public record AcceleratorChoice(String accelerator, String why) {}
