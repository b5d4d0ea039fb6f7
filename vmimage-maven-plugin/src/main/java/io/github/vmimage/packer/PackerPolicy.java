package io.github.vmimage.packer;

import io.github.vmimage.lint.LintRules;
import io.github.vmimage.packer.Component.Kind;
import io.github.vmimage.report.Finding;
import io.github.vmimage.report.PathNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks the rules of {@link LintRules} that a template has to keep. Only what stands in its files is judged: a value that is known when
 * Packer runs is never a finding. Without shared state.
 */
public final class PackerPolicy {
  /** Settings of builders and data sources that name an image. */
  private static final List<String> IMAGES =
      List.of("image", "image_version", "source_image", "source_path", "box_version", "iso_url", "iso_urls");
  private static final Pattern LATEST = Pattern.compile("(?i)(^|.*[/:@._-])latest([/._-].*|$)");
  private static final Pattern STRONG = Pattern.compile("(?i)(sha256:)?[0-9a-f]{64}|(sha512:)?[0-9a-f]{128}");
  private static final Pattern WEAK = Pattern.compile("(?i)|none|(none|md5|sha1):.*|[0-9a-f]{32}|[0-9a-f]{40}");
  /** Builders whose images anybody can publish, and that can be told whose to take. */
  private static final Pattern PUBLIC = Pattern.compile("amazon-.*|outscale-.*|osc-.*|openstack.*");
  private static final Set<String> OWNERS = Set.of("owners", "owner", "owner-id", "owner-alias", "account-id", "account-alias");

  private final PathNames names;
  private final String playbook;
  private final TemplateInputs inputs;

  /**
   * Makes the check.
   *
   * @param names how the module's files are called in findings
   * @param playbook the project's playbook, whose end is the seal
   * @param inputs what the template gets
   */
  public PackerPolicy(PathNames names, Path playbook, TemplateInputs inputs) {
    this.names = names;
    this.inputs = inputs;
    this.playbook = playbook.getFileName().toString();
  }

  /**
   * Checks a template and the shell scripts in its folder.
   *
   * @param template the template
   * @return findings with the rules' own weights, in no order
   */
  public List<Finding> check(Template template) {
    SharedFindings findings = new SharedFindings();
    TemplateScope scope = TemplateScope.of(template, inputs);
    for (Component component : Component.of(template).stream().map(scope::in).toList()) {
      if (component.kind() == Kind.SOURCE) {
        checksums(component, findings);
      }
      if (component.kind() == Kind.SOURCE || component.kind() == Kind.DATA) {
        images(component, findings);
        owners(component, findings);
      }
      ignoredErrors(component, findings);
    }
    OwnFiles own = OwnFiles.of(names.actual(), inputs.contract(), OwnFiles.repository(names.actual()));
    UpstreamUse.of(template, inputs.upstreams(), scope, own)
        .forEach(f -> findings.add(f.kind().rule().finding(f.place(), f.message()), f.source()));
    new ForeignInputs(scope, inputs.upstreams(), own, names, findings).check(template);
    findings.addAll(new AfterSeal(playbook).check(template));
    findings.addAll(TemplateSecrets.of(template));
    findings.addAll(new ForcedPacker(names).check(template));
    return findings.list();
  }

  private static void checksums(Component source, SharedFindings findings) {
    source.texts(List.of("iso_checksum")).forEach(t -> {
      // Before Packer 1.6 a setting of its own gave the kind of the digest.
      String kind = source.get("iso_checksum_type").map(v -> v instanceof Value.Text k ? k.text() + ":" : "?").orElse("");
      String written = t.text().strip();
      if (kind.equals("?") && !written.isEmpty()) {
        return;
      }
      String digest = written.contains(":") || kind.equals("?") ? written : kind + written;
      if (WEAK.matcher(digest).matches()) {
        String shown = digest.isEmpty() ? "empty" : digest.replaceFirst("^([A-Za-z0-9]+):.*", "$1");
        findings.add(LintRules.ISO_CHECKSUM.finding(t.place(),
            "iso_checksum is " + shortened(shown) + ", which proves nothing"), source.name());
      } else if (written.toLowerCase(Locale.ROOT).startsWith("file:")) {
        findings.add(LintRules.ISO_CHECKSUM_FETCHED.finding(t.place(), "iso_checksum is fetched when Packer runs"), source.name());
      } else if (!STRONG.matcher(digest).matches()) {
        findings.add(LintRules.ISO_CHECKSUM.finding(t.place(), "iso_checksum is no digest: " + shortened(digest)), source.name());
      }
    });
    if (source.get("iso_checksum").isEmpty()) {
      source.texts(List.of("iso_checksum_type")).filter(t -> t.text().equalsIgnoreCase("none"))
          .forEach(t -> findings.add(LintRules.ISO_CHECKSUM.finding(t.place(),
              "iso_checksum_type is none, which proves nothing"), source.name()));
    }
  }

  private static String shortened(String text) {
    return text.length() > 20 ? text.substring(0, 20) + "..." : text;
  }

  private static void images(Component component, SharedFindings findings) {
    component.texts(IMAGES).filter(t -> LATEST.matcher(t.text()).matches())
        .forEach(t -> findings.add(LintRules.FLOATING_LATEST.finding(t.place(), "the image is the latest of the day"), component.name()));
  }

  /** In a builder the filter is a block or a map of its own; a data source is the filter itself. */
  private static void owners(Component component, SharedFindings findings) {
    // An image that is named besides goes before the filter, or joins it.
    boolean named = Stream.of("source_ami", "source_image", "source_image_name").flatMap(n -> component.get(n).stream())
        .anyMatch(v -> !(v instanceof Value.Text t && t.text().isBlank()));
    if (!PUBLIC.matcher(component.type()).matches() || named) {
      return;
    }
    List<List<Attribute>> filters = new ArrayList<>();
    filters.add(component.body().attributes());
    component.body().nested().forEach(n -> filters.add(
        Stream.concat(n.attributes().stream(), n.nested().flatMap(inner -> inner.attributes().stream())).toList()));
    for (List<Attribute> filter : filters) {
      if (filter.stream().anyMatch(PackerPolicy::names)) {
        continue;
      }
      filter.stream().filter(a -> a.name().equals("most_recent") && isTrue(a.value()))
          .forEach(a -> findings.add(LintRules.MOST_RECENT_OWNERS.finding(a.place(),
              "most_recent takes the newest image of anybody"), component.name()));
    }
  }

  /** Whether a setting says whose image may be taken, or may say so when Packer runs. */
  private static boolean names(Attribute setting) {
    if (setting.name().equals("filters") || setting.name().equals("filter")) {
      return setting.value() instanceof Value.Expression
          || (setting.value() instanceof Value.Mapping m && m.entries().stream().anyMatch(PackerPolicy::names));
    }
    boolean empty = (setting.value() instanceof Value.Sequence s && s.items().isEmpty())
        || (setting.value() instanceof Value.Text t && t.text().isBlank()) || setting.value() instanceof Value.Nothing;
    return OWNERS.contains(setting.name()) && !empty;
  }

  private static boolean isTrue(Value value) {
    return (value instanceof Value.Truth t && t.truth()) || (value instanceof Value.Text s && s.text().equals("true"));
  }

  private static void ignoredErrors(Component component, SharedFindings findings) {
    component.body().attributes().stream().filter(a -> a.name().equals("continue_on_error") && isTrue(a.value()))
        .forEach(a -> findings.add(LintRules.IGNORED_ERRORS.finding(a.place(),
            component.type() + " goes on after an error"), component.name()));
  }
}
