package io.github.vmimage.lint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vmimage.report.Finding;
import io.github.vmimage.report.Finding.Place;
import io.github.vmimage.report.PlainText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Findings as SARIF 2.1.0 (OASIS), for editors and code hosts. The same findings give the same bytes: no time, no machine. */
public final class Sarif {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";
  /** The usual name for the folder that relative paths start from. */
  private static final String BASE = "%SRCROOT%";

  private Sarif() {}

  /**
   * Writes a report.
   *
   * @param findings in any order
   * @param version version of the plugin
   * @return the document, with a line end
   */
  public static String text(List<Finding> findings, String version) {
    List<Finding> sorted = findings.stream().sorted().distinct().toList();
    List<String> ids = new ArrayList<>(LintRules.all().stream().map(Rule::id).toList());
    sorted.stream().map(Finding::rule).distinct().sorted().filter(id -> !ids.contains(id)).forEach(ids::add);
    ObjectNode root = JSON.createObjectNode().put("$schema", SCHEMA).put("version", "2.1.0");
    ObjectNode run = root.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver").put("name", "vmimage").put("version", version);
    ArrayNode rules = driver.putArray("rules");
    ids.forEach(id -> describe(rules.addObject().put("id", id)));
    ArrayNode results = run.putArray("results");
    sorted.forEach(f -> result(results.addObject(), f, ids.indexOf(f.rule())));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root).replace("\r\n", "\n") + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }

  private static void describe(ObjectNode rule) {
    LintRules.find(rule.path("id").asText()).ifPresent(known -> {
      rule.putObject("shortDescription").put("text", known.reason() + ".");
      rule.putObject("help").put("text", known.fix() + ".");
      ObjectNode configuration = rule.putObject("defaultConfiguration");
      switch (known.level()) {
        case OFF -> configuration.put("enabled", false);
        case WARNING, ERROR -> configuration.put("level", known.level().toString());
      }
    });
  }

  private static void result(ObjectNode result, Finding finding, int rule) {
    result.put("ruleId", finding.rule()).put("ruleIndex", rule).put("level", finding.severity().toString());
    String text = Stream.of(finding.message(), finding.fix().isEmpty() ? "" : "Fix: " + finding.fix()).filter(t -> !t.isEmpty())
        .reduce((message, fix) -> message + (message.endsWith(".") ? " " : ". ") + fix).orElse(finding.rule());
    result.putObject("message").put("text", PlainText.of(text));
    Place place = finding.place();
    ObjectNode physical = result.putArray("locations").addObject().putObject("physicalLocation");
    ObjectNode artifact = physical.putObject("artifactLocation").put("uri", uri(place.file()));
    if (!place.file().startsWith("/")) {
      artifact.put("uriBaseId", BASE);
    }
    if (place.line() > 0) {
      ObjectNode region = physical.putObject("region").put("startLine", place.line());
      if (place.column() > 0) {
        region.put("startColumn", place.column());
      }
    }
  }

  private static String uri(String file) {
    try {
      String path = new URI(null, null, "/" + file, null).toASCIIString();
      return file.startsWith("/") ? "file://" + path.substring(1) : path.substring(1).replace(":", "%3A");
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a path after a slash is always a URI's", e);
    }
  }
}
