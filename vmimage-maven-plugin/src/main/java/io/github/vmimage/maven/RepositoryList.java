package io.github.vmimage.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.RemoteRepository;

/** Repositories named on the command line. */
public final class RepositoryList {
  /** {@code id::url}, or the older {@code id::layout::url}. */
  static final Pattern REPOSITORY = Pattern.compile("(?<id>[^:,]+)::(?:[^:/,]*::)?(?<url>[^,]+)");

  private final RepositorySystem system;
  private final RepositorySystemSession session;

  /**
   * Uses Maven's resolver, which adds mirrors, credentials and proxies.
   *
   * @param system Maven's resolver
   * @param session its session
   */
  public RepositoryList(RepositorySystem system, RepositorySystemSession session) {
    this.system = system;
    this.session = session;
  }

  /**
   * Adds the named repositories, which are asked first.
   *
   * @param known repositories of the POM and of the settings
   * @param named {@code id::url}, several with commas; null for none
   * @return all of them
   * @throws io.github.vmimage.report.ProblemException for a name that cannot be read
   */
  public List<RemoteRepository> and(List<RemoteRepository> known, String named) {
    List<RemoteRepository> more = new ArrayList<>();
    for (String one : named == null ? new String[0] : named.split(",")) {
      Matcher matcher = REPOSITORY.matcher(one.strip());
      if (!matcher.matches()) {
        throw ResolutionProblems.badRemoteRepository(one).asException();
      }
      more.add(new RemoteRepository.Builder(matcher.group("id"), "default", matcher.group("url")).build());
    }
    List<RemoteRepository> all = new ArrayList<>(more.isEmpty() ? more : system.newResolutionRepositories(session, more));
    all.addAll(known);
    return all;
  }
}
