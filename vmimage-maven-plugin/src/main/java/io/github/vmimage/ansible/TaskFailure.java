package io.github.vmimage.ansible;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.vmimage.report.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * A task that failed.
 *
 * @param build which of Packer's builds
 * @param task its name, with the role's
 * @param place {@code file:line}; empty where Ansible shows none
 * @param unreachable whether the guest was lost
 * @param result what the module said: JSON with Ansible's usual output, any text with another
 */
record TaskFailure(String build, String task, String place, boolean unreachable, String result) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int SHOWN_LINES = 15;
  private static final int SHOWN_TEXT = 2_000;

  Problem problem() {
    String where = place.isEmpty() ? build : place;
    return unreachable ? AnsibleProblems.guestLost(where, task, reason()) : AnsibleProblems.taskFailed(where, task, reason());
  }

  private String reason() {
    List<String> lines = new ArrayList<>();
    try {
      JsonNode json = JSON.readTree(result);
      if (json.isObject()) {
        json.path("msg").asText().lines().forEach(lines::add);
        command(json.path("cmd")).forEach(lines::add);
        List<String> output = first(json, "stderr", "module_stderr", "stdout", "module_stdout");
        lines.addAll(output.subList(Math.max(0, output.size() - SHOWN_LINES), output.size()));
      }
    } catch (JsonProcessingException notJson) {
      lines.clear();
    }
    String text = lines.isEmpty() ? result : String.join("\n", lines);
    return text.length() > SHOWN_TEXT ? text.substring(0, SHOWN_TEXT) + " ..." : text;
  }

  private static List<String> command(JsonNode cmd) {
    List<String> words = new ArrayList<>();
    cmd.forEach(w -> words.add(w.asText()));
    String line = cmd.isArray() ? String.join(" ", words) : cmd.asText("");
    return line.isBlank() ? List.of() : List.of("$ " + line.strip());
  }

  private static List<String> first(JsonNode json, String... names) {
    for (String name : names) {
      String text = json.path(name).asText("");
      if (!text.isBlank()) {
        return text.lines().toList();
      }
    }
    return List.of();
  }
}
