package io.github.vmimage.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;

/**
 * Which attributes the paths of a tree have. From weak to strong: the system's file, the user's, those in the tree from the root down
 * to the path's folder, and {@code info/attributes} of the repository.
 */
final class GitAttributes {
  private static final AttributesFile BUILT_IN =
      AttributesFile.parse("[attr]binary -diff -merge -text".getBytes(StandardCharsets.UTF_8), true, false);

  private final List<AttributesFile> outer;
  private final AttributesFile info;
  private final InTree tree;
  private final Map<String, AttributesFile> folders = new HashMap<>();
  private final Map<String, List<AttributesFile.Setting>> macros = new HashMap<>();

  /** Finds the attributes file of a folder of the tree. */
  interface InTree {
    /**
     * Reads it.
     *
     * @param folder with a slash at its end; empty for the root
     * @return {@link AttributesFile#EMPTY} where there is none
     */
    AttributesFile of(String folder) throws IOException;
  }

  /**
   * Attributes for a tree.
   *
   * @param outer the files outside the repository, the weakest first
   * @param tree the files in the tree
   * @param info the repository's own
   */
  GitAttributes(List<AttributesFile> outer, InTree tree, AttributesFile info) throws IOException {
    this.outer = List.copyOf(outer);
    this.tree = tree;
    this.info = info;
    List<AttributesFile> all = new ArrayList<>(List.of(BUILT_IN));
    all.addAll(outer);
    all.add(folder(""));
    all.add(info);
    // The last definition of the strongest file is the one that counts.
    all.forEach(f -> f.rules().stream().filter(r -> !r.macro().isEmpty()).forEach(r -> macros.put(r.macro(), r.settings())));
  }

  /** The attributes of a file, those that are unspecified left out. */
  Map<String, AttributeValue> of(String path) throws IOException {
    Map<String, AttributeValue> found = new HashMap<>();
    apply(info, path, found);
    for (int slash = path.lastIndexOf('/'); ; slash = path.lastIndexOf('/', slash - 1)) {
      apply(folder(path.substring(0, slash + 1)), path.substring(slash + 1), found);
      if (slash < 0) {
        break;
      }
    }
    for (int i = outer.size() - 1; i >= 0; i--) {
      apply(outer.get(i), path, found);
    }
    found.values().removeIf(v -> v.is(AttributeValue.Kind.UNSPECIFIED));
    return found;
  }

  private AttributesFile folder(String folder) throws IOException {
    AttributesFile known = folders.get(folder);
    if (known == null) {
      known = tree.of(folder);
      folders.put(folder, known);
    }
    return known;
  }

  private void apply(AttributesFile file, String path, Map<String, AttributeValue> found) {
    for (int i = file.rules().size() - 1; i >= 0; i--) {
      AttributesFile.Rule rule = file.rules().get(i);
      if (rule.matches(path)) {
        fill(rule.settings(), found);
      }
    }
  }

  /** The last setting of a line counts, a macro's own directly behind it. A file may chain its macros without end. */
  private void fill(List<AttributesFile.Setting> settings, Map<String, AttributeValue> found) {
    Deque<ListIterator<AttributesFile.Setting>> open = new ArrayDeque<>();
    open.push(settings.listIterator(settings.size()));
    while (!open.isEmpty()) {
      if (!open.peek().hasPrevious()) {
        open.pop();
        continue;
      }
      AttributesFile.Setting setting = open.peek().previous();
      if (found.putIfAbsent(setting.name(), setting.value()) == null && setting.value().is(AttributeValue.Kind.SET)) {
        List<AttributesFile.Setting> macro = macros.getOrDefault(setting.name(), List.of());
        open.push(macro.listIterator(macro.size()));
      }
    }
  }
}
