/**
 * Packer: its binary and version ({@link io.github.vmimage.packer.PackerBinary}), what a template declares
 * ({@link io.github.vmimage.packer.Template} is the syntax with positions, {@link io.github.vmimage.packer.TemplateInspection} the
 * facts), which values it gets ({@link io.github.vmimage.packer.PackerVariables}), one build
 * ({@link io.github.vmimage.packer.PackerBuild}), its linters ({@link io.github.vmimage.packer.PackerLint}), and the rules over a
 * template ({@link io.github.vmimage.packer.PackerPolicy}).
 *
 * <p>Neither the provisioner's output nor where the values come from is known here: the caller listens to the guest's lines, and
 * hands in paths, keys and the accelerator.
 */
package io.github.vmimage.packer;
