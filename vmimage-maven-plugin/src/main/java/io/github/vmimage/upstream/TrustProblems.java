package io.github.vmimage.upstream;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.report.Problem;
import java.time.Instant;
import java.util.List;

/** What a policy can have against an upstream. */
final class TrustProblems {

  private TrustProblems() {}

  static Problem method(String id, String methods, String enough) {
    return broken(TrustRule.METHOD, "The way in which an upstream is proven is not enough for this project", id, "<methods>")
        .saw(methods).accepts(enough).next(orAllow("prove it in one of these ways", TrustRule.METHOD));
  }

  static Problem digest(String id, Digest.Algorithm digest, Digest.Algorithm least) {
    return broken(TrustRule.MINIMUM_DIGEST, "The digest of an upstream is weaker than this project asks for", id, "<minimumDigest>")
        .saw(digest).accepts(least + " or stronger").next(orAllow("pin <" + least + ">", TrustRule.MINIMUM_DIGEST));
  }

  static Problem hosts(String id, List<String> hosts, List<String> allowed) {
    return broken(TrustRule.HOST, "An upstream comes from a host that this project does not allow", id, "<allowedHosts>")
        .saw(String.join(", ", hosts)).accepts(String.join(", ", allowed)).next(orAllow("take it from one of these", TrustRule.HOST));
  }

  static Problem keys(String id, List<String> signers, List<String> required) {
    return broken(TrustRule.KEY, "An upstream is not signed by a key that this project requires", id, "<requiredKeys>")
        .saw("signed by\n" + String.join("\n", signers)).accepts("one of\n" + String.join("\n", required))
        .next(orAllow("take one that such a key signed", TrustRule.KEY));
  }

  static Problem unsigned(String id) {
    return broken(TrustRule.SIGNED_MANIFEST, "No key has to sign the manifest of a released image", id, "<signedManifests>")
        .saw("no <keyring>").accepts("<keyring> and <fingerprints> beside <artifact>, and a signature (.asc) beside the manifest")
        .next(orAllow("add <keyring> and <fingerprints> of its signers", TrustRule.SIGNED_MANIFEST));
  }

  static Problem old(String id, Instant date, int days) {
    return broken(TrustRule.AGE, "An upstream is older than this project allows", id, "<maximumAge>").saw("made or signed on " + date)
        .accepts("at most " + days + " days old").next(orAllow("mvn vmimage:outdated, then take a newer one", TrustRule.AGE));
  }

  static Problem noDate(String id, int days) {
    return broken(TrustRule.AGE, "Nothing proven tells how old an upstream is", id, "<maximumAge>").saw("no date")
        .accepts("a date of a signature, at most " + days + " days ago").next(orAllow("prove it by a signature", TrustRule.AGE));
  }

  static Problem replay(String id, SeenDates.Older older) {
    return Problem.environment("An upstream is older than one that was accepted before (rule " + TrustRule.REPLAY + ")")
        .at(older.url() + ", upstream " + id).saw("signed or made on " + older.date()).accepts(older.newest() + " or later")
        .next(orAllow("use another mirror: this one is old, or somebody makes it so", TrustRule.REPLAY));
  }

  static Problem depth(String id, int depth, int most) {
    return broken(TrustRule.DEPTH, "Too many images are built on each other", id, "<maximumDepth>").saw(depth)
        .accepts("at most " + most).next(orAllow("build on one further up", TrustRule.DEPTH));
  }

  static Problem snapshot(String id, String coordinates) {
    return Problem.project("A release cannot be built on a SNAPSHOT, which may change (rule " + TrustRule.SNAPSHOT + ")")
        .at("<upstream><artifact>, upstream " + id).saw(coordinates).accepts("a release version")
        .next(orAllow("release " + coordinates.split(":")[1] + " first, then name that version", TrustRule.SNAPSHOT));
  }

  private static Problem broken(TrustRule rule, String what, String id, String element) {
    return Problem.project(what + " (rule " + rule + ")").at("<trustPolicy>" + element + ", upstream " + id);
  }

  private static String orAllow(String next, TrustRule rule) {
    return next + ", or allow it: <allowances><allowance><rule>" + rule + "</rule><reason>...</reason></allowance></allowances> in this"
        + " <upstream>";
  }
}
