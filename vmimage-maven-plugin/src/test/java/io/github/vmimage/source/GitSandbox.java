package io.github.vmimage.source;

import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A repository made by the real git, which sees no configuration but its own. */
final class GitSandbox {
  final Path base;
  final Path root;
  final Map<String, String> variables = new LinkedHashMap<>();

  GitSandbox(Path base) {
    this(base, "repo");
  }

  GitSandbox(Path base, String name) {
    this.base = base;
    this.root = base.resolve(name);
    try {
      Path home = Files.createDirectories(base.resolve("home"));
      Files.createDirectories(root);
      variables.put("HOME", home.toString());
      variables.put("GIT_CONFIG_NOSYSTEM", "1");
      variables.put("GIT_ATTR_NOSYSTEM", "1");
      variables.put("LC_ALL", "C.UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static GitSandbox init(Path base) {
    GitSandbox sandbox = new GitSandbox(base);
    sandbox.git("init", "-q", "-b", "main");
    sandbox.git("config", "user.name", "Tester");
    sandbox.git("config", "user.email", "tester@example.com");
    return sandbox;
  }

  /** With one commit: {@code pom.xml}, and {@code target/} ignored. */
  static GitSandbox withCommit(Path base) throws IOException {
    GitSandbox sandbox = init(base);
    sandbox.write("pom.xml", "<project/>\n");
    sandbox.write(".gitignore", "target/\n*.secret\n");
    sandbox.commit("Start");
    return sandbox;
  }

  GitEnvironment environment() {
    return new GitEnvironment(variables, Path.of(variables.get("HOME")));
  }

  Path write(String path, String content) throws IOException {
    return write(path, content.getBytes(StandardCharsets.UTF_8));
  }

  Path write(String path, byte[] content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.write(file, content);
  }

  void runnable(String path) throws IOException {
    Files.setPosixFilePermissions(root.resolve(path), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  String commit(String message) {
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", message);
    return git("rev-parse", "HEAD");
  }

  String git(String... arguments) {
    return gitIn(root, arguments);
  }

  String gitIn(Path folder, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-c", "protocol.file.allow=always"));
    command.addAll(List.of(arguments));
    return run(folder, variables, "", command);
  }

  String gitWithInput(String input, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    return run(root, variables, input, command);
  }

  static String run(Path folder, Map<String, String> variables, String input, List<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
      builder.environment().keySet().removeIf(k -> k.startsWith("GIT_") || k.startsWith("XDG_") || k.equals("EMAIL") || k.equals("LANG"));
      builder.environment().putAll(variables);
      Process process = builder.start();
      process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(command + " ended with " + process.exitValue() + ":\n" + out);
      }
      return out.strip();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  SourceRepository open() {
    return open(root);
  }

  SourceRepository open(Path module) {
    return SourceRepository.open(module, module.resolve("target"), processes(), environment());
  }

  static Processes processes() {
    return new Processes(Secrets.NONE, Progress.SILENT);
  }

  /** What {@code git worktree add} writes for a commit. */
  Path worktree(String commit) {
    Path reference = base.resolve("reference-" + commit);
    git("worktree", "add", "-q", "--detach", reference.toString(), commit);
    return reference;
  }

  /** What differs between two folders, one line for each path; empty where they are equal. */
  static List<String> differences(Path actual, Path expected) throws IOException {
    Map<String, String> found = listing(actual);
    Map<String, String> wanted = listing(expected);
    if (wanted.isEmpty()) {
      throw new AssertionError("nothing to compare in " + expected);
    }
    List<String> differences = new ArrayList<>();
    TreeSet<String> paths = new TreeSet<>(found.keySet());
    paths.addAll(wanted.keySet());
    paths.stream().filter(p -> !Objects.equals(found.get(p), wanted.get(p)))
        .forEach(p -> differences.add(p + ": " + found.get(p) + ", wanted " + wanted.get(p)));
    return differences;
  }

  /** Every path with its mode, and its digest or target; without {@code .git} of the root. */
  static Map<String, String> listing(Path root) throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String path = root.relativize(file).toString();
        if (!path.isEmpty() && !path.equals(".git") && !path.startsWith(".git/")) {
          all.put(path, describe(file));
        }
      }
    }
    return all;
  }

  private static String describe(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return "link to " + Files.readSymbolicLink(file);
    }
    String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    if (Files.isDirectory(file)) {
      return "folder " + mode;
    }
    try {
      byte[] content = Files.readAllBytes(file);
      return "file " + mode + " " + content.length + " "
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
