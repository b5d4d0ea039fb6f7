package io.github.vmimage.source;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;

/**
 * One file of Git's configuration, with {@code includeIf} for {@code gitdir} and {@code onbranch}: JGit knows {@code include} alone,
 * and people keep their address for work in such a file. Only a condition in the file itself counts, not one inside an included file.
 */
final class GitConfigFile extends FileBasedConfig {
  /** Possessive, so that a long condition needs no deep stack. */
  private static final Pattern HEADER = Pattern.compile("(?im)^([ \\t]*)\\[includeIf[ \\t]+\"((?:[^\"\\\\]|\\\\.)*+)\"]");
  /** Linux has no path and no branch with so many characters. */
  private static final int TOO_LONG = 4096;

  private final GitFiles files;
  private final Path gitDir;

  private GitConfigFile(Config base, File file, GitFiles files, Path gitDir) {
    super(base, file, files);
    this.files = files;
    this.gitDir = gitDir;
  }

  static GitConfigFile load(Config base, Path file, GitFiles files, Path gitDir) throws IOException {
    GitConfigFile config = new GitConfigFile(base, file.toFile(), files, gitDir);
    try {
      config.load();
    } catch (ConfigInvalidException e) {
      throw new IOException("the Git configuration " + file + " cannot be read: " + e.getMessage(), e);
    }
    return config;
  }

  /**
   * What lies beneath a repository's own configuration: the system's, then the user's.
   *
   * <p>The system's file is {@code /etc/gitconfig} unless {@code GIT_CONFIG_SYSTEM} names another; a Git that was built with another
   * folder would have to be asked.
   */
  static GitConfigFile ofUser(GitFiles files, Path gitDir) throws IOException {
    GitEnvironment environment = files.environment();
    Config below = new Config();
    if (environment.variable("GIT_CONFIG_NOSYSTEM").isEmpty()) {
      below = load(null, Path.of(environment.variable("GIT_CONFIG_SYSTEM").orElse("/etc/gitconfig")), files, gitDir);
    }
    if (environment.variables().containsKey("GIT_CONFIG_GLOBAL")) {
      return load(below, Path.of(environment.variables().get("GIT_CONFIG_GLOBAL")), files, gitDir);
    }
    below = load(below, environment.configHome().resolve("git/config"), files, gitDir);
    return load(below, environment.home().resolve(".gitconfig"), files, gitDir);
  }

  @Override
  public void fromText(String text) throws ConfigInvalidException {
    super.fromText(HEADER.matcher(text).replaceAll(header -> Matcher.quoteReplacement(
        header.group(1) + (holds(header.group(2).replaceAll("\\\\(.)", "$1")) ? "[include]" : "[conditionNotMet]"))));
  }

  private boolean holds(String condition) {
    String[] parts = condition.split(":", 2);
    if (parts.length < 2 || condition.length() >= TOO_LONG) {
      return false;
    }
    return switch (parts[0].toLowerCase(Locale.ROOT)) {
      case "gitdir" -> gitDirs().stream().anyMatch(d -> folderPattern(parts[1], false).matches(d));
      case "gitdir/i" -> gitDirs().stream().anyMatch(d -> folderPattern(parts[1], true).matches(d));
      case "onbranch" -> GlobPattern.ofPath(parts[1].endsWith("/") ? parts[1] + "**" : parts[1], false).matches(branch());
      default -> false;
    };
  }

  private List<String> gitDirs() {
    try {
      return List.of(gitDir.toString(), gitDir.toRealPath().toString());
    } catch (IOException e) {
      return List.of(gitDir.toString());
    }
  }

  private GlobPattern folderPattern(String pattern, boolean ignoreCase) {
    String full = pattern;
    if (full.startsWith("~/")) {
      full = files.environment().home() + full.substring(1);
    } else if (full.startsWith("./")) {
      full = getFile().getParent() + full.substring(1);
    } else if (!full.startsWith("/")) {
      full = "**/" + full;
    }
    return GlobPattern.ofPath(full.endsWith("/") ? full + "**" : full, ignoreCase);
  }

  private String branch() {
    try {
      String head = Files.readString(gitDir.resolve("HEAD"), StandardCharsets.UTF_8).strip();
      return head.startsWith("ref: refs/heads/") ? head.substring("ref: refs/heads/".length()) : "";
    } catch (IOException e) {
      return "";
    }
  }
}
