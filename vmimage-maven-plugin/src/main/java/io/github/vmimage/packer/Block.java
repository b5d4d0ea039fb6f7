package io.github.vmimage.packer;

import io.github.vmimage.report.Finding.Place;
import java.util.List;

/**
 * A block of a template, such as {@code source "qemu" "disk" { ... }}.
 *
 * @param place where its type begins
 * @param type its first word
 * @param labels what stands between the type and the brace
 * @param body what stands between the braces
 */
public record Block(Place place, String type, List<String> labels, Body body) {}
