package io.github.vmimage.maven;

import io.github.vmimage.download.HtmlPage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.metadata.Metadata;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ResolutionErrorPolicy;
import org.eclipse.aether.resolution.ResolutionErrorPolicyRequest;
import org.eclipse.aether.transfer.ArtifactNotFoundException;

/**
 * What repositories answered to the resolver. Only a repository that answers that it has no such file says so: an outage, a refused login,
 * the page of a proxy and a refusal that an earlier run noted in the local repository do not.
 */
final class RemoteAnswers {
  /** Asks again in each run, whatever a {@code .lastUpdated} file of an earlier one says. */
  static final ResolutionErrorPolicy FORGETFUL = new ResolutionErrorPolicy() {
    @Override
    public int getArtifactPolicy(RepositorySystemSession session, ResolutionErrorPolicyRequest<Artifact> request) {
      return CACHE_DISABLED;
    }

    @Override
    public int getMetadataPolicy(RepositorySystemSession session, ResolutionErrorPolicyRequest<Metadata> request) {
      return CACHE_DISABLED;
    }
  };

  private RemoteAnswers() {}

  /** The same session, without a memory of refusals. */
  static RepositorySystemSession forgetful(RepositorySystemSession session) {
    DefaultRepositorySystemSession fresh = new DefaultRepositorySystemSession(session);
    fresh.setResolutionErrorPolicy(FORGETFUL);
    return fresh;
  }

  /** Whether every repository was asked and answered that it has no such file. Offline the resolver says the same without asking. */
  static boolean sayAbsent(RepositorySystemSession session, ArtifactResolutionException refused) {
    List<Exception> reasons = refused.getResult().getExceptions();
    return !session.isOffline() && !reasons.isEmpty() && reasons.stream().allMatch(ArtifactNotFoundException.class::isInstance);
  }

  /** What is known of a page that came in place of a file; empty for any other file. */
  static Optional<String> page(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return HtmlPage.shown(in.readNBytes(HtmlPage.BEGINNING_BYTES));
    } catch (IOException unreadable) {
      // Whoever reads the file tells it better.
      return Optional.empty();
    }
  }
}
