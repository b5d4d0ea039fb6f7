package io.github.vmimage.packer;

import java.util.List;

/**
 * What one run of Packer made.
 *
 * @param artifacts at least one, sorted by the name of the build
 * @param packerVersion the version that made it
 * @param opened what it opened, as far as it told
 */
public record BuiltImage(List<PackerArtifact> artifacts, String packerVersion, List<OpenedFile> opened) {}
