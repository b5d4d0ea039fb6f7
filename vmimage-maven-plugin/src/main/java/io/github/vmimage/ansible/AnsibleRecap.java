package io.github.vmimage.ansible;

import io.github.vmimage.report.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the output of {@code ansible-playbook} as it comes, for one or more builds of Packer side by side: counts tasks, keeps the
 * recap, and knows the task that failed.
 */
public final class AnsibleRecap {
  private static final Pattern TASK = Pattern.compile("(TASK|RUNNING HANDLER) \\[(.*)] \\**");
  private static final Pattern PATH = Pattern.compile("task path: (.+)");
  private static final Pattern RESULT = Pattern.compile("(changed|fatal|failed): \\[([^]]*)](.*)");
  private static final Pattern RECAP = Pattern.compile(
      "(\\S+)\\s+: ok=(\\d{1,9})\\s+changed=(\\d{1,9})\\s+unreachable=(\\d{1,9})\\s+failed=(\\d{1,9})\\b.*");

  /** One more than a change may have, so that it is seen to be cut. */
  private static final int MOST_DIFF = 2_000;

  private final Consumer<String> onTask;
  private final LongSupplier clock;
  private final Map<String, Play> plays = new HashMap<>();
  private final List<HostRecap> recaps = new ArrayList<>();
  private final List<ReportedChange> changed = new ArrayList<>();
  /** Runs of tasks that showed a change, of several hosts together. */
  private int shown;

  /** What is going on in one build. */
  private static final class Play {
    private int tasks;
    private long began = -1;
    private long took;
    private String task = "";
    private boolean taskChanged;
    private String path = "";
    private TaskFailure failure;
    private StringBuilder error;
    /** Lines of differences since the last result. */
    private final List<String> diff = new ArrayList<>();
  }

  /**
   * Makes a reader.
   *
   * @param onTask gets a line such as {@code Ansible task 3: web : Install nginx} whenever a task begins
   */
  public AnsibleRecap(Consumer<String> onTask) {
    this(onTask, System::nanoTime);
  }

  AnsibleRecap(Consumer<String> onTask, LongSupplier clock) {
    this.onTask = onTask;
    this.clock = clock;
  }

  /**
   * Takes a line.
   *
   * @param build which of Packer's builds
   * @param text the line, without any prefix
   */
  public synchronized void line(String build, String text) {
    Play play = plays.computeIfAbsent(build, b -> new Play());
    Matcher task = TASK.matcher(text);
    Matcher result = RESULT.matcher(text);
    Matcher path = PATH.matcher(text);
    Matcher recap = RECAP.matcher(text);
    if (task.matches()) {
      begin(play, task.group(1).equals("TASK") ? "task" : "handler", task.group(2));
    } else if (path.matches()) {
      play.path = path.group(1);
    } else if (result.matches()) {
      result(build, play, result);
    } else if (text.equals("...ignoring")) {
      play.failure = null;
    } else if (recap.matches()) {
      ends(play);
      recaps.add(new HostRecap(build, recap.group(1), number(recap, 2), number(recap, 3), number(recap, 4), number(recap, 5)));
    } else if (text.startsWith("ERROR! ") || text.startsWith("[ERROR]: ") || play.error != null) {
      error(play, text);
    } else if (play.diff.size() <= MOST_DIFF && !play.path.isEmpty() && !text.isBlank() && !text.startsWith("NOTIFIED ")) {
      play.diff.add(text);
    }
  }

  private void begin(Play play, String kind, String name) {
    play.tasks++;
    play.began = play.began < 0 ? clock.getAsLong() : play.began;
    play.task = name;
    play.taskChanged = false;
    play.path = "";
    play.diff.clear();
    onTask.accept("Ansible " + kind + " " + play.tasks + ": " + name);
  }

  private void ends(Play play) {
    if (play.began >= 0) {
      play.took += clock.getAsLong() - play.began;
      play.began = -1;
    }
  }

  private void result(String build, Play play, Matcher m) {
    if (m.group(1).equals("changed")) {
      shown += play.taskChanged ? 0 : 1;
      play.taskChanged = true;
      change(ChangedTask.at(play.task, play.path)).add(m.group(3), play.diff);
      play.diff.clear();
      return;
    }
    int arrow = m.group(3).indexOf("=> ");
    String said = arrow < 0 ? m.group(3).strip() : m.group(3).substring(arrow + 3);
    play.failure = new TaskFailure(build, play.task, play.path, m.group(3).contains("UNREACHABLE!"), said);
  }

  private ReportedChange change(ChangedTask task) {
    return changed.stream().filter(c -> c.is(task)).findFirst().orElseGet(() -> {
      ReportedChange first = new ReportedChange(task);
      changed.add(first);
      return first;
    });
  }

  private static void error(Play play, String text) {
    if (play.error == null) {
      play.error = new StringBuilder();
    }
    if (play.error.length() < 4_000) {
      play.error.append(text).append('\n');
    }
  }

  private static int number(Matcher m, int group) {
    return Integer.parseInt(m.group(group));
  }

  /**
   * The lines of all recaps.
   *
   * @return in the order printed
   */
  public synchronized List<HostRecap> recaps() {
    return List.copyOf(recaps);
  }

  /**
   * Tasks that changed something, for a check that a second run changes nothing. Where they stand is known only where Ansible was told to
   * say it ({@code -vv}).
   *
   * @return in the order run, each once
   */
  public synchronized List<ChangedTask> changedTasks() {
    return changed.stream().map(ReportedChange::task).toList();
  }

  /**
   * How long the playbooks took, of several builds the one that took longest.
   *
   * @return {@link PlaybookTime#NONE} where none came to its recap
   */
  public synchronized PlaybookTime time() {
    return plays.values().stream().filter(p -> p.took > 0).max(Comparator.comparingLong(p -> p.took))
        .map(p -> new PlaybookTime(p.tasks, p.took / 1_000_000)).orElse(PlaybookTime.NONE);
  }

  /**
   * Changes that the recaps count and no task shows: a command that failed and whose failure was ignored is one.
   *
   * @return 0 where every change is known
   */
  synchronized int hiddenChanges() {
    return Math.max(0, recaps.stream().mapToInt(HostRecap::changed).sum() - shown);
  }

  /** All that was said of them. */
  synchronized List<ReportedChange> changes() {
    return List.copyOf(changed);
  }

  /**
   * Why a play failed.
   *
   * @return the failed task, or Ansible's own error; nothing where every play went well
   */
  public synchronized Optional<Problem> failure() {
    return plays.entrySet().stream().map(e -> failure(e.getKey(), e.getValue())).flatMap(Optional::stream).findFirst();
  }

  /** A failure that was rescued is none: then the recap says that nothing failed. */
  private Optional<Problem> failure(String build, Play play) {
    List<HostRecap> own = recaps.stream().filter(r -> r.build().equals(build)).toList();
    boolean wentWell = !own.isEmpty() && own.stream().allMatch(HostRecap::succeeded);
    if (play.failure != null && !wentWell) {
      return Optional.of(play.failure.problem());
    } else if (play.error != null) {
      return AnsibleFault.parse(play.error.toString()).map(f -> AnsibleProblems.playbookRefused(
          f.file().isEmpty() ? build : f.file() + ":" + f.line() + ":" + f.column(), f.message(),
          AnsibleFault.remedy(f.message(), List.of(), Path::toString).orElse("ansible-playbook --syntax-check tells more")));
    }
    return Optional.empty();
  }
}
