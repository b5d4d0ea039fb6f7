package io.github.vmimage.upstream;

import io.github.vmimage.report.Problems;
import java.util.Set;

/** Checks the declaration of an image in a cloud: every value is exact, so that it can mean one image only. */
final class CloudParser {
  /** Partition, area and number, as AWS names its regions: eu-central-1, us-gov-west-1, cn-north-1. */
  private static final String REGION = "[a-z]{2,8}(-[a-z]{2,12}){1,3}-\\d{1,2}";
  /** EC2 API reference, RegisterImage: 3 to 128 letters, digits and these. */
  private static final String AMI_NAME = "[A-Za-z0-9()\\[\\] ./'@_-]{3,128}";
  /** Azure's locations are one word of small letters and digits: westeurope, eastus2. */
  private static final String AZURE_LOCATION = "[a-z]{2,40}\\d{0,2}[a-z]{0,20}";
  private static final String AZURE_WORD = "[A-Za-z0-9][A-Za-z0-9._-]{0,127}";
  private static final String AZURE_VERSION = "\\d{1,10}\\.\\d{1,10}\\.\\d{1,10}";
  /** A project's ID; one of a company may have its domain before a colon. */
  private static final String GCE_PROJECT = "([a-z0-9.-]{1,63}:)?[a-z][a-z0-9-]{4,28}[a-z0-9]";
  /** Compute Engine's rule for names of resources (RFC 1035). */
  private static final String GCE_NAME = "[a-z]([a-z0-9-]{0,61}[a-z0-9])?";
  private static final Set<String> ARCHITECTURES = Set.of("x86_64", "arm64");

  private final String place;
  private final Problems problems;

  /**
   * A parser.
   *
   * @param place of the upstream in the POM
   * @param problems gets all that is wrong
   */
  CloudParser(String place, Problems problems) {
    this.place = place;
    this.problems = problems;
  }

  /** Reads the only image of a declaration; null where something is wrong with it. */
  CloudUpstream parse(CloudDeclaration declaration, String id) {
    if (declaration.ami() != null) {
      return ami(declaration.ami(), id);
    }
    return declaration.azureImage() != null ? azure(declaration.azureImage(), id) : gce(declaration.gceImage(), id);
  }

  private AmiUpstream ami(CloudDeclaration.Ami ami, String id) {
    String at = place + "<ami>";
    String region = value(ami.region(), REGION, at + "<region>", "a region such as eu-central-1");
    String image = value(ami.id(), "ami-([0-9a-f]{8}|[0-9a-f]{17})", at + "<id>", "ami- and 8 or 17 hexadecimal digits");
    String owner = owner(ami, at + "<owner>");
    String name = value(ami.name(), AMI_NAME, at + "<name>", "the image's whole name, without wildcards");
    String architecture = architecture(ami.architecture(), at);
    return complete(region, image, owner, name, architecture) ? new AmiUpstream(id, region, image, owner, name, architecture) : null;
  }

  /** An alias says whom Amazon or the profile in use takes for it; only the number says who it is. */
  private String owner(CloudDeclaration.Ami ami, String at) {
    String owner = ami.owner() == null ? "" : ami.owner().strip();
    if (owner.matches("\\d{12}")) {
      return owner;
    }
    problems.add(CloudProblems.ownerIsNoAccount(at, owner, exact(ami.region(), REGION, "REGION"),
        exact(ami.id(), "ami-[0-9a-f]{8,17}", "AMI-ID")));
    return null;
  }

  private static String exact(String value, String pattern, String otherwise) {
    return value != null && value.strip().matches(pattern) ? value.strip() : otherwise;
  }

  private AzureImageUpstream azure(CloudDeclaration.AzureImage image, String id) {
    String at = place + "<azureImage>";
    String location = value(image.location(), AZURE_LOCATION, at + "<location>", "a location such as westeurope");
    String publisher = value(image.publisher(), AZURE_WORD, at + "<publisher>", "a publisher such as Debian");
    String offer = value(image.offer(), AZURE_WORD, at + "<offer>", "an offer such as debian-12");
    String sku = value(image.sku(), AZURE_WORD, at + "<sku>", "a SKU such as 12-gen2");
    String version = null;
    if (!UpstreamParser.isAbsent(image.version()) && image.version().strip().equalsIgnoreCase("latest")) {
      problems.add(CloudProblems.movingAzureVersion(at + "<version>", image.version().strip(), String.valueOf(publisher),
          String.valueOf(offer), String.valueOf(sku), location == null ? "LOCATION" : location));
    } else {
      version = value(image.version(), AZURE_VERSION, at + "<version>", "one exact version of three numbers, such as 12.20240717.1");
    }
    String architecture = architecture(image.architecture(), at);
    return complete(location, publisher, offer, sku, version, architecture)
        ? new AzureImageUpstream(id, location, publisher, offer, sku, version, architecture) : null;
  }

  private GceImageUpstream gce(CloudDeclaration.GceImage image, String id) {
    String at = place + "<gceImage>";
    String project = value(image.project(), GCE_PROJECT, at + "<project>", "a project's ID such as debian-cloud");
    String name = null;
    if (!UpstreamParser.isAbsent(image.family())) {
      problems.add(CloudProblems.movingFamily(at + "<family>", image.family().strip(), project == null ? "PROJECT" : project));
    } else {
      name = value(image.name(), GCE_NAME, at + "<name>", "the name of one image, such as debian-12-bookworm-v20240717");
    }
    String architecture = architecture(image.architecture(), at);
    return complete(project, name, architecture) ? new GceImageUpstream(id, project, name, architecture) : null;
  }

  private String architecture(String declared, String at) {
    String architecture = UpstreamParser.isAbsent(declared) ? "x86_64" : declared.strip();
    if (ARCHITECTURES.contains(architecture)) {
      return architecture;
    }
    problems.add(CloudProblems.badValue(at + "<architecture>", architecture, "x86_64 or arm64"));
    return null;
  }

  private String value(String declared, String pattern, String at, String accepted) {
    String value = declared == null ? "" : declared.strip();
    if (value.matches(pattern)) {
      return value;
    }
    problems.add(value.isEmpty() ? CloudProblems.noValue(at, accepted) : CloudProblems.badValue(at, value, accepted));
    return null;
  }

  private static boolean complete(String... values) {
    for (String value : values) {
      if (value == null) {
        return false;
      }
    }
    return true;
  }
}
