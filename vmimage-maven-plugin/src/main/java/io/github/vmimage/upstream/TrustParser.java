package io.github.vmimage.upstream;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.Problems;
import io.github.vmimage.report.Spelling;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** Checks what the POM says of trust: the policy, and the allowances of each upstream. Collects everything that is wrong. */
public final class TrustParser {
  /** The longest reason in characters, as the manifest's schema has it. */
  static final int MAX_REASON = 1000;
  /** Ten years. */
  static final int MAX_AGE = 3650;

  private static final String POLICY = "<trustPolicy>";
  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  private static final String HOST = "(\\*\\.)?" + LABEL + "(\\." + LABEL + ")*|\\[[0-9a-f:.]{2,45}\\]";
  /** What the manifest's schema refuses in a text. */
  private static final String CONTROL = "(?s).*[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029].*";

  private final Problems problems = new Problems();

  private TrustParser() {}

  /**
   * Parses what a project says.
   *
   * @param policy the project's; {@link TrustDeclaration#NONE} stands for {@link TrustPolicy#DEFAULT}
   * @param upstreams in the order of the POM; only ids and allowances are looked at
   * @return policy and allowances
   * @throws io.github.vmimage.report.ProblemException with everything that is wrong
   */
  public static ProjectTrust parse(TrustDeclaration policy, List<UpstreamDeclaration> upstreams) {
    TrustParser parser = new TrustParser();
    TrustPolicy parsed = parser.policy(policy);
    Map<String, List<Allowance>> allowances = new LinkedHashMap<>();
    for (int n = 1; n <= upstreams.size(); n++) {
      UpstreamDeclaration upstream = upstreams.get(n - 1);
      String id = UpstreamParser.isAbsent(upstream.id()) ? Upstream.DEFAULT_ID : upstream.id().strip();
      List<Allowance> own = parser.allowances(upstream.allowances(), "<upstreams><upstream[" + n + "]><allowances>");
      if (!own.isEmpty()) {
        allowances.put(id, own);
      }
    }
    parser.problems.throwIfAny();
    return new ProjectTrust(parsed, allowances);
  }

  private TrustPolicy policy(TrustDeclaration declared) {
    Set<TrustMethod> methods = methods(declared.methods());
    Digest.Algorithm digest = digest(declared.minimumDigest());
    List<String> hosts = hosts(declared.allowedHosts());
    List<String> keys = keys(declared.requiredKeys());
    boolean signed = yesOrNo(declared.signedManifests());
    OptionalInt age = number(declared.maximumAge(), "maximumAge", MAX_AGE, "days", "for any age");
    OptionalInt depth = number(declared.maximumDepth(), "maximumDepth", TrustPolicy.MAX_DEPTH, "images", "for " + TrustPolicy.MAX_DEPTH);
    return new TrustPolicy(methods, digest, hosts, keys, signed, age, depth.orElse(TrustPolicy.MAX_DEPTH),
        refuses(declared.foreignInputs()));
  }

  private Set<TrustMethod> methods(List<String> declared) {
    if (declared == null) {
      return TrustPolicy.DEFAULT.methods();
    }
    String place = POLICY + "<methods>";
    Set<TrustMethod> methods = EnumSet.noneOf(TrustMethod.class);
    if (declared.isEmpty()) {
      problems.add(TrustDeclarationProblems.noMethod(place, TrustMethod.names()));
    }
    for (int n = 1; n <= declared.size(); n++) {
      String name = declared.get(n - 1).strip();
      Optional<TrustMethod> method = Stream.of(TrustMethod.values()).filter(m -> m.toString().equals(name)).findFirst();
      if (method.isEmpty()) {
        problems.add(TrustDeclarationProblems.unknownMethod(place + "<method[" + n + "]>", name, TrustMethod.names(),
            Spelling.nearest(name, TrustMethod.names())));
      }
      method.ifPresent(methods::add);
    }
    return methods;
  }

  private Digest.Algorithm digest(String declared) {
    if (declared == null) {
      return TrustPolicy.DEFAULT.minimumDigest();
    }
    return Stream.of(Digest.Algorithm.values()).filter(a -> a.toString().equals(declared.strip())).findFirst().orElseGet(() -> {
      problems.add(TrustDeclarationProblems.badMinimumDigest(POLICY + "<minimumDigest>", declared.strip()));
      return TrustPolicy.DEFAULT.minimumDigest();
    });
  }

