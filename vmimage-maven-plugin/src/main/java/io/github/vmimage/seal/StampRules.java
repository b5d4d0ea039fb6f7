package io.github.vmimage.seal;

import io.github.vmimage.seal.GuestEntry.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** That the image tells which release it is. The role {@code vmimage_stamp} writes what is asked for here. */
final class StampRules {
  private static final String RELEASE = "/etc/release";
  private static final String OS_RELEASE = "/etc/os-release";
  /** Of a disk whose build is unknown only this is asked: that it says something. No value holds this character. */
  private static final String ANY = "\0";
  private static final String REMEDY =
      "Let the playbook apply the role vmimage_stamp, without variables of your own, right before vmimage_seal";

  static final List<SealRule> RULES = List.of(
      SealRule.error("stamp-release",
          "Nobody can tell which release a machine was made from, nor find its source",
          REMEDY,
          StampRules::release),
      SealRule.error("stamp-os-release",
          "Inventories, scanners and systemd read IMAGE_ID and IMAGE_VERSION here (os-release(5)), and would see none, or another image's",
          REMEDY + "; it replaces the link /etc/os-release by a file and leaves the distribution's own alone",
          StampRules::osRelease));

  private StampRules() {}

  private static void release(Inspection i) {
    Map<String, String> expected = new LinkedHashMap<>();
    i.stamp().ifPresentOrElse(stamp -> {
      expected.put("IMAGE_ID", ExpectedStamp.plain(stamp.imageName()));
      expected.put("IMAGE_VERSION", stamp.imageVersion());
      expected.put("TAG", stamp.tag());
      expected.put("COMMIT", stamp.commit());
    }, () -> List.of("IMAGE_ID", "IMAGE_VERSION", "TAG", "COMMIT").forEach(key -> expected.put(key, ANY)));
    says(i, RELEASE, expected);
  }

  private static void osRelease(Inspection i) {
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("IMAGE_ID", i.stamp().map(stamp -> ExpectedStamp.plain(stamp.imageName())).orElse(ANY));
    expected.put("IMAGE_VERSION", i.stamp().map(stamp -> ExpectedStamp.plain(stamp.imageVersion())).orElse(ANY));
    says(i, OS_RELEASE, expected);
  }

  /** A regular file with each key once. */
  private static void says(Inspection i, String path, Map<String, String> expected) {
    GuestEntry file = i.tree().at(path);
    if (file.kind() != Kind.FILE) {
      i.violation(file);
      return;
    }
    List<String> lines = i.tree().read(file).lines().toList();
    expected.forEach((key, value) -> {
      List<String> values = lines.stream().filter(line -> line.startsWith(key + "="))
          .map(line -> unquoted(line.substring(key.length() + 1))).toList();
      if (values.isEmpty()) {
        i.violation(path, "no " + key + (value.equals(ANY) ? "" : "; expected " + Inspection.quoted(value)));
      } else if (value.equals(ANY)) {
        return;
      } else if (values.size() > 1) {
        i.violation(path, key + " " + values.size() + " times; expected once, " + Inspection.quoted(value));
      } else if (!values.get(0).equals(value)) {
        i.violation(path, key + " is " + Inspection.quoted(values.get(0)) + "; expected " + Inspection.quoted(value));
      }
    });
  }

  private static String unquoted(String value) {
    return value.length() > 1 && value.matches("(?s)(\"[^\"]*\"|'[^']*')") ? value.substring(1, value.length() - 1) : value;
  }
}
