package io.github.vmimage.maven;

import io.github.vmimage.lint.RuleSetting;
import io.github.vmimage.pipeline.AcceptedDifference;
import io.github.vmimage.pipeline.NonIdempotentPart;
import io.github.vmimage.report.Problems;
import io.github.vmimage.seal.Waiver;
import io.github.vmimage.upstream.TrustDeclaration;
import io.github.vmimage.upstream.UpstreamDeclaration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/**
 * The parameters that have elements inside: upstreams, trust policy, waivers, weights of lint rules, what is not idempotent, as the
 * POM says them, not checked.
 */
public final class ImageElements {
  /** Known only so that the room {@code upstream} can refuse them in words. */
  private static final List<String> REFUSED_DIGESTS = List.of("md5", "sha1");

  private final ExpressionEvaluator values;
  private final String place;
  private final Problems problems;

  /**
   * Reads with Maven's own values of expressions.
   *
   * @param values of expressions
   * @param place where the configuration stands
   * @param problems gets what is not known
   */
  public ImageElements(ExpressionEvaluator values, String place, Problems problems) {
    this.values = values;
    this.place = place;
    this.problems = problems;
  }

  private List<PomElement> list(PlexusConfiguration list, String name, String each) {
    return list == null ? List.of() : new PomElement(place + "<" + name + ">", list, values, problems).each(each);
  }

  /**
   * Reads {@code <upstreams>}.
   *
   * @param list the element, or null
   * @return one for each {@code <upstream>}
   */
  public List<UpstreamDeclaration> upstreams(PlexusConfiguration list) {
    return list(list, "upstreams", "upstream").stream().map(ImageElements::upstream).toList();
  }

  private static UpstreamDeclaration upstream(PomElement e) {
    e.knowing(List.of("id", "url", "sha256", "sha512", "checksums", "signature", "keyring", "fingerprints", "artifact", "debianArchive",
        "ami", "azureImage", "gceImage", "allowances"), REFUSED_DIGESTS);
    PomElement archive = e.child("debianArchive");
    return new UpstreamDeclaration(e.text("id"), e.text("url"), e.text("sha256"), e.text("sha512"), e.text("md5"), e.text("sha1"),
        e.text("artifact"), archive == null ? null : archive(archive), checksums(e), CloudElements.of(e)).allowing(allowances(e));
  }

  private static List<UpstreamDeclaration.Allowance> allowances(PomElement e) {
    PomElement list = e.child("allowances");
    return list == null ? List.of() : list.each("allowance").stream().map(a -> a.knowing("rule", "reason"))
        .map(a -> new UpstreamDeclaration.Allowance(a.text("rule"), a.text("reason"))).toList();
  }

  private static UpstreamDeclaration.Checksums checksums(PomElement e) {
    if (Stream.of("checksums", "signature", "keyring", "fingerprints").allMatch(n -> e.child(n) == null)) {
      return null;
    }
    return new UpstreamDeclaration.Checksums(e.text("checksums"), e.text("signature"), e.text("keyring"),
        e.texts("fingerprints", "fingerprint"));
  }

  private static UpstreamDeclaration.DebianArchive archive(PomElement e) {
    e.knowing("suite", "keyring", "components", "mirrors", "packages", "size", "fingerprints", "releaseSha256");
    return new UpstreamDeclaration.DebianArchive(e.text("suite"), e.text("keyring"), e.texts("components", "component"),
        e.texts("mirrors", "mirror"), e.texts("packages", "package"), e.text("size"), e.texts("fingerprints", "fingerprint"),
        e.text("releaseSha256"));
  }

  /**
   * Reads {@code <trustPolicy>}.
   *
   * @param element the element, or null
   * @return what it says; nothing where it is absent
   */
  public TrustDeclaration trustPolicy(PlexusConfiguration element) {
    if (element == null) {
      return TrustDeclaration.NONE;
    }
    PomElement e = new PomElement(place + "<trustPolicy>", element, values, problems)
        .knowing("methods", "minimumDigest", "allowedHosts", "requiredKeys", "signedManifests", "maximumAge", "maximumDepth",
            "foreignInputs");
    return new TrustDeclaration(e.child("methods") == null ? null : e.texts("methods", "method"), given(e, "minimumDigest"),
        e.child("allowedHosts") == null ? null : e.texts("allowedHosts", "host"),
        e.child("requiredKeys") == null ? null : e.texts("requiredKeys", "fingerprint"), given(e, "signedManifests"),
        given(e, "maximumAge"), given(e, "maximumDepth"), given(e, "foreignInputs"));
  }

  /** An element that is there and empty is no absent one: it would stand for the weakest value. */
  private static String given(PomElement e, String name) {
    return e.child(name) == null ? null : Objects.requireNonNullElse(e.text(name), "");
  }

  /**
   * Reads {@code <waivers>}.
   *
   * @param list the element, or null
   * @return one for each {@code <waiver>}
   */
  public List<Waiver> waivers(PlexusConfiguration list) {
    return list(list, "waivers", "waiver").stream().map(e -> e.knowing("rule", "reason"))
        .map(e -> new Waiver(e.text("rule"), e.text("reason"))).toList();
  }

  /**
   * Reads {@code <upgradeDifferences>}.
   *
   * @param list the element, or null
   * @return one for each {@code <difference>}
   */
  public List<AcceptedDifference> upgradeDifferences(PlexusConfiguration list) {
    return list(list, "upgradeDifferences", "difference").stream().map(e -> e.knowing("package", "reason"))
        .map(e -> new AcceptedDifference(e.text("package"), e.text("reason"))).toList();
  }

  /**
   * Reads {@code <upgradeSignature>}.
   *
   * @param element the element, or null
   * @return its keyring and its fingerprints; null where it is absent
   */
  public UpstreamDeclaration.Checksums upgradeSignature(PlexusConfiguration element) {
    if (element == null) {
      return null;
    }
    PomElement e = new PomElement(place + "<upgradeSignature>", element, values, problems).knowing("keyring", "fingerprints");
    return new UpstreamDeclaration.Checksums(null, null, e.text("keyring"), e.texts("fingerprints", "fingerprint"));
  }

  /**
   * Reads {@code <lintRules>}.
   *
   * @param list the element, or null
   * @return one for each {@code <lintRule>}
   */
  public List<RuleSetting> lintRules(PlexusConfiguration list) {
    return list(list, "lintRules", "lintRule").stream().map(e -> e.knowing("rule", "severity", "reason"))
        .map(e -> new RuleSetting(e.text("rule"), e.text("severity"), e.text("reason"))).toList();
  }

  /**
   * Reads {@code <nonIdempotent>}.
   *
   * @param list the element, or null
   * @return one for each {@code <role>} and {@code <task>}
   */
  public List<NonIdempotentPart> nonIdempotent(PlexusConfiguration list) {
    return list == null ? List.of() : new PomElement(place + "<nonIdempotent>", list, values, problems)
        .eachOf(Stream.of(NonIdempotentPart.Kind.values()).map(NonIdempotentPart.Kind::element).toList()).stream()
        .map(e -> e.knowing("name", "reason"))
        .map(e -> new NonIdempotentPart(NonIdempotentPart.Kind.valueOf(e.dom().getName().toUpperCase(Locale.ROOT)), e.text("name"),
            e.text("reason"))).toList();
  }
}
