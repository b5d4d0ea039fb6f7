package io.github.vmimage.maven;

import java.io.File;
import java.nio.file.Path;

/** Where this user's verified upstreams are kept. */
public final class CacheFolder {

  private CacheFolder() {}

  /**
   * Takes the user's choice or the XDG base directory.
   *
   * @param chosen the parameter, or null
   * @return {@code chosen}, or {@code vmimage} in {@code $XDG_CACHE_HOME}, or {@code ~/.cache/vmimage}
   */
  public static Path of(File chosen) {
    if (chosen != null) {
      return chosen.toPath();
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path base = xdg == null || !Path.of(xdg).isAbsolute() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
    return base.resolve("vmimage");
  }
}
