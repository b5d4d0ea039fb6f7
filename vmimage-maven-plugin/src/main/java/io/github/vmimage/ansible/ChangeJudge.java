package io.github.vmimage.ansible;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.vmimage.ansible.ChangedTask.Effect;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * Tells what a task changed, by what stands in its file and by what its module said of each change; both have to agree. A task that does
 * anything beside, or of which anything is not known, changed the machine.
 */
final class ChangeJudge {
  private static final JsonMapper JSON = new JsonMapper();
  /** Modules that can refresh an index, and the arguments with which they do nothing else. */
  private static final Map<String, Set<String>> INDEX_ONLY = Map.of(
      "apt", Set.of("update_cache", "update-cache", "cache_valid_time", "update_cache_retries", "update_cache_retry_max_delay", "lock_timeout"),
      "apk", Set.of("update_cache", "repository"), "pacman", Set.of("update_cache", "update_cache_extra_args", "force"),
      "homebrew", Set.of("update_homebrew", "path"), "dnf", Set.of("update_cache", "enablerepo", "disablerepo", "lock_timeout"),
      "dnf5", Set.of("update_cache", "enablerepo", "disablerepo"), "yum", Set.of("update_cache", "enablerepo", "disablerepo", "lock_timeout"),
      "opkg", Set.of("update_cache"), "xbps", Set.of("update_cache"), "urpmi", Set.of("update_cache"));
  /** What such a module says when it did more; of apt all is known that it says when it did no more. */
  private static final Set<String> MORE = Set.of("packages", "changed_pkgs", "results", "installed", "diff");
  private static final Set<String> APT_SAYS = Set.of("cache_update_time", "cache_updated", "changed", "ansible_facts", "warnings",
      "deprecations");
  private static final Pattern COMMAND = Pattern.compile("(/usr)?(/s?bin/)?((apt-get|apt)( -[qy]+| --quiet| --yes)* update( -[qy]+)*"
      + "|(dnf|yum|microdnf)( -[qy]+)* makecache|zypper( -[qn]+| --non-interactive)* (refresh|ref)|apk( -q)? update|pacman -Syy?)");
  /** They change the file or folder that they name, and nothing else. */
  private static final Set<String> FILE_MODULES = Set.of("file", "copy", "template", "lineinfile", "blockinfile", "replace", "assemble",
      "acl", "ini_file", "xml");
  private static final Pattern HEADER = Pattern.compile("(?:---|\\+\\+\\+) (?:before|after): (/.*?)(?: \\((?:content|file attributes)\\))?");
  private static final Set<String> BESIDE = Set.of("args", "<<", "delegate_to", "local_action");

  private final Path module;
  private final TestTraces traces;
  private final Map<String, YamlFile> files = new HashMap<>();

  /**
   * Makes a judge.
   *
   * @param module folder to which files of tasks are relative
   * @param traces of the test
   */
  ChangeJudge(Path module, TestTraces traces) {
    this.module = module;
    this.traces = traces;
  }

  ChangedTask judge(ReportedChange change) {
    ChangedTask task = change.task();
    Optional<ModuleCall> call = change.isComplete() ? call(task) : Optional.empty();
    List<JsonNode> results = change.results().stream().flatMap(r -> json(r).stream()).toList();
    if (call.isEmpty() || results.isEmpty() || results.size() < change.results().size()) {
      return task;
    } else if (results.stream().allMatch(r -> isIndex(call.get(), r))) {
      return task.with(Effect.PACKAGE_INDEX);
    }
    return isOfTheTest(name(call.get()), results, change.diff()) ? task.with(Effect.TEST) : task;
  }

