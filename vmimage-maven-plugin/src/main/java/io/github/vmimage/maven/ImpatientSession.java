package io.github.vmimage.maven;

import java.time.Duration;
import java.util.List;
import org.codehaus.plexus.configuration.xml.XmlPlexusConfiguration;
import org.eclipse.aether.ConfigurationProperties;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.RemoteRepository;

/** A resolver session for questions: a silent server costs seconds, nothing is shown, and no refusal is remembered. */
public final class ImpatientSession {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private ImpatientSession() {}

  /**
   * Makes one.
   *
   * @param original Maven's own
   * @param repositories which will be asked
   * @return the same with other limits
   */
  public static RepositorySystemSession of(RepositorySystemSession original, List<RemoteRepository> repositories) {
    DefaultRepositorySystemSession session = new DefaultRepositorySystemSession(original);
    session.setConfigProperty(ConfigurationProperties.CONNECT_TIMEOUT, (int) LIMIT.toMillis());
    session.setConfigProperty(ConfigurationProperties.REQUEST_TIMEOUT, (int) LIMIT.toMillis());
    // Maven 3.9's own transport would ask three more times.
    session.setConfigProperty("aether.connector.http.retryHandler.count", 0);
    for (RemoteRepository one : repositories) {
      // Before 3.9 Maven gets files with Wagon, which heeds no limit of the session while it reads; what the user has configured stays.
      String key = "aether.connector.wagon.config." + one.getId();
      if (!original.getConfigProperties().containsKey(key)) {
        XmlPlexusConfiguration wagon = new XmlPlexusConfiguration("configuration");
        wagon.addChild("readTimeout", Long.toString(LIMIT.toMillis()));
        session.setConfigProperty(key, wagon);
      }
    }
    session.setTransferListener(null);
    session.setResolutionErrorPolicy(RemoteAnswers.FORGETFUL);
    return session;
  }
}
