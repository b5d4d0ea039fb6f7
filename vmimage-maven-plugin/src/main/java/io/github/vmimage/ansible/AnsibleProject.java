package io.github.vmimage.ansible;

import io.github.vmimage.report.Finding.Place;
import io.github.vmimage.report.PathNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

  /** The YAML files in the folders, each once, without what ansible-galaxy put there. */
  List<Path> yamlFiles() {
    List<Path> files = new ArrayList<>();
    for (Path folder : folders.stream().filter(Files::isDirectory).toList()) {
      try (Stream<Path> all = Files.walk(folder)) {
        all.filter(f -> f.toString().matches(".*\\.ya?ml")).filter(Files::isRegularFile).filter(f -> !isInstalled(folder.relativize(f)))
            .sorted().forEach(files::add);
      } catch (IOException | UncheckedIOException e) {
        throw AnsibleProblems.unlistableFolder(folder, e.toString()).because(e);
      }
    }
    return files;
  }

  /** Collections beside the playbook are what ansible-galaxy put there; roles may be the project's own. */
  private static boolean isInstalled(Path file) {
    return file.startsWith("collections/ansible_collections") || Stream.iterate(file, p -> p != null, Path::getParent)
        .map(Path::getFileName).anyMatch(n -> n.toString().startsWith(".") && n.toString().length() > 1);
  }
}
