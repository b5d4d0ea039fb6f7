package io.github.vmimage.upstream;

import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;
import java.util.List;

/** What can be wrong with a {@code <trustPolicy>} and with {@code <allowances>} in the POM. Places are those of their elements. */
final class TrustDeclarationProblems {

  private TrustDeclarationProblems() {}

  static Problem noMethod(String methods, List<String> known) {
    return Problem.project("The trust policy leaves no way to prove an upstream").at(methods).saw("no <method>")
        .accepts("at least one of " + String.join(", ", known)).next("add <method>signature</method>, or leave <methods> out for all");
  }

  static Problem unknownMethod(String method, String name, List<String> known, String nearest) {
    return Problem.project("The trust policy names a way of proof that does not exist").at(method).saw(name)
        .accepts(String.join(", ", known)).next("write <method>" + nearest + "</method> if that is meant");
  }

  static Problem badMinimumDigest(String element, String value) {
    return Problem.project("The weakest digest of the trust policy is none that proves something").at(element).saw(value)
        .accepts("sha256 or sha512").next("leave it out for sha256; MD5 and SHA-1 are never enough");
  }

  static Problem noKey(String keys) {
    return Problem.project("The trust policy requires one of no keys").at(keys).saw("no <fingerprint>")
        .accepts("at least one <fingerprint>")
        .next("add <fingerprint>...</fingerprint>");
  }

  static Problem noHost(String hosts) {
    return Problem.project("The trust policy allows no host at all").at(hosts).saw("no <host>").accepts("at least one <host>")
        .next("add <host>mirror.example</host>");
  }

  static Problem badHost(String element, String value) {
    return Problem.project("A host of the trust policy is no name of a host").at(element).saw(value)
        .accepts("a name such as cloud.example.org, *.example.org for all below one, or an address; no scheme, port or path")
        .next("write the host alone, as it stands between :// and the next / of the URL");
  }

  static Problem neitherTrueNorFalse(String element, String value) {
    return Problem.project("A switch of the trust policy is neither on nor off").at(element).saw(value).accepts("true or false")
        .next("leave it out for false");
  }

  static Problem neitherWarnNorRefuse(String element, String value) {
    return Problem.project("The trust policy neither warns of nor refuses what goes in beside the upstreams").at(element).saw(value)
        .accepts("warn or refuse").next("leave it out for warn");
  }

  static Problem outOfRange(String element, String value, int most, String unit, String otherwise) {
    return Problem.project("A number of the trust policy is out of range").at(element).saw(value)
        .accepts("1 to " + most + " " + unit + ", in digits").next("leave it out " + otherwise);
  }

  static Problem allowanceWithoutRule(String allowance, List<String> rules) {
    return Problem.project("An allowance names no rule of the trust policy").at(allowance + "<rule>").saw("nothing")
        .accepts(String.join(", ", rules)).next("write the rule that the message named, or remove the allowance");
  }

  static Problem allowanceOfNoRule(String allowance, String rule, List<String> rules, String nearest) {
    return Problem.project("An allowance names a rule that the trust policy does not have").at(allowance + "<rule>").saw(rule)
        .accepts(String.join(", ", rules)).next(Hints.meantRule(nearest, "allowance"));
  }

  static Problem allowedWithoutReason(String allowance, String rule) {
    return Problem.project("A rule of the trust policy is loosened without a reason").at(allowance + "<reason>")
        .saw((rule.isEmpty() ? "" : rule + ", ") + "no reason").accepts("why this upstream need not keep the rule, one line")
        .next("write the reason, which the manifest records, or remove the allowance");
  }

  static Problem badReason(String allowance, int length, boolean control, int most) {
    return Problem.project("The reason of an allowance cannot be recorded").at(allowance + "<reason>")
        .saw(length + " characters" + (control ? ", a line end or another control character among them" : ""))
        .accepts("one line of up to " + most + " characters").next("shorten it to one line");
  }

  static Problem allowedTwice(String allowance, String rule) {
    return Problem.project("A rule of the trust policy is allowed twice for one upstream").at(allowance + "<rule>").saw(rule)
        .accepts("one allowance for one rule").next("remove one of the two");
  }
}
