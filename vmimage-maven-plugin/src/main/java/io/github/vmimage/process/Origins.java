package io.github.vmimage.process;

import io.github.vmimage.process.Origin.Elsewhere;
import io.github.vmimage.process.Origin.Nowhere;
import io.github.vmimage.process.Origin.Packages;
import io.github.vmimage.process.Origin.PackagesUntil;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Where one program comes from on each platform. */
final class Origins {
  private static final String AUDIT = "a finished disk is opened with Linux' FUSE only; run the goals audit and attach on Linux";
  private static final String BOOTSTRAP = "a <debianArchive> is bootstrapped on Debian and Ubuntu only, with their apt, dpkg and GRUB;"
      + " use a <url> or an <artifact>, or build there";
  /** Where Packer's makers tell how it is installed: on several systems its package is theirs. */
  private static final String PACKER = "install Packer as https://developer.hashicorp.com/packer/install says";

  private static final String AWS = "install the AWS CLI as https://docs.aws.amazon.com/cli/ says";
  private static final String AZURE = "install the Azure CLI as https://learn.microsoft.com/cli/azure/install-azure-cli says";
  private static final String GOOGLE = "install the Google Cloud CLI as https://cloud.google.com/sdk/docs/install says";

  private final Map<Platform, Origin> places = new EnumMap<>(Platform.class);
  private boolean bootstrap;

  private Origins() {}

  Origin on(Platform platform) {
    return places.get(platform);
  }

  /** Whether only the bootstrap from a package archive needs the program. */
  boolean forBootstrap() {
    return bootstrap;
  }

  /** Packer: Debian and Ubuntu dropped it when its licence changed. */
  static Origins packer() {
    Origins origins = new Origins();
    origins.places.put(Platform.DEBIAN, new PackagesUntil(List.of("packer"), "12", PACKER));
    origins.places.put(Platform.UBUNTU, new PackagesUntil(List.of("packer"), "22.04", PACKER));
    origins.places.put(Platform.FEDORA, new Elsewhere(PACKER));
    origins.places.put(Platform.OPENSUSE, new Elsewhere(PACKER));
    origins.places.put(Platform.MACOS, new Packages(List.of("hashicorp/tap/packer")));
    return origins;
  }

  /** A program that all five have, each by the name of its package. */
  static Origins everywhere(String debian, String fedora, String opensuse, String macos) {
    return linux(debian, fedora, opensuse).and(Platform.MACOS, packages(macos));
  }

  /** A program that macOS brings along. */
  static Origins partOfMacos(String debian, String fedora, String opensuse) {
    return linux(debian, fedora, opensuse).and(Platform.MACOS, new Elsewhere("it is a part of macOS: mend the PATH"));
  }

  /** A program for the look into a finished disk. */
  static Origins auditing(String debian, String fedora, String opensuse) {
    return linux(debian, fedora, opensuse).and(Platform.MACOS, new Nowhere(AUDIT));
  }

  /** A program for the bootstrap from a package archive. */
  static Origins bootstrapping(String debian) {
    Origins origins = new Origins();
    origins.bootstrap = true;
    for (Platform platform : Platform.values()) {
      boolean known = platform == Platform.DEBIAN || platform == Platform.UBUNTU;
      origins.places.put(platform, known ? packages(debian) : new Nowhere(BOOTSTRAP));
    }
    return origins;
  }

  /** The AWS CLI: Ubuntu 24.04 has none. */
  static Origins aws() {
    return everywhere("awscli", "awscli2", "aws-cli", "awscli")
        .and(Platform.UBUNTU, new PackagesUntil(List.of("awscli"), "22.04", AWS));
  }

  /** The Azure CLI: that of Ubuntu is years old, where there is one. */
  static Origins azure() {
    return everywhere("azure-cli", "azure-cli", "azure-cli", "azure-cli").and(Platform.UBUNTU, new Elsewhere(AZURE));
  }

  /** The Google Cloud CLI, which its makers alone package. */
  static Origins google() {
    Origins origins = new Origins();
    for (Platform platform : Platform.values()) {
      origins.places.put(platform, new Elsewhere(GOOGLE));
    }
    return origins;
  }

  private static Origins linux(String debian, String fedora, String opensuse) {
    return new Origins().and(Platform.DEBIAN, packages(debian)).and(Platform.UBUNTU, packages(debian))
        .and(Platform.FEDORA, packages(fedora)).and(Platform.OPENSUSE, packages(opensuse));
  }

  private Origins and(Platform platform, Origin origin) {
    places.put(platform, origin);
    return this;
  }

  private static Packages packages(String names) {
    return new Packages(Arrays.asList(names.split(" ")));
  }
}
