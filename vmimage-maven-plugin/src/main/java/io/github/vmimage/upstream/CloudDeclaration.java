package io.github.vmimage.upstream;

import java.util.Objects;
import java.util.stream.Stream;

/**
 * The images in a cloud of one {@code <upstream>}, as they stand in the POM, unchecked. A field is null where its element is absent.
 *
 * @param ami {@code <ami>}
 * @param azureImage {@code <azureImage>}
 * @param gceImage {@code <gceImage>}
 */
public record CloudDeclaration(Ami ami, AzureImage azureImage, GceImage gceImage) {
  /** No image in a cloud. */
  public static final CloudDeclaration NONE = new CloudDeclaration(null, null, null);

  /**
   * One {@code <ami>}.
   *
   * @param region {@code <region>}
   * @param id {@code <id>}
   * @param owner {@code <owner>}
   * @param name {@code <name>}
   * @param architecture {@code <architecture>}
   */
  public record Ami(String region, String id, String owner, String name, String architecture) {}

  /**
   * One {@code <azureImage>}.
   *
   * @param location {@code <location>}
   * @param publisher {@code <publisher>}
   * @param offer {@code <offer>}
   * @param sku {@code <sku>}
   * @param version {@code <version>}
   * @param architecture {@code <architecture>}
   */
  public record AzureImage(String location, String publisher, String offer, String sku, String version, String architecture) {}

  /**
   * One {@code <gceImage>}.
   *
   * @param project {@code <project>}
   * @param name {@code <name>}
   * @param family {@code <family>}, known so that it can be refused by name
   * @param architecture {@code <architecture>}
   */
  public record GceImage(String project, String name, String family, String architecture) {}

  /**
   * What a template gets as {@code upstream}, as far as the POM says it.
   *
   * @return the AMI's ID, Azure's URN or the URL at Google; empty where there is no image
   */
  public String reference() {
    if (ami != null) {
      return Objects.requireNonNullElse(ami.id(), "ami-00000000");
    }
    if (azureImage != null) {
      return azureImage.publisher() + ":" + azureImage.offer() + ":" + azureImage.sku() + ":" + azureImage.version();
    }
    return gceImage == null ? "" : Proof.CloudImage.googleUrl(gceImage.project(), gceImage.name());
  }

  /** How many there are; one is usual. */
  int count() {
    return (int) Stream.of(ami, azureImage, gceImage).filter(Objects::nonNull).count();
  }
}
