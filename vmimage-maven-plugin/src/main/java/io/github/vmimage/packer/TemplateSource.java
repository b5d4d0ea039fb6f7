package io.github.vmimage.packer;

import io.github.vmimage.report.Finding.Place;

/**
 * A source of a template, called builder in the old syntax.
 *
 * @param place where
 * @param type the builder, such as {@code qemu}
 * @param name its name, which Packer shows as {@code type.name} in HCL2 and alone in the old syntax
 */
public record TemplateSource(Place place, String type, String name) {}
