package io.github.vmimage.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Texts put to this reader and to libyaml by way of PyYAML, which Ansible uses: both take the same ones and see the same in them. */
class YamlAsAnsibleReadsItTest {
  private static final String PYTHON = """
      import json, sys, yaml
      def shape(n):
          if isinstance(n, yaml.ScalarNode): return n.value
          if isinstance(n, yaml.SequenceNode): return [shape(v) for v in n.value]
          return {"map": [[shape(k), shape(v)] for k, v in n.value]}
      def read(text):
          try: return [shape(n) for n in yaml.compose_all(text, Loader=yaml.CSafeLoader) if n is not None]
          except (yaml.YAMLError, UnicodeError): return None
      print(json.dumps([read(t) for t in json.load(open(sys.argv[1], encoding="utf-8"))]))
      """;
  private static final List<String> TEXTS = List.of(
      // Tabs.
      "a:\tb", "a: \tb", "a:\t b\nc:\t\td", "a: [\tb,\tc\t]", "a: [\n\tb,\n\tc\n]", "a: {\n\tb: c,\n\td: e}", "\ta: b", "-\ta", "- \ta", "- a:\tb",
      "a:\n\tb: c", "a: b\n\t\nc: d", "a: b\t# comment", "a: b\n\t# comment\nc: d", "a: !x\tb", "a: &x\tb", "a: \"b\tc\"", "a: 'b'\t",
      "a: |\n  x\ty\n  \tz\n", "a: b\tc", "?\ta\n:\tb", "? a\n: b", "a:\t- b", "a:\t|\n  x", "a: b\n\tc", "a\t: b", "- - \ta", "-\t- a",
      "a: b\t\n", "a:\t\n  b: c", "a: >\t\n  b", "- ? a:\tb", "a: [b,\n\t- c]", "[\n\ta: b\n]\n\tc: d",
      // Anchors, aliases, merges.
      "a: &a b\nc: *a", "d: &d {s: p}\nl:\n" + "- {<<: *d, n: x}\n".repeat(60), "&a a: *a", "a: *nope", "*a : b", "&a b: 1\n*a : 2", "a: &a",
      "- &a-1_b x\n- *a-1_b",
      // Duplicate keys, booleans, numbers.
      "a: 1\na: 2", "a: yes\nb: off", "a: 010\nb: 1_000\nc: 1:30", "a: ~\nb:", "a: .inf",
      // Tags.
      "a: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6162\n", "a: !unsafe '{{ x }}'", "a: !!str 1", "a: !<tag:x,2000:y> b", "!x {a: b}",
      "a: !!python/name:os.system x",
      // Documents, directives, byte order marks, line ends.
      "---\na: b\n---\nc: d\n", "a\n...\nb\n", "--- a\n...\n", "%YAML 1.1\n---\na", "%YAML 1.2\n---\na", "%YAML 2.0\n---\na",
      "%TAG ! tag:x:\n---\n!a b", "%NEW x\n---\na", "a: b\r\nc:\r\n- d\r\n", "a: b\rc: d", "", "# only a comment", "---\n", "--- |\n a\n--- b",
      // Characters.
      "a: \u00e9\u4e16\ud83d\ude00", "a: \u0007", "a: \u007f", "a: \u0085b", "a: x\u00a0y", "a: \ufffe", "a: b\u2028c",
      // Scalars.
      "a: b: c", "a: b #c", "a: b#c", "a: \"b\"#c", "a: 'it''s'", "a: \"\\x41\\u00e9\\n\"", "a: \"\\/\"", "a: \"\\q\"", "a: 'b'c", "a: @b",
      "a: `b`", "a: %b", "a: {{ b }}", "a: \"{{ b }}\"", "a: [b", "a: }", "a: - b", "- a\nb: c", "a: b\n c: d", "a: b\n c", "a: |2\n   b\n",
      "a: |+\n b\n\n", "a: >-\n b\n c\n", "a: |\n b\n  c\n d\n", "? [a, b]\n: c", "{a: b, c}", "{a:b}", "{\"a\":b}", "[a: b]", "[a, , b]",
      "a: ,b", "? a", "- ? a\n  : b", "a:b", "a: ?b", "-a", "\"a\": 'b'", "a: \"b\n  c\"", "a: -\nb: -1", "a: http://x:80/y", "a: [http://x:80/y]",
      "x".repeat(1200) + ": y", "a: {b: c}d", "a: 'b\n\n  c'", "key with spaces: v", "a: !", "a: &b c", "- - - a\n    - b\n", "a:\n- b\n- c",
      "a:\n - b\n- c", "  a: b\n c: d");

  /** Taken here and refused by libyaml: line ends and directives that only YAML 1.1, or only YAML 1.2, knows. */
  private static final List<String> LOOSER = List.of("%NEW x\n---\na", "a: \u0085b", "a: b\u2028c");

  @Test
  void bothTakeTheSameTexts(@TempDir Path folder) throws Exception {
    JsonNode theirs = libyaml(folder);
    List<String> differing = new ArrayList<>();
    for (int i = 0; i < TEXTS.size(); i++) {
      JsonNode own = own(TEXTS.get(i));
      if (own.equals(theirs.get(i)) == LOOSER.contains(TEXTS.get(i))) {
        differing.add(new JsonMapper().writeValueAsString(TEXTS.get(i)) + "\n  own " + own + "\n  libyaml " + theirs.get(i));
      }
    }
    assertThat(theirs).as("some are refused, some are taken").anyMatch(JsonNode::isNull).anyMatch(n -> !n.isNull());
    assertThat(differing).isEmpty();
  }

  private static JsonNode libyaml(Path folder) throws Exception {
    JsonMapper json = new JsonMapper();
    Path script = Files.writeString(folder.resolve("read.py"), PYTHON);
    Path texts = folder.resolve("texts.json");
    json.writeValue(texts.toFile(), TEXTS);
    Path answer = folder.resolve("answer.json");
    // The interpreter of Debian's ansible package, which has PyYAML.
    Process python = new ProcessBuilder("/usr/bin/python3", script.toString(), texts.toString()).redirectOutput(answer.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    assertThat(python.waitFor()).isZero();
    return json.readTree(Files.readString(answer));
  }

  private static JsonNode own(String text) throws IOException {
    JsonMapper json = new JsonMapper();
    try {
      List<Object> shapes = new ArrayList<>();
      YamlText.documents("x.yml", text).forEach(n -> shapes.add(shape(n)));
      return json.readTree(json.writeValueAsString(shapes));
    } catch (YamlEngineException e) {
      return json.nullNode();
    }
  }

  private static Object shape(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    } else if (node instanceof SequenceNode list) {
      return list.getValue().stream().map(YamlAsAnsibleReadsItTest::shape).toList();
    }
    return java.util.Map.of("map", ((MappingNode) node).getValue().stream()
        .map(t -> List.of(shape(t.getKeyNode()), shape(t.getValueNode()))).toList());
  }
}
