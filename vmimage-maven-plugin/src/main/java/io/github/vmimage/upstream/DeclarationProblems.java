package io.github.vmimage.upstream;

import io.github.vmimage.report.Problem;
import java.util.List;

/** What can be wrong with an {@code <upstream>} in the POM. Places are those of its elements. */
final class DeclarationProblems {
  private static final String ID = "small letters, digits and _, beginning with a letter";
  private static final String COMPUTE = "take it from the distributor's signed list of digests, or compute it: sha256sum FILE";
  private static final String ADD_KEYRING = "copy the distributor's public keys into src/main/keys/ and name the file here, for Debian:\n"
      + "cp /usr/share/keyrings/debian-archive-keyring.gpg src/main/keys/";

  private static final int SHOWN_KEYS = 8;

  private DeclarationProblems() {}

  static Problem noId(String upstream) {
    return Problem.project("An upstream has no id, and there are several").at(upstream + "<id>").accepts(ID)
        .next("add <id>base</id>, or another name, to it");
  }

  static Problem badId(String upstream, String id) {
    return Problem.project("The id of an upstream cannot be part of a Packer variable's name").at(upstream + "<id>").saw(id)
        .accepts(ID + ", not ending in checksum").next("rename it");
  }

  static Problem sameId(String upstream, String id) {
    return Problem.project("Two upstreams have the same id").at(upstream + "<id>").saw(id).accepts("an id of its own for each")
        .next("rename one of them");
  }

  static Problem noPlace(String upstream) {
    return place("An upstream does not say where it comes from", upstream).next("add one of them");
  }

  static Problem severalPlaces(String upstream) {
    return place("An upstream comes from several places", upstream).next("make an <upstream> of each");
  }

  private static Problem place(String what, String upstream) {
    return Problem.project(what).at(upstream)
        .accepts("exactly one of <url>, <artifact>, <debianArchive>, <ami>, <azureImage> and <gceImage>");
  }

  static Problem digestWithoutUrl(String upstream) {
    return Problem.project("A digest belongs to a <url> only").at(upstream)
        .accepts("no digest: an <artifact> is proven by its manifest, a <debianArchive> by its signature, a cloud's image by its owner")
        .next("remove the digest");
  }

  static Problem badCoordinates(String upstream, String value) {
    return Problem.project("The coordinates of an upstream image are not well-formed").at(upstream + "<artifact>").saw(value)
        .accepts("groupId:artifactId:version").next("write them like com.example.images:base-image:0.1.0");
  }

  static Problem movingVersion(String upstream, String value) {
    return Problem.project("The version of an upstream image is not one exact version").at(upstream + "<artifact>").saw(value)
        .accepts("a version that always names the same image").next("write the version that is meant, such as 0.1.0");
  }

  static Problem passwordInUrl(String element, String shown) {
    return Problem.project("The URL of an upstream holds a user name or password").at(element).saw(shown)
        .accepts("a URL without them").next("move them to a <server> in settings.xml");
  }

  static Problem unusableUrl(String element, String value) {
    return url(element, value).next("write the whole URL of the file");
  }

  static Problem malformedUrl(String element, String value) {
    return url(element, value).next("write blanks and the like as %20");
  }

  private static Problem url(String element, String value) {
    return Problem.project("The URL of an upstream cannot be used").at(element).saw(value)
        .accepts("http://HOST/PATH, https://HOST/PATH or file:///PATH");
  }

  static Problem noDigest(String upstream) {
    return Problem.project("The upstream has no digest, so nothing proves its bytes").at(upstream)
        .accepts("<sha256>, <sha512>, or <checksums> that are signed").next(COMPUTE);
  }

  static Problem checksumsWithoutUrl(String upstream) {
    return Problem.project("A signed list of digests belongs to a <url> only").at(upstream)
        .accepts("<keyring> and <fingerprints> alone beside <artifact>; none of them beside <debianArchive> or an image in a cloud")
        .next("remove them; the <keyring> of an archive stands inside <debianArchive>");
  }

  static Problem signatureWithoutChecksums(String upstream) {
    return Problem.project("The upstream has no list of digests that a signature could prove").at(upstream)
        .accepts("<checksums> with <keyring> and <fingerprints>, and <signature> where the list is not clear-signed")
        .next("add <checksums>, the URL of the distributor's list such as SHA256SUMS, or remove what belongs to it");
  }

  static Problem noFileName(String element, String url) {
    return Problem.project("The URL of an upstream names no file, so no list of digests can have it").at(element).saw(url)
        .accepts("a path that ends in the name of a file").next("write the URL of the file itself");
  }

  static Problem noFingerprint(String upstream) {
    return Problem.project("The upstream does not say which key of the keyring may sign").at(upstream + "<fingerprints>")
        .accepts("at least one fingerprint of a primary key of the keyring")
        .next("look at the keys with gpg --show-keys --fingerprint FILE, compare with what the distributor publishes,\n"
            + "and add <fingerprints><fingerprint>...</fingerprint></fingerprints>");
  }

