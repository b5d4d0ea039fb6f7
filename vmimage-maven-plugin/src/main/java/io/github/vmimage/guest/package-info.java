/**
 * The guest that a build runs in: which accelerator runs it, how large it is, and the key that only this build can enter with.
 *
 * <p>Packer starts the guest of a build; what it does in there is told in {@code packer} and {@code ansible}.
 */
package io.github.vmimage.guest;
