package io.github.vmimage.ansible;

import io.github.vmimage.files.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The roles that the plugin ships as resources, staged into a folder that Ansible can read. */
public final class AnsibleRoles {
  /** Name of the role that writes the stamp. */
  public static final String STAMP = "vmimage_stamp";
  /** Name of the role that seals. */
  public static final String SEAL = "vmimage_seal";

  private static final String ROOT = "io/github/vmimage/ansible/roles";
  /** Every role has it; folders need not be entries of a jar. */
  private static final String SURE = "/tasks/main.yml";

  private final ClassLoader loader;
  private final String root;
  private final List<String> roles;

  /** The roles in this plugin's jar. */
  public AnsibleRoles() {
    this(AnsibleRoles.class.getClassLoader(), ROOT, List.of(STAMP, SEAL));
  }

  AnsibleRoles(ClassLoader loader, String root, List<String> roles) {
    this.loader = loader;
    this.root = root;
    this.roles = roles;
  }

  /**
   * Stages the roles for one build. Roles of an earlier run are replaced.
   *
   * @param folder becomes a folder with one folder for each role; only this build's
   * @param stamp values of this build
   * @return the folder, for Ansible's path of roles
   */
  public Path stage(Path folder, StampValues stamp) {
    return stage(folder, stamp, Set.copyOf(roles));
  }

  /**
   * Stages the roles so that only some of them do anything: a playbook can be applied to a running machine then, without a new stamp or
   * without the seal. The others keep their variables.
   *
   * @param folder becomes a folder with one folder for each role; only this build's
   * @param stamp values of this build
   * @param real the roles that keep their tasks, of {@link #STAMP} and {@link #SEAL}
   * @return the folder, for Ansible's path of roles
   */
  public Path stage(Path folder, StampValues stamp, Set<String> real) {
    try {
      for (String role : roles) {
        Path target = folder.resolve(role).toAbsolutePath().normalize();
        Folders.remove(target);
        copy(role, target);
        if (!real.contains(role)) {
          Files.writeString(target.resolve("tasks").resolve("main.yml"), "---\n# Does nothing in this run.\n");
        }
      }
      Path defaults = Files.createDirectories(folder.resolve(STAMP).resolve("defaults")).resolve("main.yml");
      Files.write(defaults, stamp.yaml().getBytes(StandardCharsets.UTF_8));
      return folder;
    } catch (IOException | URISyntaxException e) {
      throw AnsibleProblems.rolesNotStaged(folder, e.toString()).because(e);
    }
  }

  private void copy(String role, Path target) throws IOException, URISyntaxException {
    URL sure = loader.getResource(root + "/" + role + SURE);
    if (sure == null) {
      throw new IOException("no role " + role + " in the plugin's jar");
    } else if (sure.getProtocol().equals("file")) {
      copyFolder(Path.of(sure.toURI()).getParent().getParent(), target);
    } else if (sure.openConnection() instanceof JarURLConnection jar) {
      // Not from the cache: closing that one would close it for every other build in this Maven.
      jar.setUseCaches(false);
      try (JarFile file = jar.getJarFile()) {
        copyEntries(file, root + "/" + role + "/", target);
      }
    } else {
      throw new IOException("resources of the kind " + sure.getProtocol() + " cannot be listed");
    }
  }

  private static void copyFolder(Path from, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = target.resolve(from.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void copyEntries(JarFile jar, String prefix, Path target) throws IOException {
    for (JarEntry entry : jar.stream().filter(e -> !e.isDirectory() && e.getName().startsWith(prefix)).toList()) {
      Path to = target.resolve(entry.getName().substring(prefix.length())).normalize();
      if (!to.startsWith(target)) {
        throw new IOException("an entry of the jar leaves its folder: " + entry.getName());
      }
      Files.createDirectories(to.getParent());
      try (InputStream in = jar.getInputStream(entry)) {
        Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
