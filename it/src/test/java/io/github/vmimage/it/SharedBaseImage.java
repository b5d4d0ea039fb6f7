package io.github.vmimage.it;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The base image that tests build upon: scaffolded, bootstrapped, configured in a guest, audited and deployed once per run.
 *
 * @param project its project; the folder is absent where an earlier run's image is taken
 * @param repository where it was deployed to
 */
record SharedBaseImage(ImageProject project, FileRepository repository) {
  private static SharedBaseImage released;
  private static Throwable failure;

  /** Releases the image when first asked for; where that failed, every later caller hears why. */
  static synchronized SharedBaseImage released() {
    if (failure != null) {
      throw new AssertionError("the base image that this test builds upon could not be released", failure);
    }
    if (released == null) {
      try {
        released = release();
      } catch (RuntimeException | AssertionError e) {
        failure = e;
        throw e;
      }
    }
    return released;
  }

  private static SharedBaseImage release() {
    String earlier = System.getProperty("vmimage.it.base", "");
    if (!earlier.isEmpty()) {
      Path nowhere = Reactor.target().resolve("work").resolve("base-of-an-earlier-run");
      return new SharedBaseImage(new ImageProject(nowhere, GuestlessProject.GROUP, "base-image", "0.1.0", nowhere),
          new FileRepository(Path.of(earlier).toAbsolutePath()));
    }
    Bench bench = Bench.named("SharedBaseImage");
    FileRepository repository = new FileRepository(Reactor.target().resolve("shared-repository"));
    Folders.delete(repository.folder());
    ImageProject project = Scaffold.ofBase(bench).generate("base-image").tagged();
    bench.maven(project).within(Duration.ofMinutes(16)).run("deploy", repository.asTarget(),
        "-Dvmimage.notTested=The images on top of it are booted").succeeded().leftNothing();
    repository.holdsRelease(project);
    bench.close();
    return new SharedBaseImage(project, repository);
  }

  /** The element that makes a POM's artifacts come from where the image was deployed to. */
  String repositories() {
    return "<repositories><repository><id>shared</id><url>" + repository.url() + "</url></repository></repositories>";
  }
}
