package io.github.vmimage.maven;

import io.github.vmimage.upstream.CloudDeclaration;
import java.util.List;

/** The elements of an {@code <upstream>} that name an image in a cloud. */
final class CloudElements {

  private CloudElements() {}

  static CloudDeclaration of(PomElement upstream) {
    PomElement ami = upstream.child("ami");
    PomElement azure = upstream.child("azureImage");
    PomElement gce = upstream.child("gceImage");
    return new CloudDeclaration(ami == null ? null : ami(ami), azure == null ? null : azure(azure), gce == null ? null : gce(gce));
  }

  private static CloudDeclaration.Ami ami(PomElement e) {
    e.knowing("region", "id", "owner", "name", "architecture");
    return new CloudDeclaration.Ami(e.text("region"), e.text("id"), e.text("owner"), e.text("name"), e.text("architecture"));
  }

  private static CloudDeclaration.AzureImage azure(PomElement e) {
    e.knowing("location", "publisher", "offer", "sku", "version", "architecture");
    return new CloudDeclaration.AzureImage(e.text("location"), e.text("publisher"), e.text("offer"), e.text("sku"), e.text("version"),
        e.text("architecture"));
  }

  /** A family is known only so that the room {@code upstream} can refuse it in words. */
  private static CloudDeclaration.GceImage gce(PomElement e) {
    e.knowing(List.of("project", "name", "architecture"), List.of("family"));
    return new CloudDeclaration.GceImage(e.text("project"), e.text("name"), e.text("family"), e.text("architecture"));
  }
}
