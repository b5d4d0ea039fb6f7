package io.github.vmimage.maven;

import java.time.Duration;
import org.eclipse.aether.ConfigurationProperties;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.metadata.Metadata;
import org.eclipse.aether.resolution.ResolutionErrorPolicy;
import org.eclipse.aether.resolution.ResolutionErrorPolicyRequest;

/** A resolver session for questions: a silent server costs seconds, nothing is shown, and no refusal is remembered. */
public final class ImpatientSession {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final ResolutionErrorPolicy FORGETFUL = new ResolutionErrorPolicy() {
    @Override
    public int getArtifactPolicy(RepositorySystemSession session, ResolutionErrorPolicyRequest<Artifact> request) {
      return CACHE_DISABLED;
    }

    @Override
    public int getMetadataPolicy(RepositorySystemSession session, ResolutionErrorPolicyRequest<Metadata> request) {
      return CACHE_DISABLED;
    }
  };

  private ImpatientSession() {}

  /**
   * Makes one.
   *
   * @param original Maven's own
   * @return the same with other limits
   */
  public static RepositorySystemSession of(RepositorySystemSession original) {
    DefaultRepositorySystemSession session = new DefaultRepositorySystemSession(original);
    session.setConfigProperty(ConfigurationProperties.CONNECT_TIMEOUT, (int) LIMIT.toMillis());
    session.setConfigProperty(ConfigurationProperties.REQUEST_TIMEOUT, (int) LIMIT.toMillis());
    // Maven 3.9's own transport would ask three more times.
    session.setConfigProperty("aether.connector.http.retryHandler.count", 0);
    session.setTransferListener(null);
    session.setResolutionErrorPolicy(FORGETFUL);
    return session;
  }
}
