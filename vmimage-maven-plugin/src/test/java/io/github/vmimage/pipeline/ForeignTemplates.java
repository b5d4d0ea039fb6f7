package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.ansible.AnsiblePolicy;
import io.github.vmimage.ansible.AnsibleProject;
import io.github.vmimage.packer.ContractValues;
import io.github.vmimage.packer.PackerPolicy;
import io.github.vmimage.packer.Template;
import io.github.vmimage.packer.TemplateInputs;
import io.github.vmimage.report.Finding;
import io.github.vmimage.report.PathNames;
import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lint's own rules, tried on templates and Ansible files that others wrote: {@code mvn test -Dtest=ForeignTemplates
 * -Dvmimage.foreign=FOLDER}, with the checkout of a project in that folder. It tells what was found; the outcome for some projects is in
 * {@code it/TEMPLATES.md}. Not part of the tests, which need no network, so its name is none of a test.
 */
class ForeignTemplates {
  private static final TemplateInputs NO_INPUTS = new TemplateInputs(List.of(), ContractValues.NONE, List.of(), Map.of());

  @TempDir
  Path folder;

  @Test
  void areReadWithoutACrash() throws IOException {
    String given = System.getProperty("vmimage.foreign");
    assertThat(given).as("-Dvmimage.foreign").isNotNull();
    Path top = Path.of(given).toAbsolutePath().normalize();
    PathNames names = new PathNames(top, Path.of(""));
    List<Finding> findings = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    Set<Path> templates = templates(top);
    for (Path template : templates) {
      try {
        findings.addAll(new PackerPolicy(names, Path.of("playbook.yml"), NO_INPUTS).check(Template.read(template, names)));
      } catch (ProblemException e) {
        refused.add(e.getMessage());
      }
    }
    // The rules of the seal are of our own projects only.
    Path sealed = Files.writeString(folder.resolve("playbook.yml"), "- hosts: all\n  roles: [vmimage_seal]\n");
    findings.addAll(new AnsiblePolicy(new AnsibleProject(top, List.of(top), folder.resolve("roles"), names, Map.of())).check(sealed));

    Map<String, Integer> counts = new TreeMap<>();
    findings.forEach(f -> counts.merge(f.rule(), 1, Integer::sum));
    findings.stream().sorted().map(Finding::text).forEach(System.out::println);
    refused.forEach(System.out::println);
    System.out.println(templates.size() + " templates, of them refused: " + refused.size() + "; findings: " + counts);
    assertThat(templates).as("templates below " + top).isNotEmpty();
  }

  /** Folders with HCL2 templates, and files that are old JSON ones. */
  private static Set<Path> templates(Path top) throws IOException {
    Set<Path> templates = new TreeSet<>();
    try (Stream<Path> all = Files.walk(top)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (file.toString().matches(".*\\.pkr\\.(hcl|json)")) {
          templates.add(file.getParent());
        } else if (file.toString().endsWith(".json") && Files.readString(file, StandardCharsets.ISO_8859_1).contains("\"builders\"")) {
          templates.add(file);
        }
      }
    }
    return templates;
  }
}
