package io.github.vmimage.ansible;

import io.github.vmimage.lint.LintRules;
import io.github.vmimage.report.Finding;
import io.github.vmimage.report.Finding.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds what Ansible and ansible-lint load or start of a project on the machine that builds: plugins in folders of their names, and what its
 * {@code ansible.cfg} and {@code .ansible-lint} name. Reads names and settings, never the code.
 */
final class ProjectCode {
  private static final String PLUGINS = "library|module_utils|(?:action|become|cache|callback|cliconf|connection|doc_fragment|filter"
      + "|httpapi|inventory|lookup|netconf|shell|strategy|terminal|test|vars)_plugins";
  private static final String COLLECTIONS = "ansible_collections";
  private static final Pattern FOLDER = Pattern.compile(PLUGINS + "|" + COLLECTIONS);
  /** Folders of plugins in an {@code ansible.cfg}, those of whole collections among them. */
  private static final Pattern FOLDERS = Pattern.compile(PLUGINS + "|collections_paths?");
  /** Files that are started where they are executable, and else read. */
  private static final Set<String> READ_OR_RUN = Set.of("vault_password_file", "vault_identity_list", "become_password_file",
      "connection_password_file", "inventory");
  private static final Set<String> PROGRAMS = Set.of("ssh_executable", "scp_executable", "sftp_executable", "ssh_keygen_executable",
      "cowpath", "ansible_connection_path", "executable");
  private static final Pattern SSH_PROGRAM = Pattern.compile("(?is).*\\b(?:ProxyCommand|LocalCommand|KnownHostsCommand)\\b.*");
  /** What Ansible passes over in a folder of modules; of other plugins it takes Python alone. */
  private static final Pattern NO_MODULE = Pattern.compile(".*(?:\\.(?:pyc|pyo|swp|bak|rpm|md|txt|rst|yaml|yml|ini)|~)|\\..*|__init__\\.py");
  /** Where Ansible looks without being told: no project puts its code there. */
  private static final List<Path> SYSTEM = List.of(Path.of("/usr"), Path.of("/bin"), Path.of("/sbin"), Path.of("/opt"), Path.of("/etc/ansible"));
  private static final String LINT_RULES = "rulesdir";
  private static final int MAX_ENTRIES = 1000;

  private final AnsibleProject project;

  ProjectCode(AnsibleProject project) {
    this.project = project;
  }

  List<Finding> check() {
    Stream<Path> places = Stream.concat(Stream.of(project.module()), project.folders().stream()).distinct();
    List<Finding> findings = new ArrayList<>(places.map(f -> f.resolve("ansible.cfg")).filter(Files::isRegularFile)
        .flatMap(f -> configuration(f).stream()).toList());
    folders().forEach(f -> findings.add(finding(Place.file(project.names().name(f)), f.getFileName().toString().equals(COLLECTIONS)
        ? "Ansible loads plugins of the collections in this folder" : "Ansible loads plugins or modules from this folder")));
    Stream.of(".ansible-lint", ".config/ansible-lint.yml").map(project.module()::resolve).filter(Files::isRegularFile)
        .map(f -> YamlFile.read(f, project.names().name(f))).forEach(f -> f.roots().stream()
            .flatMap(r -> YamlFile.get(r, LINT_RULES).stream())
            .forEach(n -> findings.add(finding(f.place(n), "ansible-lint loads rules, which are code, from the folders named here"))));
    return findings;
  }

  private static Finding finding(Place place, String what) {
    return LintRules.RUNS_PROJECT_CODE.finding(place, what);
  }

  /** Folders with something that Ansible loads, each once: beside a playbook, in a role, or of collections. */
  private Set<Path> folders() {
    List<Path> files = project.allFiles(f -> pluginFolder(f).isPresent());
    Set<Path> playbooks = files.stream().filter(f -> f.toString().matches(".*\\.ya?ml")).map(Path::getParent)
        .collect(Collectors.toCollection(HashSet::new));
    playbooks.addAll(project.folders());
    Set<Path> found = new TreeSet<>();
    for (Path file : files) {
      Path root = project.folders().stream().filter(file::startsWith).findFirst().orElseThrow();
      pluginFolder(root.relativize(file).getParent()).map(root::resolve)
          .filter(f -> f.getFileName().toString().equals(COLLECTIONS) ? file.toString().matches(".*/plugins/.*\\.(py|ps1)")
              : isLoaded(f, file) && isPlace(f, playbooks))
          .ifPresent(found::add);
    }
    return found;
  }

  /** The outermost folder with such a name on the way to a file. */
  private static Optional<Path> pluginFolder(Path inside) {
    if (inside == null) {
      return Optional.empty();
    }
    return Stream.iterate(1, n -> n <= inside.getNameCount(), n -> n + 1).map(n -> inside.subpath(0, n))
        .filter(p -> FOLDER.matcher(p.getFileName().toString()).matches()).findFirst();
  }

