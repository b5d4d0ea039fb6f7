package io.github.vmimage.packer;

import io.github.vmimage.lint.DownloadText;
import io.github.vmimage.lint.LintRules;
import io.github.vmimage.report.Finding.Place;
import io.github.vmimage.report.PathNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lists what a template brings into its guest beside the upstreams: files from outside of the project and of its build, and downloads
 * that name no digest. {@code docs/trust-policy.md} says what is looked at.
 */
final class ForeignInputs {
  /** Settings of builders that give files to a guest. */
  private static final List<String> OF_SOURCES = List.of("cd_files", "floppy_files", "floppy_dirs", "http_directory", "guest_additions_url",
      "user_data_file", "startup_script_file", "custom_data_file");
  /** What a builder calls the discs that it adds. */
  private static final String DISCS = "additional_iso_files";
  private static final List<String> OF_DISCS = List.of("iso_url", "iso_urls", "iso_file", "cd_files");
  private static final List<String> SCRIPTS = List.of("script", "scripts");
  private static final Map<String, List<String>> OF_PROVISIONERS = Map.of("file", List.of("source", "sources"), "shell", SCRIPTS,
      "powershell", SCRIPTS, "windows-shell", SCRIPTS, "ansible", List.of("playbook_file", "galaxy_file", "roles_path", "collections_path"),
      "ansible-local", List.of("playbook_file", "playbook_files", "playbook_dir", "playbook_paths", "role_paths", "collection_paths",
          "group_vars", "host_vars", "galaxy_file"),
      "puppet-masterless", List.of("manifest_file", "manifest_dir", "module_paths", "hiera_config_path"),
      "salt-masterless", List.of("local_state_tree", "local_pillar_roots"),
      "chef-solo", List.of("cookbook_paths", "roles_path", "data_bags_path", "environments_path"));
  /** They take from a server what it has that day. */
  private static final List<String> SERVERS = List.of("chef-client", "puppet-server");
  private static final List<String> SHELLS = List.of("shell", "powershell", "windows-shell");
  private static final int MAX_DEPTH = 16;
  private static final int MAX_FILES = 20_000;
  private static final long MAX_SCRIPT = 1L << 20;

  private final TemplateScope scope;
  private final List<GivenUpstream> upstreams;
  private final OwnFiles own;
  private final PathNames names;
  private final SharedFindings findings;

  ForeignInputs(TemplateScope scope, List<GivenUpstream> upstreams, OwnFiles own, PathNames names, SharedFindings findings) {
    this.scope = scope;
    this.upstreams = upstreams;
    this.own = own;
    this.names = names;
    this.findings = findings;
  }

  void check(Template template) {
    for (RunningSource source : RunningSource.of(template)) {
      source.settings(OF_SOURCES).forEach(a -> files(a.name(), a.place(), scope.follow(a.value()), source.shown()));
      new Body(source.attributes(), source.blocks()).nested(DISCS).flatMap(b -> b.attributes().stream())
          .filter(a -> OF_DISCS.contains(a.name())).forEach(a -> files(a.name(), a.place(), scope.follow(a.value()), source.shown()));
      source.settings(List.of(DISCS)).filter(a -> Value.mappings(a.value()).findAny().isEmpty())
          .forEach(a -> UpstreamUse.leaves(scope.follow(a.value())).forEach(v -> file(a.name(), a.place(), v, source.shown())));
    }
    Component.of(template).stream().filter(c -> c.kind() == Component.Kind.PROVISIONER).forEach(this::provisioner);
  }

  private void provisioner(Component provisioner) {
    if (SERVERS.contains(provisioner.type())) {
      add(provisioner.place(), provisioner.type() + " brings in what a server has that day", provisioner.name());
    }
    boolean download = provisioner.texts(List.of("direction")).anyMatch(t -> t.text().equals("download"));
    List<String> settings = download ? List.of() : OF_PROVISIONERS.getOrDefault(provisioner.type(), List.of());
    for (Attribute attribute : provisioner.body().attributes()) {
      if (settings.contains(attribute.name())) {
        Traced value = scope.follow(attribute.value());
        files(attribute.name(), attribute.place(), value, provisioner.name());
        if (SCRIPTS.contains(attribute.name())) {
          UpstreamUse.leaves(value).flatMap(v -> v.known().stream()).forEach(this::script);
        }
      } else if (attribute.name().equals("inline") && SHELLS.contains(provisioner.type())) {
        inline(provisioner, attribute);
      }
    }
  }

  private void inline(Component provisioner, Attribute inline) {
    List<Value> lines = inline.value() instanceof Value.Sequence s ? s.items() : List.of(inline.value());
    String script = String.join("\n", lines.stream().map(ForeignInputs::written).map(t -> t.replace('\n', ' ')).toList());
    DownloadText.in(script).forEach(d -> add(lines.get(d.line() - 1).place(), "the provisioner " + provisioner.type() + " " + d.what(),
        provisioner.name()));
  }

  private static String written(Value value) {
    return value instanceof Value.Text t ? t.text() : value instanceof Value.Expression e ? e.source().replaceAll("^\"|\"$", "") : "";
  }

  private void script(String file) {
    Path path = own.path(file);
    try {
      if (own.holds(file) && Files.isRegularFile(path) && Files.size(path) <= MAX_SCRIPT) {
        DownloadText.in(Files.readString(path, StandardCharsets.ISO_8859_1))
            .forEach(d -> add(new Place(names.name(path), d.line(), 1), "the script " + d.what(), ""));
      }
    } catch (IOException e) {
      throw PackerProblems.unreadableScript(path, e.toString()).because(e);
    }
  }

  private void files(String setting, Place place, Traced value, String part) {
    UpstreamUse.leaves(value).filter(v -> !v.isEmpty()).forEach(v -> file(setting, place, v, part));
  }

  private void file(String setting, Place place, Traced value, String part) {
    Place where = value.place().line() > 0 ? value.place() : place;
    Optional<String> known = value.known();
    if (known.isEmpty()) {
      add(where, setting + " brings in what cannot be followed to a file of the project", part);
    } else if (TemplateScope.upstream(known.get(), upstreams).isEmpty()) {
      // What stands before a pattern is the folder that it looks in.
      String file = known.get().replaceFirst("[^/]*[*?\\[].*$", "");
      if (!file.isEmpty() && !own.holds(file)) {
        add(where, setting + " brings in a file from outside of the project", part);
      } else if (leaves(own.path(file))) {
        add(where, setting + " brings in a folder with a link that leads out of the project", part);
      }
    }
  }

  private boolean leaves(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> all = Files.walk(folder, MAX_DEPTH)) {
      return all.limit(MAX_FILES).filter(Files::isSymbolicLink).anyMatch(l -> !own.holds(l.toString()));
    } catch (IOException | UncheckedIOException e) {
      throw PackerProblems.unlistableFolder(folder, e.toString()).because(e);
    }
  }

  private void add(Place place, String message, String part) {
    findings.add(LintRules.FOREIGN_INPUT.finding(place, message), part);
  }
}
