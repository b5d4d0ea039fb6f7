package io.github.vmimage.upstream;

import io.github.vmimage.download.Redirects;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One suite of one package archive, as apt's one-line format names it.
 *
 * @param uri the archive, http, https or file, without a slash at its end
 * @param suite folder under {@code dists/}
 * @param components at least one
 * @param checkValidUntil whether a release file past its date is refused; false only where the author switched it off
 */
record AptSource(String uri, String suite, List<String> components, boolean checkValidUntil) {
  private static final String SUITE = "[a-z][a-z0-9.-]*(/[a-z]+)?";

  AptSource {
    components = List.copyOf(components);
    while (uri.endsWith("/")) {
      uri = uri.substring(0, uri.length() - 1);
    }
  }

  /** Why a line is refused. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String why) {
      super(why);
    }
  }

  /**
   * Reads one line.
   *
   * @param line such as {@code deb http://mirror.example/debian bookworm main}
   */
  static AptSource parse(String line) throws RefusedException {
    String rest = line.strip();
    if (!rest.matches("deb\\s.*")) {
      throw new RefusedException("it does not begin with 'deb '");
    }
    rest = rest.substring(3).strip();
    boolean check = true;
    if (rest.startsWith("[")) {
      int end = rest.indexOf(']');
      if (end < 0) {
        throw new RefusedException("its options have no ']'");
      }
      for (String option : rest.substring(1, end).strip().split("\\s+")) {
        // Everything else would weaken the check of the signature, or change what the disk is.
        switch (option.toLowerCase(Locale.ROOT)) {
          case "", "arch=amd64" -> { }
          case "check-valid-until=no" -> check = false;
          default -> throw new RefusedException("its option '" + option + "' is not accepted, only arch=amd64 and check-valid-until=no");
        }
      }
      rest = rest.substring(end + 1).strip();
    }
    String[] words = rest.split("\\s+");
    if (words.length < 3) {
      throw new RefusedException("it has no URL, suite and component");
    }
    if (!isUsable(words[0])) {
      throw new RefusedException("its URL is not http, https or file, or has a user name or a query in it");
    }
    if (!words[1].matches(SUITE)) {
      throw new RefusedException("its suite '" + words[1] + "' is not a name like bookworm or bookworm-security");
    }
    List<String> components = List.of(words).subList(2, words.length);
    if (!components.stream().allMatch(AptSource::isComponent)) {
      throw new RefusedException("its components are not names like main");
    }
    return new AptSource(words[0], words[1], components, check);
  }

  /** Whether apt's own source could stand in a POM too. */
  boolean isUsable() {
    return isUsable(uri) && suite.matches(SUITE) && components.stream().allMatch(AptSource::isComponent);
  }

  static boolean isComponent(String name) {
    return name.matches("[a-z][a-z0-9-]*(/[a-z0-9-]+)?");
  }

  static boolean isUsable(String uri) {
    try {
      URI parsed = new URI(uri);
      // apt knows the schemes in small letters only.
      boolean place = "file".equals(parsed.getScheme())
          ? parsed.getRawAuthority() == null && parsed.getPath() != null && parsed.getPath().startsWith("/")
          : parsed.getScheme() != null && Set.of("http", "https").contains(parsed.getScheme()) && parsed.getHost() != null
              && parsed.getPort() <= Redirects.MAX_PORT;
      return place && parsed.getRawUserInfo() == null && parsed.getRawQuery() == null && parsed.getRawFragment() == null
          && uri.matches("[A-Za-z0-9:/._~+@-]+");
    } catch (java.net.URISyntaxException e) {
      return false;
    }
  }

  /** The file whose signature vouches for the suite. */
  URI inRelease() {
    return URI.create(uri + "/dists/" + suite + "/InRelease");
  }

  /** The same without its signature, which older archives have instead. */
  URI release() {
    return URI.create(uri + "/dists/" + suite + "/Release");
  }

  /** The signature of {@link #release()}. */
  URI releaseSignature() {
    return URI.create(release() + ".gpg");
  }

  /** The name apt gives to the file in its lists. */
  String aptFileName() {
    return aptFileName(inRelease());
  }

  /** The name apt gives to any file of an archive. */
  static String aptFileName(URI file) {
    String place = file.toString().replaceFirst("^(https?://|file:(//)?)", "");
    StringBuilder name = new StringBuilder();
    for (char c : place.toCharArray()) {
      if (c == '/') {
        name.append('_');
      } else if ("\\|{}[]<>\"^~_=!@#$%^&*".indexOf(c) >= 0) {
        name.append(String.format(Locale.ROOT, "%%%02x", (int) c));
      } else {
        name.append(c);
      }
    }
    return name.toString();
  }

  /** The line that apt reads. */
  String line() {
    return "deb " + (checkValidUntil ? "" : "[check-valid-until=no] ") + uri + " " + suite + " " + String.join(" ", components);
  }
}
