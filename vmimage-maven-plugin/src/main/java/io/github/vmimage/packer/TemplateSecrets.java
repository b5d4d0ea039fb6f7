package io.github.vmimage.packer;

import io.github.vmimage.lint.LintRules;
import io.github.vmimage.lint.SecretText;
import io.github.vmimage.report.Finding;
import io.github.vmimage.report.Finding.Place;
import java.util.ArrayList;
import java.util.List;

/** Looks for secrets that stand in a template, or in the values that it loads by itself. No finding quotes one. */
final class TemplateSecrets {
  private final List<Finding> findings = new ArrayList<>();

  private TemplateSecrets() {}

  static List<Finding> of(Template template) {
    TemplateSecrets search = new TemplateSecrets();
    template.files().forEach(f -> search.body(f.body()));
    template.valueFiles().forEach(f -> search.body(f.body()));
    return List.copyOf(search.findings);
  }

  private void body(Body body) {
    body.attributes().forEach(a -> value(a.name(), a.value()));
    for (Block block : body.blocks()) {
      boolean declares = block.type().equals("variable") && block.labels().size() == 1;
      if (declares) {
        // Only the default is a value; the rest of a declaration talks about it.
        block.body().get("default").ifPresent(v -> value(block.labels().get(0), v));
      } else {
        body(block.body());
      }
    }
  }

  private void value(String name, Value value) {
    if (value instanceof Value.Text text) {
      text(name, text.place(), text.text());
    } else if (value instanceof Value.Numeral number) {
      text(name, number.place(), number.text());
    } else if (value instanceof Value.Expression expression) {
      if (SecretText.isIn(expression.source())) {
        found(expression.place(), name);
      }
    } else if (value instanceof Value.Sequence sequence) {
      sequence.items().forEach(v -> value(name, v));
    } else if (value instanceof Value.Mapping mapping) {
      mapping.entries().forEach(e -> value(e.name(), e.value()));
    }
  }

  private void text(String name, Place place, String text) {
    if (SecretText.isNamed(name, text) || SecretText.isIn(text)) {
      found(place, name);
    }
  }

  private void found(Place place, String name) {
    findings.add(LintRules.LITERAL_SECRET.finding(place, "the value of " + name + " is a secret that stands in the file"));
  }
}
