package io.github.vmimage.maven;

import io.github.vmimage.report.StageResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;
import org.eclipse.aether.SessionData;

/**
 * What the goals of one Maven session have in common: their results, and what is to be done when the session ends. It is kept in the data
 * of the resolver's session, which the clones of a session with {@code -T} share and which goes with the session, also in an IDE.
 *
 * <p>{@link SessionEnd} begins and ends it, which Maven calls for a plugin with {@code <extensions>true</extensions>} only. Without that,
 * each goal has one of its own, which ends with the goal: there is no table then.
 */
public final class SessionWork {
  private final boolean ofSession;
  private final Map<String, StageResult> results = new LinkedHashMap<>();
  private final Deque<Runnable> atEnd = new ArrayDeque<>();
  private Log log;
  private boolean ended;

  SessionWork(boolean ofSession) {
    this.ofSession = ofSession;
  }

  /**
   * The work of a session, or, where nobody will end that, of one goal.
   *
   * @param session the running session
   * @return to be given to {@link #goalEnds} when the goal is done
   */
  public static SessionWork of(MavenSession session) {
    return session.getRepositorySession().getData().get(SessionWork.class) instanceof SessionWork work ? work : new SessionWork(false);
  }

  static void begin(MavenSession session) {
    session.getRepositorySession().getData().set(SessionWork.class, null, new SessionWork(true));
  }

  /** Takes the work out of the session; null where none was begun or it was taken already. */
  static SessionWork take(MavenSession session) {
    SessionData data = session.getRepositorySession().getData();
    return data.get(SessionWork.class) instanceof SessionWork work && data.set(SessionWork.class, work, null) ? work : null;
  }

  /**
   * Asks for something to be done when the session ends, whether it succeeded or not; without {@code <extensions>}, when the goal ends.
   * What was asked for last is done first.
   *
   * @param action done once; at once where the end has come already
   */
  public void onEnd(Runnable action) {
    synchronized (this) {
      if (!ended) {
        atEnd.push(action);
        return;
      }
    }
    action.run();
  }

  /**
   * Notes how a stage ended. A stage that runs twice in one module counts as it ended last.
   *
   * @param result of the stage
   * @param to where the table will be printed
   */
  public synchronized void report(StageResult result, Log to) {
    String key = result.module() + "\n" + result.stage();
    results.remove(key);
    results.put(key, result);
    log = to;
  }

  /** Says that a goal is done, which is the end where there is no work of the session. */
  public void goalEnds() {
    if (!ofSession) {
      end();
    }
  }

  /** Does what was asked for. One action that fails does not keep the others from being done; the first failure is thrown then. */
  void end() {
    List<Runnable> actions;
    synchronized (this) {
      ended = true;
      actions = new ArrayList<>(atEnd);
      atEnd.clear();
    }
    RuntimeException first = null;
    for (Runnable action : actions) {
      try {
        action.run();
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  synchronized List<StageResult> results() {
    return List.copyOf(results.values());
  }

  /** Where the table goes; null where no stage has run. */
  synchronized Log log() {
    return log;
  }
}