  private static boolean isLoaded(Path folder, Path file) {
    String name = file.getFileName().toString();
    return folder.getFileName().toString().equals("library") ? !NO_MODULE.matcher(name).matches()
        : name.endsWith(".py") && !name.equals("__init__.py") || name.endsWith(".ps1") || name.endsWith(".psm1");
  }

  private boolean isPlace(Path folder, Set<Path> playbooks) {
    Path around = folder.getParent();
    boolean role = around.getParent() != null && around.getParent().endsWith("roles");
    // A role may be called files: what counts is where the folder of all roles lies.
    return (role || playbooks.contains(around)) && project.kind(role ? around.getParent() : folder) == AnsibleProject.Kind.OTHER;
  }

  private List<Finding> configuration(Path file) {
    String shown = project.names().name(file);
    try {
      return AnsibleConfiguration.settings(file).stream().flatMap(s -> runs(file, s)
          .map(what -> finding(new Place(shown, s.line(), 0), s.name() + " lets Ansible " + what)).stream()).toList();
    } catch (IOException e) {
      return List.of(finding(Place.file(shown), "what it lets Ansible run is not known: it cannot be read, " + e.getMessage()));
    }
  }

  private Optional<String> runs(Path file, AnsibleConfiguration.Setting setting) {
    String name = setting.name();
    if (FOLDERS.matcher(name).matches()) {
      return paths(file, setting.value(), ":").anyMatch(p -> isOfTheProject(p) && (isUnknown(p) || Files.exists(p)))
          ? Optional.of("load code from the folders named here") : Optional.empty();
    } else if (name.equals("roles_path")) {
      return paths(file, setting.value(), ":").filter(this::isOfTheProject).filter(p -> project.folders().stream().noneMatch(p::startsWith))
          .anyMatch(ProjectCode::haveRolesPlugins) ? Optional.of("load plugins of the roles in the folders named here") : Optional.empty();
    } else if (READ_OR_RUN.contains(name)) {
      return paths(file, setting.value().replaceAll("(^|,)\\s*[^,@]*@", "$1"), ",").anyMatch(p -> isUnknown(p) || isStarted(p))
          ? Optional.of("start the program named here") : Optional.empty();
    } else if (PROGRAMS.contains(name)) {
      return setting.value().contains("/") && paths(file, setting.value(), ",").anyMatch(this::isOfTheProject)
          ? Optional.of("start the program named here") : Optional.empty();
    }
    return name.matches("(ssh|scp|sftp|ssh_common|ssh_extra|scp_extra|sftp_extra)_args") && SSH_PROGRAM.matcher(setting.value()).matches()
        ? Optional.of("start the command named here, by ssh") : Optional.empty();
  }

  /** What a value names, relative to its file as Ansible has it; what only Ansible can fill in leads into the file's folder. */
  private Stream<Path> paths(Path file, String value, String separator) {
    String home = System.getProperty("user.home");
    return Stream.of(value.split(separator)).map(String::strip).map(p -> p.replaceAll("^(['\"])(.*)\\1$", "$2"))
        .filter(p -> !p.isEmpty()).map(p -> p.replace("{{CWD}}", project.module().toString()).replaceFirst("^~(?=/|$)|^\\$\\{?HOME\\}?", home))
        .flatMap(p -> {
          try {
            return Stream.of(file.resolveSibling(p).normalize());
          } catch (InvalidPathException e) {
            return Stream.empty();
          }
        });
  }

  /** A folder of the user's home is the user's own, as those of the system are the system's. */
  private boolean isOfTheProject(Path path) {
    Path own = Path.of(System.getProperty("user.home"), ".ansible");
    return SYSTEM.stream().noneMatch(path::startsWith) && !path.startsWith(own);
  }

  private static boolean isUnknown(Path path) {
    return path.toString().matches(".*(\\$|\\{\\{).*");
  }

  private static boolean haveRolesPlugins(Path roles) {
    try (Stream<Path> all = Files.isDirectory(roles) ? Files.list(roles) : Stream.empty()) {
      return all.limit(MAX_ENTRIES).anyMatch(r -> Stream.of("library", "module_utils", "action_plugins", "filter_plugins", "lookup_plugins",
          "test_plugins", "callback_plugins", "vars_plugins", "connection_plugins").anyMatch(p -> Files.isDirectory(r.resolve(p))));
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** An inventory may be a folder, of which each program is started. */
  private static boolean isStarted(Path path) {
    if (!Files.isDirectory(path)) {
      return Files.isExecutable(path);
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.limit(MAX_ENTRIES).anyMatch(f -> Files.isRegularFile(f) && Files.isExecutable(f));
    } catch (IOException unreadable) {
      return false;
    }
  }
}
