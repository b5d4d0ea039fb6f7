package io.github.vmimage.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.github.vmimage.report.Finding;
import io.github.vmimage.report.Finding.Place;
import io.github.vmimage.report.Finding.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SarifTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<Finding> FINDINGS = List.of(
      LintRules.SEAL_ROLE.finding(new Place("src/main/ansible/play book.yml", 3, 5), "the playbook does not end with the role"),
      LintRules.NOT_IDEMPOTENT.finding(new Place("/elsewhere/tâches:1.yml", 7, 0), "this command\u001b counts"),
      new Finding(Severity.WARNING, "yaml[indentation]", Place.file("a:b.yml"), "Wrong indentation.", ""));

  @Test
  void isValidAgainstThePublishedSchema() throws IOException {
    assertThat(schema().validate(JSON.readTree(Sarif.text(FINDINGS, "0.1.0")))).isEmpty();
    assertThat(schema().validate(JSON.readTree(Sarif.text(List.of(), "0.1.0")))).isEmpty();
    assertThat(schema().validate(JSON.readTree(Sarif.text(FINDINGS, "0.1.0").replace("\"warning\"", "\"grave\"")))).isNotEmpty();
  }

  @Test
  void givesTheSameBytesInWhateverOrderTheFindingsCome() {
    List<Finding> turned = new ArrayList<>(FINDINGS);
    Collections.reverse(turned);
    assertThat(Sarif.text(turned, "0.1.0")).isEqualTo(Sarif.text(FINDINGS, "0.1.0")).endsWith("}\n");
  }

  @Test
  void namesEachPlaceByItsAddress() throws IOException {
    JsonNode results = JSON.readTree(Sarif.text(FINDINGS, "0.1.0")).at("/runs/0/results");
    List<String> places = new ArrayList<>();
    results.forEach(r -> places.add(r.path("ruleId").asText() + " " + r.at("/locations/0/physicalLocation")));
    assertThat(places).containsExactly(
        "not-idempotent {\"artifactLocation\":{\"uri\":\"file:///elsewhere/t%C3%A2ches:1.yml\"},\"region\":{\"startLine\":7}}",
        "yaml[indentation] {\"artifactLocation\":{\"uri\":\"a%3Ab.yml\",\"uriBaseId\":\"%SRCROOT%\"}}",
        "seal-role {\"artifactLocation\":{\"uri\":\"src/main/ansible/play%20book.yml\",\"uriBaseId\":\"%SRCROOT%\"},"
            + "\"region\":{\"startLine\":3,\"startColumn\":5}}");
  }

  @Test
  void tellsRuleFixAndWeight() throws IOException {
    JsonNode run = JSON.readTree(Sarif.text(FINDINGS, "0.1.0")).at("/runs/0");
    JsonNode result = run.at("/results/0");
    assertThat(result.path("level").asText()).isEqualTo("warning");
    assertThat(result.at("/message/text").asText()).startsWith("this command\\u001B counts. Fix: Say with creates");
    assertThat(run.at("/tool/driver/rules/" + result.path("ruleIndex").asInt() + "/id").asText()).isEqualTo("not-idempotent");
    assertThat(run.at("/results/1/message/text").asText()).isEqualTo("Wrong indentation.");
  }

  private static JsonSchema schema() throws IOException {
    try (InputStream published = SarifTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      return JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(published);
    }
  }
}