  /** None at all would allow every host, which nobody means who writes the element. */
  private List<String> hosts(List<String> declared) {
    if (declared == null) {
      return TrustPolicy.DEFAULT.allowedHosts();
    }
    String place = POLICY + "<allowedHosts>";
    if (declared.isEmpty()) {
      problems.add(TrustDeclarationProblems.noHost(place));
    }
    List<String> hosts = new ArrayList<>();
    for (int n = 1; n <= declared.size(); n++) {
      String host = declared.get(n - 1).strip().toLowerCase(Locale.ROOT);
      if (!host.matches(HOST)) {
        problems.add(TrustDeclarationProblems.badHost(place + "<host[" + n + "]>", declared.get(n - 1).strip()));
      }
      hosts.add(host);
    }
    return hosts;
  }

  private List<String> keys(List<String> declared) {
    if (declared == null) {
      return TrustPolicy.DEFAULT.requiredKeys();
    }
    String place = POLICY + "<requiredKeys>";
    if (declared.isEmpty()) {
      problems.add(TrustDeclarationProblems.noKey(place));
    }
    return KeyringParser.fingerprints(declared, place, problems);
  }

  private boolean yesOrNo(String declared) {
    if (declared == null) {
      return TrustPolicy.DEFAULT.signedManifests();
    }
    String value = declared.strip();
    if (!value.equals("true") && !value.equals("false")) {
      problems.add(TrustDeclarationProblems.neitherTrueNorFalse(POLICY + "<signedManifests>", value));
    }
    return value.equals("true");
  }

  private boolean refuses(String declared) {
    if (declared == null) {
      return TrustPolicy.DEFAULT.refusesForeignInputs();
    }
    String value = declared.strip();
    if (!value.equals("warn") && !value.equals("refuse")) {
      problems.add(TrustDeclarationProblems.neitherWarnNorRefuse(POLICY + "<foreignInputs>", value));
    }
    return value.equals("refuse");
  }

  private OptionalInt number(String declared, String element, int most, String unit, String otherwise) {
    if (declared == null) {
      return OptionalInt.empty();
    }
    String value = declared.strip();
    if (value.matches("[0-9]{1,6}") && Integer.parseInt(value) >= 1 && Integer.parseInt(value) <= most) {
      return OptionalInt.of(Integer.parseInt(value));
    }
    problems.add(TrustDeclarationProblems.outOfRange(POLICY + "<" + element + ">", value, most, unit, otherwise));
    return OptionalInt.empty();
  }

  private List<Allowance> allowances(List<UpstreamDeclaration.Allowance> declared, String place) {
    Map<TrustRule, Allowance> allowances = new LinkedHashMap<>();
    for (int n = 1; n <= declared.size(); n++) {
      String where = place + "<allowance[" + n + "]>";
      String name = plain(declared.get(n - 1).rule());
      String reason = plain(declared.get(n - 1).reason());
      Optional<TrustRule> rule = TrustRule.named(name);
      if (rule.isEmpty()) {
        problems.add(unknown(where, name));
      }
      if (reason.isEmpty()) {
        problems.add(TrustDeclarationProblems.allowedWithoutReason(where, name));
      } else if (reason.length() > MAX_REASON || reason.matches(CONTROL)) {
        problems.add(TrustDeclarationProblems.badReason(where, reason.length(), reason.matches(CONTROL), MAX_REASON));
      }
      if (rule.isPresent() && allowances.putIfAbsent(rule.get(), new Allowance(rule.get(), reason)) != null) {
        problems.add(TrustDeclarationProblems.allowedTwice(where, name));
      }
    }
    return List.copyOf(allowances.values());
  }

  private static Problem unknown(String where, String name) {
    List<String> rules = Stream.of(TrustRule.values()).map(TrustRule::toString).toList();
    return name.isEmpty() ? TrustDeclarationProblems.allowanceWithoutRule(where, rules)
        : TrustDeclarationProblems.allowanceOfNoRule(where, name, rules, Spelling.nearest(name, rules));
  }

  private static String plain(String text) {
    return text == null ? "" : text.strip();
  }
}