  static Problem badFingerprint(String element, String value) {
    return Problem.project("A fingerprint is not well-formed").at(element).saw(value)
        .accepts("40 or 64 hexadecimal digits, with or without blanks; a short key id proves nothing")
        .next("take the whole fingerprint: gpg --show-keys --fingerprint FILE");
  }

  static Problem fingerprintNotInKeyring(String element, String value, List<String> held) {
    return Problem.project("The keyring has no primary key of that fingerprint").at(element).saw(value)
        .accepts(String.join("\n", held.stream().limit(SHOWN_KEYS).toList()))
        .next("add that key to the keyring; of a subkey, write the fingerprint of its primary key");
  }

  static Problem fingerprintOfUnknownKind(String element, String value, String kind) {
    return Problem.project("The key of that fingerprint is of a kind that cannot be verified here").at(element).saw(value + ": " + kind)
        .accepts("a key of version 4 or 6 with RSA, ECDSA, EdDSA, Ed25519 or Ed448")
        .next("name another key of the same distributor: keys of several kinds sign side by side");
  }

  static Problem badReleaseDigest(String element, String value) {
    return Problem.project("The digest of a release file is not well-formed").at(element)
        .saw(value + " (" + value.length() + " characters)").accepts("64 hexadecimal digits, of SHA-256")
        .next("take it from the manifest of an earlier release, or compute it: sha256sum InRelease");
  }

  static Problem twoDigests(String upstream) {
    return Problem.project("The upstream has two digests").at(upstream).accepts("one of <sha256> and <sha512>").next("remove one of them");
  }

  static Problem weakDigest(String element, String algorithm, String value) {
    return Problem.project(algorithm + " proves nothing: other bytes with the same digest can be made").at(element).saw(value)
        .accepts("<sha256> or <sha512>").next(COMPUTE);
  }

  static Problem digestSwitchedOff(String element, String value, int digits) {
    return Problem.project("The upstream's digest is switched off, so nothing proves its bytes").at(element).saw(value)
        .accepts(digits + " hexadecimal digits").next(COMPUTE);
  }

  static Problem malformedDigest(String element, String value, int digits) {
    return Problem.project("The digest of an upstream is not well-formed").at(element)
        .saw(value + " (" + value.length() + " characters)").accepts(digits + " hexadecimal digits").next(COMPUTE);
  }

  static Problem badSuite(String archive, String suite) {
    return Problem.project("The suite of an archive is missing or no name").at(archive + "<suite>").saw(suite)
        .accepts("small letters, digits, '.' and '-', beginning with a letter")
        .next("add <suite>bookworm</suite>, or the one that is meant");
  }

  static Problem noKeyring(String element) {
    return Problem.project("An upstream has no keyring, so nothing proves its signature").at(element)
        .accepts("a file of the project with OpenPGP public keys").next(ADD_KEYRING);
  }

  static Problem absentKeyring(String element, String value) {
    return Problem.project("The keyring of an upstream does not exist").at(element).saw(value).accepts("a file, relative to the project")
        .next(ADD_KEYRING);
  }

  static Problem keyringIsNoPath(String element, String value) {
    return Problem.project("The keyring of an upstream is no path").at(element).saw(value).accepts("a file, relative to the project")
        .next("mend the path, such as src/main/keys/debian-archive-keyring.gpg");
  }

  static Problem badMirror(String mirror, String reason, String line) {
    return Problem.project("A mirror of an archive cannot be used: " + reason).at(mirror).saw(line).accepts("apt's one-line format")
        .next("write it like deb http://mirror.example/debian bookworm main");
  }

  static Problem noMirrorOfTheSuite(String mirrors, String suite, List<String> lines) {
    return Problem.project("None of the mirrors is of the suite itself").at(mirrors).saw(String.join("\n", lines)).accepts(suite)
        .next("add " + ArchiveProblems.mirror(suite) + ", or another host");
  }

  static Problem componentsBesideMirrors(String components, List<String> names) {
    return Problem.project("Each mirror names its own components").at(components).saw(String.join(" ", names))
        .accepts("either <mirrors> or <components>").next("move the components to the end of each <mirror>");
  }

  static Problem badName(String names, String element, int number, String name, String accepted) {
    return Problem.project("A " + element + " of an archive is not well-formed").at(names + "<" + element + "[" + number + "]>").saw(name)
        .accepts(accepted).next("write one name in each <" + element + ">");
  }

  static Problem badSize(String element, String size) {
    return Problem.project("The size of the disk is not well-formed").at(element).saw(size)
        .accepts("a whole number with G or M, at least 1G").next("write it like 8G");
  }
}
