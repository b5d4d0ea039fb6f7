import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Turns the table that {@code run} writes into medians, ratios and targets: as JSON, and as a page to read. */
public final class Figures {
  private static final List<String> LINTERS = List.of("packer-validate", "packer-fmt", "syntax-playbook", "syntax-verify", "ansible-lint");

  private final Map<String, List<double[]>> measured = new LinkedHashMap<>();

  /** A ratio that has a bound; the bound is an upper one unless {@code atLeast}. */
  private record Target(String name, double ratio, double bound, boolean atLeast) {
    boolean met() {
      return atLeast ? ratio >= bound : ratio <= bound;
    }
  }

  public static void main(String[] files) throws IOException {
    Figures figures = new Figures();
    for (String line : Files.readAllLines(Path.of(files[0]))) {
      String[] cell = line.split("\t");
      figures.measured.computeIfAbsent(cell[0] + "/" + cell[1], k -> new ArrayList<>())
          .add(new double[] {Double.parseDouble(cell[2]), Double.parseDouble(cell[3]) + Double.parseDouble(cell[4])});
    }
    Map<String, String> machine = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of(files[1]))) {
      machine.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
    }
    List<Target> targets = figures.targets();
    Files.writeString(Path.of(files[2]), figures.json(machine, targets));
    Files.writeString(Path.of(files[3]), figures.page(machine, targets));
    targets.forEach(t -> System.out.println((t.met() ? "    met     " : "    MISSED  ") + text(t)));
  }

  private OptionalDouble median(String name, int column) {
    double[] all = measured.getOrDefault(name, List.of()).stream().mapToDouble(r -> r[column]).sorted().toArray();
    int half = all.length / 2;
    return all.length == 0 ? OptionalDouble.empty()
        : OptionalDouble.of(all.length % 2 == 1 ? all[half] : (all[half - 1] + all[half]) / 2);
  }

  private OptionalDouble wall(String name) {
    return median(name, 0);
  }

  private List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    double start = wall("start/plugin").orElse(0);
    ratio("build: vmimage / packer, wall", wall("build/vmimage"), wall("build/packer"), 0.90, false).ifPresent(targets::add);
    OptionalDouble slowest = LINTERS.stream().map(l -> wall("lint/" + l)).filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble).max();
    ratio("lint: the goal / the slowest linter, wall, without the start of Maven and its plugin", less(wall("lint/vmimage"), start),
        slowest, 1.1, false).ifPresent(targets::add);
    ratio("audit: guestfish / the goal, wall, without the start of Maven and its plugin", wall("audit/guestfish"),
        less(wall("audit/vmimage"), start), 20, true).ifPresent(targets::add);
    ratio("test: twins, acceptance and idempotence / one boot to SSH and the playbook once more, wall, without the start of Maven and its"
        + " plugin", less(wall("test/vmimage"), start), wall("test/bare"), 1.6, false).ifPresent(targets::add);
    ratio("digest: verification of an upstream / openssl, wall", wall("digest/vmimage-verification"), wall("digest/openssl"), 1.15, false)
        .ifPresent(targets::add);
    ratio("signed: digest of an upstream and signature of its list / openssl, wall", wall("signed/vmimage"), wall("signed/openssl"), 1.15,
        false).ifPresent(targets::add);
    for (String heap : List.of("heap-audit", "heap-install")) {
      wall(heap + "/peak-mb").ifPresent(mb -> targets.add(new Target(heap + ": peak of Maven's heap in MB, 40 GiB disk", mb, 256, false)));
    }
    return targets;
  }

  /** Ratios that are worth knowing and have no bound. */
  private Map<String, Double> others() {
    Map<String, Double> others = new LinkedHashMap<>();
    double all = LINTERS.stream().map(l -> wall("lint/" + l)).filter(OptionalDouble::isPresent).mapToDouble(OptionalDouble::getAsDouble)
        .sum();
    OptionalDouble slowest = LINTERS.stream().map(l -> wall("lint/" + l)).filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble).max();
    put(others, "build: vmimage / packer, CPU", median("build/vmimage", 1), median("build/packer", 1));
    put(others, "lint: the goal with Maven's start / the slowest linter, wall", wall("lint/vmimage"), slowest);
    put(others, "lint: the goal without the start of Maven alone / the slowest linter, wall",
        less(wall("lint/vmimage"), wall("start/maven").orElse(0)), slowest);
    put(others, "lint: the linters started at the same time by a shell / the slowest linter, wall", wall("lint/side-by-side"), slowest);
    put(others, "lint: the goal with Maven's start / all linters one after the other, wall", wall("lint/vmimage"),
        all > 0 ? OptionalDouble.of(all) : OptionalDouble.empty());
    put(others, "audit: guestfish / the goal with Maven's start, wall", wall("audit/guestfish"), wall("audit/vmimage"));
    put(others, "audit: guestfish / the goal without the start of Maven alone, wall", wall("audit/guestfish"),
        less(wall("audit/vmimage"), wall("start/maven").orElse(0)));
    put(others, "test: the goal with Maven's start / one boot to SSH and the playbook once more, wall", wall("test/vmimage"),
        wall("test/bare"));
    put(others, "digest: SHA-256 and SHA-512 together / openssl's SHA-256, wall", wall("digest/vmimage-both"), wall("digest/openssl"));
    put(others, "signed: the goal without the start of Maven and its plugin / openssl, wall",
        less(wall("signed/goal"), wall("start/plugin").orElse(0)), wall("signed/openssl"));
    put(others, "signed: the goal with Maven's start / openssl, wall", wall("signed/goal"), wall("signed/openssl"));
    return others;
  }

  private static void put(Map<String, Double> ratios, String name, OptionalDouble one, OptionalDouble other) {
    if (one.isPresent() && other.isPresent()) {
      ratios.put(name, one.getAsDouble() / other.getAsDouble());
    }
  }

  private static Optional<Target> ratio(String name, OptionalDouble one, OptionalDouble other, double bound, boolean atLeast) {
    return one.isPresent() && other.isPresent()
        ? Optional.of(new Target(name, one.getAsDouble() / other.getAsDouble(), bound, atLeast)) : Optional.empty();
  }

  private static OptionalDouble less(OptionalDouble seconds, double start) {
    return seconds.isPresent() ? OptionalDouble.of(Math.max(0.001, seconds.getAsDouble() - start)) : seconds;
  }

  private static String text(Target target) {
    return target.name() + ": " + number(target.ratio()) + " (" + (target.atLeast() ? "at least " : "at most ") + number(target.bound())
        + ")";
  }

  private static String number(double value) {
    return value >= 100 ? String.format(Locale.ROOT, "%.0f", value) : String.format(Locale.ROOT, "%.2f", value);
  }

  private String page(Map<String, String> machine, List<Target> targets) {
    StringBuilder page = new StringBuilder("# Measured\n\nWritten by `it/bench/run`; [README.md](README.md) says what is compared.\n\n");
    page.append("| target | measured | bound | |\n| --- | ---: | ---: | --- |\n");
    targets.forEach(t -> page.append("| ").append(t.name()).append(" | ").append(number(t.ratio())).append(" | ")
        .append(t.atLeast() ? "at least " : "at most ").append(number(t.bound())).append(" | ").append(t.met() ? "met" : "**missed**")
        .append(" |\n"));
    page.append("\n| ratio without a bound | measured |\n| --- | ---: |\n");
    others().forEach((name, ratio) -> page.append("| ").append(name).append(" | ").append(number(ratio)).append(" |\n"));
    page.append("\n| case | runs | wall, median | wall, all | CPU, median |\n| --- | ---: | ---: | --- | ---: |\n");
    measured.forEach((name, rows) -> {
      if (!name.endsWith("/peak-mb")) {
        double cpu = median(name, 1).orElse(0);
        page.append("| ").append(name).append(" | ").append(rows.size()).append(" | ").append(number(wall(name).orElse(0))).append(" s | ")
            .append(rows.stream().map(r -> number(r[0])).collect(Collectors.joining(", "))).append(" | ")
            .append(cpu > 0 ? number(cpu) + " s" : "").append(" |\n");
      }
    });
    page.append("\n| machine | |\n| --- | --- |\n");
    machine.forEach((name, value) -> page.append("| ").append(name).append(" | ").append(value).append(" |\n"));
    return page.toString();
  }

  private String json(Map<String, String> machine, List<Target> targets) {
    return "{\n  \"machine\": {" + machine.entrySet().stream().map(e -> quoted(e.getKey()) + ": " + quoted(e.getValue()))
        .collect(Collectors.joining(", ")) + "},\n  \"targets\": [\n    "
        + targets.stream().map(t -> "{\"name\": " + quoted(t.name()) + ", \"measured\": " + number(t.ratio()) + ", "
            + (t.atLeast() ? "\"atLeast\": " : "\"atMost\": ") + number(t.bound()) + ", \"met\": " + t.met() + "}")
            .collect(Collectors.joining(",\n    "))
        + "\n  ],\n  \"ratios\": {\n    " + others().entrySet().stream().map(e -> quoted(e.getKey()) + ": " + number(e.getValue()))
            .collect(Collectors.joining(",\n    "))
        + "\n  },\n  \"seconds\": {\n    " + measured.entrySet().stream().map(e -> quoted(e.getKey()) + ": {\"wall\": "
            + e.getValue().stream().map(r -> number(r[0])).toList() + ", \"cpu\": " + e.getValue().stream().map(r -> number(r[1])).toList()
            + "}").collect(Collectors.joining(",\n    "))
        + "\n  }\n}\n";
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
