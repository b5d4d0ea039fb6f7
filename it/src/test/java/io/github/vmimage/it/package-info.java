/**
 * Integration tests: real Maven, Git, Packer, Ansible, mmdebstrap and QEMU against the plugin and the archetype of this reactor. Each
 * class is named by its outcome and has its own local repository; nothing is read from or written to the developer's own.
 *
 * <p>{@link io.github.vmimage.it.Bench} is where a test starts: it gives folders, a local repository, Maven and Git. Images come from
 * {@link io.github.vmimage.it.Scaffold} (what a user gets from the archetype) or from {@link io.github.vmimage.it.GuestlessProject} (real
 * Packer, no boot). {@link io.github.vmimage.it.SharedBaseImage} is released once per run.
 *
 * <p>For developers: {@code -Dvmimage.it.base=FOLDER} takes the base image from an earlier run's {@code it/target/shared-repository},
 * {@code -Dvmimage.it.keep=true} keeps every work folder; those of failed tests stay anyway, as do the logs in {@code it/target/logs}.
 */
package io.github.vmimage.it;
