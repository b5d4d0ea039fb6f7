package io.github.vmimage.packer;

import io.github.vmimage.report.Finding.Place;

/**
 * A name and its value.
 *
 * @param place where the name begins
 * @param name the name
 * @param value the value
 */
public record Attribute(Place place, String name, Value value) {}
