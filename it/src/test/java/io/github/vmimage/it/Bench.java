package io.github.vmimage.it;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * The place of one test class: a work folder, a home folder, a local repository, and logs that are kept. The work folder goes when
 * all tests of the class passed; disks are large.
 */
final class Bench implements BeforeAllCallback, AfterAllCallback, TestWatcher {
  /** Upstreams are downloaded once for all tests; the cache is made for concurrent use. */
  private static final Path CACHE = Reactor.target().resolve("cache");

  private String name;
  private Path folder;
  private LocalRepository repository;
  private int calls;
  private boolean failed;

  @Override
  public void beforeAll(ExtensionContext context) {
    open(context.getRequiredTestClass().getSimpleName());
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    failed = true;
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (!failed && context.getExecutionException().isEmpty()) {
      close();
    }
  }

  /** A bench outside a test class, for what several classes share. */
  static Bench named(String name) {
    Bench bench = new Bench();
    bench.open(name);
    return bench;
  }

  /** Removes the work folder: all went well. */
  void close() {
    if (!Boolean.getBoolean("vmimage.it.keep")) {
      Folders.delete(folder);
    }
  }

  private void open(String wanted) {
    name = wanted;
    folder = Reactor.target().resolve("work").resolve(name);
    Folders.delete(folder);
    Folders.delete(logs());
    Folders.make(folder);
  }

  Path folder(String sub) {
    return Folders.make(folder.resolve(sub));
  }

  Path home() {
    return folder("home");
  }

  /** A folder for the temporary files of one run; its path is short, since sockets are made in it. */
  Path newTemporaryFolder() {
    return folder("tmp/" + calls);
  }

  /** The local repository of this class, made when first asked for. */
  LocalRepository repository() {
    if (repository == null) {
      repository = LocalRepository.in(folder.resolve("local-repository"));
    }
    return repository;
  }

  /** An empty repository to deploy to. */
  FileRepository newFileRepository(String sub) {
    return new FileRepository(folder.resolve(sub));
  }

  Maven maven(ImageProject project) {
    return maven(project.folder());
  }

  Maven maven(Path in) {
    return maven(in, repository());
  }

  Maven maven(Path in, LocalRepository local) {
    calls++;
    Path log = logs().resolve(String.format(Locale.ROOT, "%02d-%s.log", calls, in.getFileName()));
    return new Maven(in, local, home(), log).option("-Dvmimage.cache=" + CACHE);
  }

  private Path logs() {
    return Reactor.target().resolve("logs").resolve(name);
  }
}
