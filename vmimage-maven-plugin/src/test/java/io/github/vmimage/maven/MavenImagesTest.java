package io.github.vmimage.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.release.Coordinates;
import io.github.vmimage.report.AbsentException;
import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.ResolutionErrorPolicy;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenImagesTest {
  private static final Coordinates BASE = new Coordinates("com.example.images", "base", "0.1.0");
  private static final RemoteRepository REPOSITORY = new RemoteRepository.Builder("releases", "default",
      "https://user:s3cret@repository.example/releases?token=s3cret").build();

  @TempDir
  Path folder;

  private final DefaultRepositorySystemSession session = new DefaultRepositorySystemSession();
  private RepositorySystemSession asked;

  /** One of several repositories that does not answer is enough: the file may be there. */
  @Test
  void anOutageIsNoAbsence() {
    assertThatThrownBy(() -> refusing(absent(), failed("status code: 503, reason phrase: Service Unavailable")).fetch(BASE, "json.asc"))
        .isInstanceOf(ProblemException.class).isNotInstanceOf(AbsentException.class)
        .hasMessageStartingWith("The released image " + BASE + " cannot be resolved: not every repository answered")
        .hasMessageContaining("json.asc of " + BASE)
        .hasMessageContaining("at these repositories, then run it again: https://****@repository.example/releases")
        .hasMessageNotContaining("s3cret").hasMessageNotContaining("release it first").hasMessageNotContaining("<url>");
  }

  @Test
  void onlyAnAnswerOfEveryRepositoryIsAnAbsence() {
    assertThatThrownBy(() -> refusing(absent(), absent()).fetch(BASE, "json.asc")).isInstanceOf(AbsentException.class)
        .hasMessageContaining("no repository has that file").hasMessageContaining("release it first");
  }

  /** The resolver says "not found" of a repository that it was not allowed to ask. */
  @Test
  void offlineNothingIsAbsent() {
    session.setOffline(true);
    assertThatThrownBy(() -> refusing(absent()).fetch(BASE, "json.asc")).isNotInstanceOf(AbsentException.class)
        .hasMessageContaining("Maven is offline").hasMessageContaining("next:     run once without -o");
  }

  /** What an earlier run noted in {@code .lastUpdated} is asked again. */
  @Test
  void noRefusalOfAnEarlierRunIsBelieved() {
    assertThatThrownBy(() -> refusing(absent()).fetch(BASE, "json")).isInstanceOf(AbsentException.class);
    assertThat(asked.getResolutionErrorPolicy().getArtifactPolicy(asked, null)).isEqualTo(ResolutionErrorPolicy.CACHE_DISABLED);
    assertThat(asked.getResolutionErrorPolicy().getMetadataPolicy(asked, null)).isEqualTo(ResolutionErrorPolicy.CACHE_DISABLED);
  }

  @Test
  void thePageOfAProxyIsNoFile() throws IOException {
    Path page = Files.writeString(folder.resolve("base-0.1.0.json.asc"), "\n<!DOCTYPE html>\n<html><title>Sign in</title></html>");
    assertThatThrownBy(() -> holding(page).fetch(BASE, "json.asc")).isInstanceOf(ProblemException.class)
        .isNotInstanceOf(AbsentException.class).hasMessageContaining("a page came in place of the file")
        .hasMessageContaining("an HTML page: Sign in").hasMessageContaining("rm " + page);
    Path file = Files.writeString(folder.resolve("base-0.1.0.json"), "{\"schema\": \"<html>\"}");
    assertThat(holding(file).fetch(BASE, "json")).isEqualTo(file);
  }

  private static Exception absent() {
    return new ArtifactNotFoundException(null, REPOSITORY);
  }

  private static Exception failed(String message) {
    return new ArtifactTransferException(null, REPOSITORY, message);
  }

  private MavenImages refusing(Exception... reasons) {
    return with((request) -> {
      ArtifactResult result = new ArtifactResult(request);
      List.of(reasons).forEach(result::addException);
      throw new ArtifactResolutionException(List.of(result), "Could not transfer artifact from releases (" + REPOSITORY.getUrl() + ")");
    });
  }

  private MavenImages holding(Path file) {
    return with(request -> {
      Artifact found = request.getArtifact().setFile(file.toFile());
      return new ArtifactResult(request).setArtifact(found);
    });
  }

  private interface Resolving {
    ArtifactResult resolve(ArtifactRequest request) throws ArtifactResolutionException;
  }

  private MavenImages with(Resolving resolving) {
    RepositorySystem system = (RepositorySystem) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {RepositorySystem.class},
        (proxy, method, arguments) -> {
          asked = (RepositorySystemSession) arguments[0];
          return resolving.resolve((ArtifactRequest) arguments[1]);
        });
    return new MavenImages(system, session, List.of(REPOSITORY));
  }
}
