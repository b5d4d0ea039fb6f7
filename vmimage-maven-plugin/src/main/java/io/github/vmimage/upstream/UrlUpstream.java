package io.github.vmimage.upstream;

import java.net.URI;

/**
 * A file at a URL.
 *
 * @param id what the author calls it
 * @param url http, https or file, absolute, without user information
 * @param trust why its bytes may be trusted
 */
public record UrlUpstream(String id, URI url, UrlTrust trust) implements Upstream {

  /**
   * The name under which lists of digests have the file.
   *
   * @return the last segment of the URL's path, decoded; empty where there is none that can be a name
   */
  public String fileName() {
    return fileName(url);
  }

  static String fileName(URI url) {
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    String segment = path.substring(path.lastIndexOf('/') + 1);
    String name = segment.isEmpty() ? "" : URI.create("file:///" + segment).getPath().substring(1);
    return name.equals(".") || name.equals("..") || name.indexOf('/') >= 0 || name.chars().anyMatch(Character::isISOControl) ? "" : name;
  }
}
