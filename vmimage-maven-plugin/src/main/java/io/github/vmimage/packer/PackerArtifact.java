package io.github.vmimage.packer;

import java.util.List;

/**
 * Something that a build made.
 *
 * @param build which source made it, as Packer shows it
 * @param builderId kind of the builder or post-processor, such as {@code transcend.qemu}
 * @param id the artifact's ID, such as {@code VM} or {@code eu-west-1:ami-...}
 * @param description what Packer says of it
 * @param files absolute paths; none for an image in a cloud
 */
public record PackerArtifact(String build, String builderId, String id, String description, List<String> files) {}
