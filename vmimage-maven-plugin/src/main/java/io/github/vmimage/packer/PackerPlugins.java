package io.github.vmimage.packer;

import io.github.vmimage.lint.LintRules;
import io.github.vmimage.report.Finding;
import io.github.vmimage.report.Finding.Place;
import io.github.vmimage.report.PathNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the plugins that Packer takes from the folder in which it runs: it starts them to ask what they offer, even to validate. */
public final class PackerPlugins {
  private static final Pattern NAME = Pattern.compile("packer-(?:builder|provisioner|post-processor|datasource|plugin)-.+");

  private PackerPlugins() {}

  /**
   * Checks the rule {@code runs-project-code} over a module's folder, in which Packer runs.
   *
   * @param names of the module's files
   * @return a finding for each program with the name of a plugin, in no order
   */
  public static List<Finding> check(PathNames names) {
    try (Stream<Path> entries = Files.list(names.actual())) {
      return entries.filter(f -> NAME.matcher(f.getFileName().toString()).matches()).filter(Files::isRegularFile)
          .filter(Files::isExecutable)
          .map(f -> LintRules.RUNS_PROJECT_CODE.finding(Place.file(names.name(f)), "Packer starts this program as a plugin")).toList();
    } catch (IOException e) {
      throw PackerProblems.unlistableFolder(names.actual(), e.toString()).because(e);
    }
  }
}
