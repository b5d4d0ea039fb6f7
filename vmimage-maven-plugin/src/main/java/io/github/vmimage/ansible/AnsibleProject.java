package io.github.vmimage.ansible;

import io.github.vmimage.files.LinkedTree;
import io.github.vmimage.report.Finding.Place;
import io.github.vmimage.report.PathNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A project's Ansible files, for its linters.
 *
 * @param module the module's folder, where the linters run
 * @param folders folders with Ansible files, such as {@code src/main/ansible} and {@code src/test/ansible}; one may be absent
 * @param stagedRoles the folder from {@link AnsibleRoles#stage}; what is in it is the plugin's and not looked at
 * @param names how the module's files are called in findings
 * @param environment from {@link AnsibleEnvironment#variables}
 */
public record AnsibleProject(Path module, List<Path> folders, Path stagedRoles, PathNames names, Map<String, String> environment) {

  /** Makes the folders absolute. */
  public AnsibleProject {
    module = module.toAbsolutePath().normalize();
    stagedRoles = stagedRoles.toAbsolutePath().normalize();
    folders = folders.stream().map(f -> f.toAbsolutePath().normalize()).toList();
    environment = Map.copyOf(environment);
  }

  /** A path as an argument of a program that runs in the module's folder. */
  Path argument(Path file) {
    Path absolute = module.resolve(file).normalize();
    return absolute.startsWith(module) ? module.relativize(absolute) : absolute;
  }

  Place place(String file, int line, int column) {
    return new Place(names.name(module.resolve(file)), line, column);
  }

  List<Path> requirements() {
    return Stream.concat(folders.stream(), Stream.of(module)).flatMap(f -> Stream.of("requirements.yml", "requirements.yaml",
        "roles/requirements.yml", "collections/requirements.yml").map(f::resolve)).filter(Files::isRegularFile).toList();
  }

  /** What a file is to Ansible, by the folder it stands in. */
  enum Kind {
    /** One of tasks; handlers run on a change, so they need not say when they make one. */
    TASKS,
    /** What a role copies into the guest is not Ansible's own; a template need not even be YAML before it is filled. */
    CONTENT,
    /** Any other. */
    OTHER
  }

  /** By the names of its folders in the project's folder for Ansible alone: where the checkout lies means nothing. */
  Kind kind(Path path) {
    Path inside = folders.stream().filter(path::startsWith).findFirst().map(f -> f.relativize(path)).orElse(path.getFileName());
    List<String> names = StreamSupport.stream(inside.spliterator(), false).map(Path::toString).toList();
    List<String> around = names.subList(0, names.size() - 1);
    return around.contains("templates") || around.contains("files") ? Kind.CONTENT : around.contains("tasks") ? Kind.TASKS : Kind.OTHER;
  }

  /** The YAML files in the folders, each once, without what ansible-galaxy put there. */
  List<Path> yamlFiles() {
    return present().flatMap(folder -> tree(folder).files().stream().filter(f -> f.toString().matches(".*\\.ya?ml"))
        .filter(f -> !isInstalled(folder.relativize(f)))).toList();
  }

  /** Symbolic links in the folders that lead out of the project, or nowhere. */
  List<Path> strayLinks() {
    return present().flatMap(folder -> tree(folder).stray().stream().filter(f -> !isInstalled(folder.relativize(f)))).toList();
  }

  private Stream<Path> present() {
    return folders.stream().filter(Files::isDirectory);
  }

  private LinkedTree tree(Path folder) {
    try {
      return LinkedTree.of(folder, f -> kind(f.resolve("file")));
    } catch (IOException e) {
      throw AnsibleProblems.unlistableFolder(folder, e.toString()).because(e);
    }
  }

  /** Collections beside the playbook are what ansible-galaxy put there; roles may be the project's own. */
  private static boolean isInstalled(Path file) {
    return file.startsWith("collections/ansible_collections") || Stream.iterate(file, p -> p != null, Path::getParent)
        .map(Path::getFileName).anyMatch(n -> n.toString().startsWith(".") && n.toString().length() > 1);
  }
}