  private static Optional<JsonNode> json(String result) {
    try {
      return Optional.of(JSON.readTree(result)).filter(JsonNode::isObject).filter(r -> !r.has("censored"));
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }

  private static String name(ModuleCall call) {
    return call.module().substring(call.module().lastIndexOf('.') + 1);
  }

  private static boolean isIndex(ModuleCall call, JsonNode result) {
    String module = name(call);
    List<String> said = new ArrayList<>();
    result.fieldNames().forEachRemaining(said::add);
    if (Set.of("command", "shell").contains(module)) {
      Optional<String> line = call.line().or(() -> YamlFile.get(call.arguments(), "cmd").flatMap(YamlFile::text)
          .filter(c -> YamlFile.entries(call.arguments()).count() == 1));
      return line.filter(l -> COMMAND.matcher(l.strip()).matches()).isPresent();
    }
    Set<String> arguments = arguments(call);
    return !arguments.isEmpty() && INDEX_ONLY.getOrDefault(module, Set.of()).containsAll(arguments)
        && (module.equals("apt") ? APT_SAYS.containsAll(said) && result.path("cache_updated").asBoolean()
            : said.stream().filter(MORE::contains).allMatch(k -> result.get(k).isEmpty()));
  }

  private static Set<String> arguments(ModuleCall call) {
    Stream<String> names = call.line().isPresent() ? Stream.of(call.line().get().strip().split("\\s+")).map(w -> w.replaceFirst("=.*", ""))
        : YamlFile.entries(call.arguments()).map(e -> YamlFile.text(e.getKeyNode()).orElse("")).filter(n -> !n.equals("module"));
    return names.collect(Collectors.toSet());
  }

  private boolean isOfTheTest(String module, List<JsonNode> results, List<String> diff) {
    return switch (module) {
      case "user", "group" -> results.stream().allMatch(r -> r.path("name").asText().equals(traces.user()));
      case "authorized_key" -> results.stream().allMatch(r -> r.path("user").asText().equals(traces.user()));
      case "hostname" -> diff.stream().anyMatch(l -> l.startsWith("-") && l.matches("-.*\\b" + Pattern.quote(traces.host()) + "\\b.*"));
      default -> FILE_MODULES.contains(module) && results.stream().allMatch(r -> {
        String path = r.path("path").asText(r.path("dest").asText());
        return path.isEmpty() ? isOfTheTest(diff) : traces.own(path);
      });
    };
  }

  /** Modules that change lines say only in the difference which file it was. */
  private boolean isOfTheTest(List<String> diff) {
    List<String> changed = diff.stream().map(HEADER::matcher).filter(Matcher::matches).map(m -> m.group(1)).toList();
    return !changed.isEmpty() && changed.stream().allMatch(traces::own);
  }

  /** The module that a task calls, read from its file; nothing where something beside it could change what the module does. */
  private Optional<ModuleCall> call(ChangedTask task) {
    if (task.file().isEmpty()) {
      return Optional.empty();
    }
    YamlFile file = files.computeIfAbsent(task.file(), f -> read(f).orElse(null));
    if (file == null) {
      return Optional.empty();
    }
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Optional<Node> node = file.roots().stream().flatMap(r -> at(file, r, task.line(), seen)).findFirst();
    if (node.isEmpty() || BESIDE.stream().anyMatch(k -> YamlFile.get(node.get(), k).isPresent())) {
      return Optional.empty();
    }
    return YamlFile.entries(node.get()).flatMap(e -> ModuleCall.of(e).stream()).filter(c -> isKnown(name(c))).findFirst();
  }

  private static boolean isKnown(String module) {
    return INDEX_ONLY.containsKey(module) || FILE_MODULES.contains(module)
        || Set.of("command", "shell", "user", "group", "authorized_key", "hostname").contains(module);
  }

  private Optional<YamlFile> read(String file) {
    try {
      Path path = module.resolve(file);
      return Files.isRegularFile(path) ? Optional.of(YamlFile.read(path, file)) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Maps that begin in a line, outer ones first. */
  private static Stream<Node> at(YamlFile file, Node node, int line, Set<Node> seen) {
    if (!seen.add(node)) {
      return Stream.empty();
    }
    Stream<Node> inner = Stream.concat(YamlFile.items(node), YamlFile.entries(node).map(NodeTuple::getValueNode))
        .flatMap(n -> at(file, n, line, seen));
    boolean here = file.place(node).line() == line && YamlFile.entries(node).findAny().isPresent();
    return here ? Stream.concat(Stream.of(node), inner) : inner;
  }
}
