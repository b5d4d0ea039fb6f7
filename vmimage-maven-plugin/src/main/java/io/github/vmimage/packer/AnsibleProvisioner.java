package io.github.vmimage.packer;

import io.github.vmimage.report.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * What a template's provisioner {@code ansible} adds to a plain run of its playbook, as far as it stands literally in the template.
 *
 * @param hostAlias name of the host in the inventory
 * @param groups the host's groups
 * @param emptyGroups groups without a host
 * @param arguments more arguments of {@code ansible-playbook}
 */
public record AnsibleProvisioner(String hostAlias, List<String> groups, List<String> emptyGroups, List<String> arguments) {
  private static final String DEFAULT_ALIAS = "default";

  /**
   * Reads the provisioner that runs last: the playbook that seals.
   *
   * @param template the template
   * @param replaced arguments that are taken instead of the template's; empty to take these
   * @return what it adds; nothing is added where there is no such provisioner
   * @throws io.github.vmimage.report.ProblemException where a value is known only when Packer runs
   */
  public static AnsibleProvisioner of(Template template, Optional<List<String>> replaced) {
    Optional<Component> last = Component.provisioners(template).stream().flatMap(List::stream).filter(c -> c.type().equals("ansible"))
        .reduce((first, second) -> second);
    if (last.isEmpty()) {
      return new AnsibleProvisioner(DEFAULT_ALIAS, List.of(), List.of(), replaced.orElse(List.of()));
    }
    Component provisioner = last.get();
    List<String> alias = literals(provisioner, "host_alias", PackerProblems::dynamicGroups);
    return new AnsibleProvisioner(alias.isEmpty() ? DEFAULT_ALIAS : alias.get(0),
        literals(provisioner, "groups", PackerProblems::dynamicGroups),
        literals(provisioner, "empty_groups", PackerProblems::dynamicGroups),
        replaced.orElseGet(() -> literals(provisioner, "extra_arguments", PackerProblems::dynamicPlaybookArguments)));
  }

  private static List<String> literals(Component provisioner, String name, BiFunction<String, String, Problem> dynamic) {
    return provisioner.get(name).stream().flatMap(v -> v instanceof Value.Sequence s ? s.items().stream() : Stream.of(v))
        .map(v -> literal(v, dynamic)).toList();
  }

  private static String literal(Value value, BiFunction<String, String, Problem> dynamic) {
    if (value instanceof Value.Text text && !text.text().contains("{{")) {
      return text.text();
    } else if (value instanceof Value.Numeral number) {
      return number.text();
    }
    String source = value instanceof Value.Expression e ? e.source() : value instanceof Value.Text t ? t.text() : "no text";
    throw dynamic.apply(value.place().toString(), source).asException();
  }
}
