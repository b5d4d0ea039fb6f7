package io.github.vmimage.packer;

import io.github.vmimage.files.LinkedTree;
import io.github.vmimage.lint.LintRules;
import io.github.vmimage.report.Finding;
import io.github.vmimage.report.Finding.Place;
import io.github.vmimage.report.PathNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Looks for {@code packer build -force}: in what a template runs on the build's machine, and in the scripts beside it. */
final class ForcedPacker {
  private static final Pattern FORCED = Pattern.compile("\\bpacker\\s(?:[^\\n;&|#]{0,2000}\\s)?--?force(?![\\w-])(?!=false)");
  /** A larger file is no script that a person wrote. */
  private static final long MAX_BYTES = 1L << 20;

  private final PathNames names;

  ForcedPacker(PathNames names) {
    this.names = names;
  }

  List<Finding> check(Template template) {
    List<Finding> findings = new ArrayList<>();
    Component.of(template).stream().filter(c -> c.type().equals("shell-local"))
        .flatMap(c -> c.texts(List.of("inline", "command", "execute_command"))).filter(t -> FORCED.matcher(t.text()).find())
        .forEach(t -> findings.add(LintRules.PACKER_FORCE.finding(t.place(), "the command calls packer with -force")));
    scripts(template.folder(), findings).forEach(s -> script(s, findings));
    return findings;
  }

  private List<Path> scripts(Path folder, List<Finding> findings) {
    try {
      LinkedTree tree = LinkedTree.of(folder, f -> "");
      tree.stray().forEach(l -> findings.add(LintRules.STRAY_LINK.finding(Place.file(names.name(l)),
          "this symbolic link leads out of the project, or nowhere")));
      return tree.files().stream().filter(f -> f.toString().endsWith(".sh")).toList();
    } catch (IOException e) {
      throw PackerProblems.unlistableFolder(folder, e.toString()).because(e);
    }
  }

  private void script(Path script, List<Finding> findings) {
    try {
      if (Files.size(script) > MAX_BYTES) {
        return;
      }
      // Byte for byte: a script may be in any encoding, and what is looked for is ASCII.
      String[] lines = Files.readString(script, StandardCharsets.ISO_8859_1).split("\n", -1);
      for (int n = 0; n < lines.length; n++) {
        if (!lines[n].stripLeading().startsWith("#") && FORCED.matcher(lines[n]).find()) {
          findings.add(LintRules.PACKER_FORCE.finding(new Place(names.name(script), n + 1, 1), "the script calls packer with -force"));
        }
      }
    } catch (IOException e) {
      throw PackerProblems.unreadableScript(script, e.toString()).because(e);
    }
  }
}
