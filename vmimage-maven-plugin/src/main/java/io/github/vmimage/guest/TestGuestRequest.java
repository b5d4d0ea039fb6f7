package io.github.vmimage.guest;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A guest to be booted from a finished disk.
 *
 * @param name how it is called in messages and as a host: letters, digits and dashes
 * @param disk what it is cloned from
 * @param accelerator QEMU's name
 * @param size processors and memory
 * @param network whom it can reach
 * @param folder for key and sockets, at most 75 characters long (a socket's address holds 103); it exists only as long as the guest
 * @param overlay file of the copy-on-write clone; exists only as long as the guest. It grows by what the guest writes
 * @param console file that gets what the guest says on its serial console; stays
 * @param limit from the start until the whole system runs
 */
public record TestGuestRequest(String name, GuestDisk disk, String accelerator, GuestSize size, GuestNetwork network, Path folder,
    Path overlay, Path console, Duration limit) {}
