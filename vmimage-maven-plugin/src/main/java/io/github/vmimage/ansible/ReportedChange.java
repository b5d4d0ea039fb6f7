package io.github.vmimage.ansible;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** All that Ansible said of a task that changed something; a task may run several times. */
final class ReportedChange {
  /** No task of an image's playbook has as many; where one has, what is left out is not judged either. */
  private static final int MOST_RESULTS = 1_000;
  private static final int MOST_DIFF = 2_000;
  private static final int SHOWN = 20;
  private static final int LONGEST = 160;
  private static final Pattern ITEM = Pattern.compile(" => \\(item=(.*?)\\)(?: => .*|)", Pattern.DOTALL);

  private final ChangedTask task;
  private final List<String> results = new ArrayList<>();
  private final List<String> diff = new ArrayList<>();
  private final List<String> items = new ArrayList<>();
  private boolean complete = true;

  ReportedChange(ChangedTask task) {
    this.task = task;
  }

  /** Takes one result, such as {@code  => (item=x) => {"changed": true}}, and the lines of the difference that came with it. */
  void add(String result, List<String> difference) {
    complete &= results.size() < MOST_RESULTS && diff.size() + difference.size() <= MOST_DIFF;
    if (complete) {
      Matcher item = ITEM.matcher(result);
      if (item.matches()) {
        items.add(item.group(1));
      }
      int json = result.indexOf("=> {");
      results.add(json < 0 ? "" : result.substring(json + 3));
      diff.addAll(difference);
    }
  }

  ChangedTask task() {
    return new ChangedTask(task.name(), task.role(), task.file(), task.line(), shown(items), shown(diff), ChangedTask.Effect.MACHINE);
  }

  private static List<String> shown(List<String> lines) {
    List<String> shown = lines.stream().limit(SHOWN).map(l -> l.length() > LONGEST ? l.substring(0, LONGEST) + " ..." : l)
        .collect(Collectors.toCollection(ArrayList::new));
    if (lines.size() > SHOWN) {
      shown.add("... " + (lines.size() - SHOWN) + " more");
    }
    return shown;
  }

  boolean is(ChangedTask other) {
    return task.equals(other);
  }

  /** What the module said each time, JSON where Ansible was told to say it. */
  List<String> results() {
    return results;
  }

  /** All lines of differences. */
  List<String> diff() {
    return diff;
  }

  /** Whether everything that was said is here. */
  boolean isComplete() {
    return complete;
  }
}
