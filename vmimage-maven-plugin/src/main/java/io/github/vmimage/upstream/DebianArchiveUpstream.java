package io.github.vmimage.upstream;

import java.nio.file.Path;
import java.util.List;

/**
 * A distribution's package archive, trusted because its release files are signed by a key of the project; the disk is made from it.
 *
 * @param id what the author calls it
 * @param suite such as {@code bookworm} or {@code noble}
 * @param keyring OpenPGP keys, armoured or binary
 * @param components of the machine's own sources; not used where mirrors are given
 * @param mirrors lines in apt's one-line format; empty means the sources this machine's apt uses
 * @param packages installed besides {@link GuestPackages the default set}
 * @param size virtual size of the disk, a whole number with {@code M} or {@code G}
 * @param fingerprints of the primary keys that may sign, capital hexadecimal digits; empty means every key of the keyring
 * @param releaseSha256 what the release file of the suite itself must hash to, 64 small hexadecimal digits; empty where any may come
 */
public record DebianArchiveUpstream(String id, String suite, Path keyring, List<String> components, List<String> mirrors,
    List<String> packages, String size, List<String> fingerprints, String releaseSha256) implements Upstream {

  /** Components where the POM gives none. */
  public static final List<String> DEFAULT_COMPONENTS = List.of("main");

  /** Size where the POM gives none. */
  public static final String DEFAULT_SIZE = "8G";

  /** Copies the lists. */
  public DebianArchiveUpstream {
    components = List.copyOf(components);
    mirrors = List.copyOf(mirrors);
    packages = List.copyOf(packages);
    fingerprints = List.copyOf(fingerprints);
  }

  /**
   * One that trusts the whole keyring.
   *
   * @param id what the author calls it
   * @param suite such as {@code bookworm}
   * @param keyring OpenPGP keys
   * @param components of the machine's own sources
   * @param mirrors lines in apt's one-line format
   * @param packages installed besides the default set
   * @param size virtual size of the disk
   */
  public DebianArchiveUpstream(String id, String suite, Path keyring, List<String> components, List<String> mirrors,
      List<String> packages, String size) {
    this(id, suite, keyring, components, mirrors, packages, size, List.of(), "");
  }
}
