package io.github.vmimage.source;

import java.io.File;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * A repository with its work tree: the main one, a linked one or a submodule.
 *
 * @param repository JGit's object
 * @param config everything that Git would read, the strongest last
 * @param workTree its root, without symbolic links
 */
record GitCheckout(Repository repository, Config config, Path workTree) implements AutoCloseable {

  /**
   * Finds the repository that a folder belongs to. {@code GIT_DIR} and the like are not obeyed: a build started from a hook has them set.
   */
  static GitCheckout around(Path folder, GitEnvironment environment) throws IOException {
    QuietSystem.install();
    FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(folder.toFile());
    if (builder.getGitDir() == null) {
      throw GitProblems.noRepository(folder).asException();
    }
    return open(builder.getGitDir().toPath(), folderOfGitFile(folder), environment);
  }

  /** The folder with a {@code .git} file, or null: where it was found counts, even after it was moved. */
  private static Path folderOfGitFile(Path folder) {
    for (Path at = folder; at != null; at = at.getParent()) {
      Path dotGit = at.resolve(Constants.DOT_GIT);
      if (Files.exists(dotGit)) {
        return Files.isRegularFile(dotGit) ? at : null;
      }
    }
    return null;
  }

  /** The repository whose work tree is exactly this folder, or null where it is none. */
  static GitCheckout at(Path folder, GitEnvironment environment) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || !Files.exists(folder.resolve(Constants.DOT_GIT))) {
      return null;
    }
    FileRepositoryBuilder builder = new FileRepositoryBuilder();
    builder.addCeilingDirectory(folder.getParent().toFile());
    builder.findGitDir(folder.toFile());
    return builder.getGitDir() == null ? null : open(builder.getGitDir().toPath(), folderOfGitFile(folder), environment);
  }

  private static GitCheckout open(Path gitDir, Path folderOfGitFile, GitEnvironment environment) throws IOException {
    GitFiles files = new GitFiles(environment);
    GitConfigFile user = GitConfigFile.ofUser(files, gitDir);
    FileRepositoryBuilder builder = new FileRepositoryBuilder();
    builder.setFS(files).setGitDir(gitDir.toFile()).setMustExist(true);
    if (folderOfGitFile != null && isWorkTreeOf(gitDir)) {
      builder.setWorkTree(folderOfGitFile.toFile());
    }
    Repository repository = settingsOf(gitDir, () -> QuietSystem.over(user, builder::build));
    try {
      Config config = settingsOf(gitDir, () -> checked(withWorkTreeConfig(repository, files)));
      refuseWhatCannotBeRead(repository, config, gitDir);
      return new GitCheckout(repository, config, repository.getWorkTree().toPath().toRealPath());
    } catch (IOException | RuntimeException e) {
      repository.close();
      throw e;
    }
  }

  /**
   * Whether the work tree is where the {@code .git} file is: a linked one, or one whose repository was put elsewhere
   * ({@code --separate-git-dir}). A submodule's repository, and any that somebody has set up so, says itself where its work tree is. Git asks
   * the repository's own file alone.
   */
  private static boolean isWorkTreeOf(Path gitDir) throws IOException {
    if (Files.isRegularFile(gitDir.resolve(Constants.COMMONDIR_FILE))) {
      return true;
    }
    Config own = new Config();
    try {
      own.fromText(Files.isRegularFile(gitDir.resolve(Constants.CONFIG)) ? Files.readString(gitDir.resolve(Constants.CONFIG)) : "");
      return own.getString("core", null, "worktree") == null && !own.getBoolean("core", "bare", false);
    } catch (ConfigInvalidException | IllegalArgumentException | CharacterCodingException unreadable) {
      // Opening the repository says what is wrong with it.
      return false;
    }
  }

  /** Something that reads settings. */
  private interface Reading<T> {
    T now() throws IOException;
  }

  private static <T> T settingsOf(Path gitDir, Reading<T> reading) throws IOException {
    try {
      return reading.now();
    } catch (IllegalArgumentException e) {
      // JGit's way to say that a value is no number or no boolean.
      throw GitProblems.badSetting(gitDir, String.valueOf(e.getMessage())).because(e);
    }
  }

  /** Reads every setting that is asked for later. */
  private static Config checked(Config config) {
    for (String name : List.of("autocrlf", "bare", "filemode", "ignorecase", "symlinks")) {
      // Git has more to say than yes and no to this one.
      if (!name.equals("autocrlf") || !"input".equalsIgnoreCase(config.getString("core", null, name))) {
        config.getBoolean("core", name, false);
      }
    }
    config.getSubsections("filter").forEach(f -> config.getBoolean("filter", f, "required", false));
    List.of("gpgsign", "forcesignannotated").forEach(n -> config.getBoolean("tag", n, false));
    return config;
  }

  private static Config withWorkTreeConfig(Repository repository, GitFiles files) throws IOException {
    Config config = repository.getConfig();
    return config.getBoolean("extensions", "worktreeConfig", false)
        ? GitConfigFile.load(config, repository.getDirectory().toPath().resolve("config.worktree"), files,
            repository.getDirectory().toPath())
        : config;
  }

  private static void refuseWhatCannotBeRead(Repository repository, Config config, Path gitDir) {
    String format = config.getString("extensions", null, "objectformat");
    if (format != null && !format.equalsIgnoreCase("sha1")) {
      throw GitProblems.unknownObjectFormat(gitDir, format).asException();
    }
    if (repository.isBare()) {
      throw GitProblems.bare(gitDir).asException();
    }
  }

  /** The commit that is checked out. */
  RevCommit head() throws IOException {
    ObjectId head = repository.resolve(Constants.HEAD + "^{commit}");
    if (head == null) {
      throw GitProblems.noCommit(workTree).asException();
    }
    return commit(head);
  }

  RevCommit commit(ObjectId id) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit commit = walk.parseCommit(id);
      walk.parseBody(commit);
      return commit;
    }
  }

  boolean isShallow() {
    return Files.isRegularFile(repository.getCommonDirectory().toPath().resolve(Constants.SHALLOW));
  }

  GitEnvironment environment() {
    return ((GitFiles) repository.getFS()).environment();
  }

  /** Attributes files outside the tree and the repository, the weakest first. */
  List<AttributesFile> outerAttributes() throws IOException {
    GitEnvironment environment = environment();
    List<AttributesFile> outer = new ArrayList<>();
    if (environment.variable("GIT_ATTR_NOSYSTEM").isEmpty()) {
      outer.add(attributes(Path.of("/etc/gitattributes")));
    }
    File users = null;
    String configured = config.getString("core", null, "attributesfile");
    if (configured != null) {
      users = configured.startsWith("~/") ? environment.home().resolve(configured.substring(2)).toFile()
          : workTree.resolve(configured).toFile();
    }
    outer.add(attributes(users == null ? environment.configHome().resolve("git/attributes") : users.toPath()));
    return outer;
  }

  AttributesFile infoAttributes() throws IOException {
    return attributes(repository.getCommonDirectory().toPath().resolve(Constants.INFO_ATTRIBUTES));
  }

  boolean ignoresCase() {
    return config.getBoolean("core", "ignorecase", false);
  }

  private AttributesFile attributes(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return AttributesFile.EMPTY;
    }
    byte[] content = Files.readAllBytes(file);
    // A byte order mark would become part of the first pattern.
    int start = content.length >= 3 && content[0] == (byte) 0xEF && content[1] == (byte) 0xBB && content[2] == (byte) 0xBF ? 3 : 0;
    return AttributesFile.parse(Arrays.copyOfRange(content, start, content.length), true, ignoresCase());
  }

  @Override
  public void close() {
    repository.close();
  }
}
