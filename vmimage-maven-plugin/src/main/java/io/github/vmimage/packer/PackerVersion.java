package io.github.vmimage.packer;

import io.github.vmimage.process.ToolVersion;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of Packer.
 *
 * @param major first number
 * @param minor second number
 * @param patch third number
 */
public record PackerVersion(int major, int minor, int patch) implements Comparable<PackerVersion> {
  private static final Pattern SHOWN = Pattern.compile("(?m)^Packer v(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})");
  private static final Comparator<PackerVersion> ORDER = Comparator.comparingInt(PackerVersion::major)
      .thenComparingInt(PackerVersion::minor).thenComparingInt(PackerVersion::patch);

  /**
   * Reads what {@code packer version} prints.
   *
   * @param output its standard output
   * @return the version, or nothing where another program answered
   */
  static Optional<PackerVersion> parse(String output) {
    Matcher m = SHOWN.matcher(output);
    return !m.find() ? Optional.empty() : Optional.of(
        new PackerVersion(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3))));
  }

  static PackerVersion of(ToolVersion version) {
    return new PackerVersion(version.at(0), version.at(1), version.at(2));
  }

  @Override
  public int compareTo(PackerVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
