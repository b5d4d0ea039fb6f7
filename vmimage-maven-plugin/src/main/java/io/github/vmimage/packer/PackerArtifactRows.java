package io.github.vmimage.packer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects the {@code artifact} rows of one build. */
final class PackerArtifactRows {
  private final String build;
  private final Map<Integer, Map<String, String>> facts = new TreeMap<>();
  private final Map<Integer, List<String>> files = new TreeMap<>();

  PackerArtifactRows(String build) {
    this.build = build;
  }

  /** A row such as {@code artifact,0,builder-id,packer.file} or {@code artifact,0,file,0,PATH}. */
  void accept(PackerRow row) {
    if (!row.field(0).matches("\\d{1,6}")) {
      return;
    }
    int number = Integer.parseInt(row.field(0));
    if (row.field(1).equals("file")) {
      files.computeIfAbsent(number, n -> new ArrayList<>()).add(row.field(3));
    } else {
      facts.computeIfAbsent(number, n -> new TreeMap<>()).put(row.field(1), row.field(2));
    }
  }

  List<PackerArtifact> artifacts(Path directory) {
    return facts.entrySet().stream().filter(e -> e.getValue().containsKey("end")).map(e -> {
      Map<String, String> fact = e.getValue();
      List<String> paths = files.getOrDefault(e.getKey(), List.of()).stream()
          .map(f -> directory.resolve(f).toAbsolutePath().normalize().toString()).toList();
      return new PackerArtifact(build, fact.getOrDefault("builder-id", ""), fact.getOrDefault("id", ""), fact.getOrDefault("string", ""),
          paths);
    }).toList();
  }
}
