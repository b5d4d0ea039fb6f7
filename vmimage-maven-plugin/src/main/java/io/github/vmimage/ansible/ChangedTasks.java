package io.github.vmimage.ansible;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads which tasks changed something, and where each stands, from what {@code ansible-playbook -vv} prints. */
final class ChangedTasks {
  private static final Pattern TASK = Pattern.compile("(?:TASK|RUNNING HANDLER) \\[(.*)] \\**");
  private static final Pattern PATH = Pattern.compile("task path: (.+)");
  private static final Pattern CHANGED = Pattern.compile("changed: \\[[^]]*].*");

  private final Set<ChangedTask> changed = new LinkedHashSet<>();
  private String task = "";
  private String path = "";

  /** Takes a line. */
  synchronized void line(String text) {
    Matcher began = TASK.matcher(text);
    Matcher place = PATH.matcher(text);
    if (began.matches()) {
      task = began.group(1);
      path = "";
    } else if (place.matches()) {
      path = place.group(1);
    } else if (CHANGED.matcher(text).matches()) {
      changed.add(new ChangedTask(task, path));
    }
  }

  /** In the order in which they ran, each once. */
  synchronized List<ChangedTask> all() {
    return new ArrayList<>(changed);
  }
}
