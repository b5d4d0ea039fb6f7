package io.github.vmimage.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Manifests that must be refused, and the whole text of the refusal: faults.expected holds one section for each row. */
class ManifestFaultTest {
  private static final String WHERE = "https://repo.example.com/m.json";

  private static final Map<String, byte[]> FAULTS = new LinkedHashMap<>();

  static {
    // Not JSON, or JSON that only a lenient reader takes.
    raw("empty file", "");
    raw("only a space", " ");
    bytes("NUL bytes", new byte[64]);
    raw("cut short", "{\"schema\": \"vm-image-man");
    raw("HTML of a proxy", "<html>login</html>");
    text("trailing garbage", text -> text + "x");
    text("a second document", text -> text + "{}");
    text("byte order mark", text -> "\uFEFF" + text);
    bytes("UTF-16", Samples.text("manifests/app.expected").getBytes(StandardCharsets.UTF_16LE));
    bytes("invalid UTF-8", spliced((byte) 0xC3, (byte) 0x28));
    bytes("UTF-8 cut inside a letter", cutInsideALetter());
    bytes("invalid UTF-8 far in", (Samples.text("manifests/app.expected") + " ".repeat(100_000) + "\u00ff")
        .getBytes(StandardCharsets.ISO_8859_1));
    bytes("overlong slash", spliced((byte) 0xC0, (byte) 0xAF));
    text("duplicate key", text -> text.replaceFirst("\"name\"", "\"name\": \"other\", \"name\""));
    text("duplicate key, escaped", text -> text.replaceFirst("\"name\"", "\"n\\\\u0061me\": \"other\", \"name\""));
    text("comment", text -> text.replaceFirst("\\{", "{ /* new */"));
    text("trailing comma", text -> text.replaceFirst("\"artifactId\": \"app-image\",\n[^\n]*", "\"artifactId\": \"app-image\","));
    text("single quotes", text -> text.replace('"', '\''));
    text("NaN", text -> text.replaceFirst("\"size\": [0-9]+", "\"size\": NaN"));
    text("raw control character in a string", text -> text.replaceFirst("\"app-image\"", "\"app\u0001image\""));
    // Out of bounds.
    raw("deep arrays", "[".repeat(100_000));
    raw("deep objects", "{\"a\":".repeat(100_000));
    raw("17 MiB of nesting", "[".repeat(17 << 20));
    raw("a million values", "[" + "0,".repeat(1_000_000) + "0]");
    tree("huge string", root -> root.withObject("/stamp").put("version", "x".repeat(1 << 20)));
    tree("huge name", root -> root.put("x".repeat(1 << 20), 1));
    text("huge number", text -> text.replaceFirst("\"size\": [0-9]+", "\"size\": " + "9".repeat(100_000)));
    // JSON, but of something else.
    raw("an array", "[]");
    raw("null", "null");
    raw("an object without anything", "{}");
    value("another schema", "/schema", "cyclonedx/1.0");
    value("unknown major version", "/schema", "vm-image-manifest/2.0");
    value("unknown minor version", "/schema", "vm-image-manifest/1.1");
    value("major version with a zero before it", "/schema", "vm-image-manifest/01.0");
    tree("schema that is a number", root -> root.put("schema", 1));
    // Values.
    value("digest in upper case", "/images/0/sha256", "A".repeat(64));
    value("digest one digit short", "/images/0/sha256", "a".repeat(63));
    value("digest with a line end", "/images/0/sha256", "a".repeat(64) + "\n");
    value("tag with a line end", "/source/tag", "release-0.1.0\n");
    tree("tool with a line end in its name", root -> root.withObject("/toolchain").put("packer\n", "1"));
    value("waiver too long", "/seal/rules/0/reason", "because ".repeat(200));
    value("digest of the wrong kind", "/images/0/sha512", "a".repeat(64));
    value("pinned SHA-512 as short as SHA-256", "/upstreams/1/proof/value", "a".repeat(64));
    value("pinned SHA-1", "/upstreams/1/proof/algorithm", "sha1");
    value("unknown proof", "/upstreams/1/proof/method", "trust-me");
    tree("url proven by a released image", root -> root.withObject("/upstreams/0").put("kind", "url").put("location", "file:/srv/base"));
    tree("archive proven by a pinned digest", root -> root.withObject("/upstreams/1").put("kind", "debian-archive")
        .put("location", "bookworm at http://mirror.example/debian"));
    tree("date that is not ISO 8601", root -> {
      root.setAll(Samples.tree("base"));
      root.withObject("/upstreams/0/proof").put("date", "Sat, 10 Feb 2024 11:07:25 UTC");
    });
    value("ancestor that its own proof does not fit", "/upstreams/0/proof/upstreams/0/kind", "url");
    tree("signer that is no fingerprint", root -> root.withObject("/upstreams/0/proof").putArray("signers").add("DEADBEEF"));
    tree("chain of nine images", root -> {
      JsonNode link = root.at("/upstreams/0").deepCopy();
      for (int i = 0; i < 9; i++) {
        ObjectNode below = root.at("/upstreams/0").deepCopy();
        below.withObject("/proof").putArray("upstreams").add(link);
        link = below;
      }
      root.withArray("/upstreams").set(0, link);
    });
    value("artifact from a URL", "/upstreams/0/location", "https://example.com/base.qcow2");
    value("password in a URL", "/upstreams/1/location", "https://user:secret@example.com/agent.tar.gz");
    value("scheme that is not fetched", "/upstreams/1/location", "ftp://example.com/agent.tar.gz");
    value("file in the folder above", "/images/0/file", "../app-image.qcow2");
    value("file with an absolute path", "/images/0/file", "/etc/passwd");
    value("file in the Windows folder above", "/images/0/file", "..\\app-image.qcow2");
    value("file on a Windows drive", "/images/0/file", "C:app-image.qcow2");
    value("file on a Windows share", "/images/0/file", "\\\\server\\share\\app-image.qcow2");
    value("file that is the folder", "/images/0/file", ".");
    value("file that is the folder above", "/images/0/file", "..");
    value("file without a name", "/images/0/file", "");
    value("file with a NUL", "/images/0/file", "app.qcow2\0.json");
    value("file with a line end", "/images/0/file", "app.qcow2\n");
    value("file that reads as an option", "/images/0/file", "-rf");
    value("artifactId that climbs", "/coordinates/artifactId", "..");
    value("version that climbs", "/coordinates/version", "../../0.1.0");
    value("module in the folder above", "/source/module", "images/../../app");
    value("module that starts above", "/source/module", "..");
    value("module with an absolute path", "/source/module", "/images");
    value("module with a Windows path", "/source/module", "images\\app");
    value("module that ends in a slash", "/source/module", "images/");
    value("commit that is a branch", "/source/commit", "main");
    value("release without a tag", "/source/tag", "");
    value("release without a commit", "/source/commit", "");
    value("release without a tree", "/source/tree", "");
    tree("release of a dirty tree", root -> root.withObject("/source").put("dirty", true));
    tree("snapshot with the version of a release", root -> {
      root.withObject("/source").put("release", false).put("tag", "").put("tagObject", "");
    });
    tree("snapshot with a tag", root -> {
      root.withObject("/source").put("release", false).put("tagObject", "");
      root.withObject("/coordinates").put("version", "0.1.0-SNAPSHOT");
    });
    value("release with the version of a snapshot", "/coordinates/version", "0.1.0-SNAPSHOT");
    value("stamp of another tag", "/stamp/version", "release-0.0.9");
    value("stamp with a space", "/stamp/version", "release 0.1.0");
    tree("size of nothing", root -> root.withObject("/images/0").put("size", 0));
    tree("size beyond a double", root -> root.withObject("/images/0").put("size", 9007199254740992L));
    text("size as a fraction", text -> text.replaceFirst("\"size\": ([0-9]+)", "\"size\": 1.5"));
    text("size with a point", text -> text.replaceFirst("\"size\": ([0-9]+)", "\"size\": 5.0"));
    text("size with an exponent", text -> text.replaceFirst("\"size\": ([0-9]+)", "\"size\": 1e3"));
    value("size as a string", "/images/0/size", "173015040");
    tree("no image", root -> root.putArray("images"));
    tree("65 upstreams", root -> repeated(root.withArray("/upstreams"), 65));
    tree("no rule was run", root -> root.withObject("/seal").putArray("rules"));
    value("rule that failed", "/seal/rules/1/outcome", "failed");
    value("waiver without a reason", "/seal/rules/0/reason", " ");
    value("reason without a waiver", "/seal/rules/1/reason", "why not");
    value("reason that moves the cursor", "/seal/rules/0/reason", "fine\u001b[2J");
    value("allowance without a reason", "/upstreams/1/allowances/0/reason", " ");
    value("allowance whose reason moves the cursor", "/upstreams/1/allowances/0/reason", "fine\u001b[2J");
    value("allowance whose reason has two lines", "/upstreams/1/allowances/0/reason", "fine\nreally");
    value("allowance with a long reason", "/upstreams/1/allowances/0/reason", "because ".repeat(200));
    value("allowance of a strange rule", "/upstreams/1/allowances/0/rule", "Host\u001b[2J");
    tree("33 allowances", root -> repeated(root.withArray("/upstreams/1/allowances"), 33));
    value("test that failed", "/tests/0/outcome", "failed");
    tree("tool with a strange name", root -> root.withObject("/toolchain").put("Packer\u001b[31m", "1"));
    tree("unknown field", root -> root.withObject("/images/0").put("mirror", "https://example.com"));
    value("package of two words", "/guest/packages/0/name", "openssh server");
    value("unknown format", "/images/0/format", "iso");
    tree("unsigned release file", root -> {
      root.setAll(Samples.tree("base"));
      root.withObject("/upstreams/0/proof/releaseFiles/0").putArray("signers");
    });
    tree("signer named by a short key id", root -> {
      root.setAll(Samples.tree("base"));
      root.withObject("/upstreams/0/proof/releaseFiles/0").putArray("signers").add("8783D481");
    });
    // Between fields.
    tree("one upstream twice", root -> repeated(root.withArray("/upstreams"), 3));
    value("one format twice", "/images/1/format", "ova");
    value("one file twice", "/images/1/file", "app-image-0.1.0.ova");
    value("one rule twice", "/seal/rules/2/id", "machine-id");
    value("one test twice", "/tests/1/id", "first-boot");
    value("one allowance twice", "/upstreams/1/allowances/1/rule", "host");
    tree("one allowance of an ancestor twice", root -> {
      ArrayNode allowances = root.withArray("/upstreams/0/proof/upstreams/0/allowances");
      allowances.addObject().put("rule", "age").put("reason", "frozen");
      allowances.addObject().put("rule", "age").put("reason", "old");
    });
    value("upstream that is not the image that proves it", "/upstreams/0/location", "com.example.images:base-image:0.2.0");
    tree("bytes that are not those pinned", root -> {
      root.setAll(Samples.tree("snapshot"));
      root.withObject("/upstreams/0").put("sha256", "0".repeat(64));
    });
    tree("bytes that are not those of the signed list", root -> {
      root.setAll(Samples.tree("snapshot"));
      ((ObjectNode) root.at("/upstreams/2")).put("sha256", "0".repeat(64));
    });
  }

  private static void bytes(String name, byte[] bytes) {
    assertThat(FAULTS.put(name, bytes)).as("name given twice: " + name).isNull();
  }

  private static void raw(String name, String text) {
    bytes(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void text(String name, UnaryOperator<String> edit) {
    String right = Samples.text("manifests/app.expected");
    String wrong = edit.apply(right);
    assertThat(wrong).as("the edit changes something: " + name).isNotEqualTo(right);
    raw(name, wrong);
  }

  private static void tree(String name, Consumer<ObjectNode> edit) {
    ObjectNode tree = Samples.tree("app");
    edit.accept(tree);
    assertThat(tree).as("the edit changes something: " + name).isNotEqualTo(Samples.tree("app"));
    raw(name, tree.toString());
  }

  private static void value(String name, String pointer, String value) {
    tree(name, root -> set(root, pointer, TextNode.valueOf(value)));
  }

  private static void set(ObjectNode root, String pointer, JsonNode value) {
    JsonPointer path = JsonPointer.compile(pointer);
    JsonNode parent = root.at(path.head());
    assertThat(parent.has(path.last().getMatchingProperty())).as(pointer).isTrue();
    ((ObjectNode) parent).set(path.last().getMatchingProperty(), value);
  }

  private static void repeated(ArrayNode array, int size) {
    while (array.size() < size) {
      array.add(array.get(0).deepCopy());
    }
  }

  private static byte[] spliced(byte... foreign) {
    byte[] bytes = Samples.bytes("manifests/app.expected");
    System.arraycopy(foreign, 0, bytes, Samples.text("manifests/app.expected").indexOf("app-image"), foreign.length);
    return bytes;
  }

  private static byte[] cutInsideALetter() {
    byte[] bytes = (Samples.text("manifests/app.expected") + "\u00fc").getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(bytes, bytes.length - 1);
  }

  static Stream<String> faults() {
    return FAULTS.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void refusesWithOneClearProblem(String name) {
    assertThat(refusal(FAULTS.get(name)).text()).isEqualTo(EXPECTED.get(name));
  }

  /** {@code mvn test -Dtest=ManifestFaultTest -Dvmimage.docs.write=true} writes the file anew. */
  @Test
  void hasARowForEveryExpectedText() throws IOException {
    if (Boolean.getBoolean("vmimage.docs.write")) {
      Files.writeString(Path.of("src/test/resources/io/github/vmimage/release/faults.expected"), FAULTS.entrySet().stream()
          .map(f -> "=== " + f.getKey() + "\n" + refusal(f.getValue()).text() + "\n").collect(Collectors.joining()));
      return;
    }
    assertThat(EXPECTED.keySet()).isEqualTo(FAULTS.keySet());
  }

  private static final Map<String, String> EXPECTED = Stream.of(Samples.text("faults.expected").split("(?m)^=== "))
      .filter(section -> !section.isBlank())
      .collect(Collectors.toMap(section -> section.substring(0, section.indexOf('\n')),
          section -> section.substring(section.indexOf('\n') + 1).stripTrailing(), (a, b) -> a, LinkedHashMap::new));

  /** Everything at or below a node that has a name or a number, as pointers. */
  private static void pointers(JsonNode node, String pointer, List<String> pointers) {
    if (node.isObject()) {
      node.properties().forEach(field -> {
        pointers.add(pointer + "/" + field.getKey());
        pointers(field.getValue(), pointer + "/" + field.getKey(), pointers);
      });
    } else {
      for (int i = 0; i < node.size(); i++) {
        pointers(node.get(i), pointer + "/" + i, pointers);
      }
    }
  }

  static Stream<Arguments> fields() {
    return Stream.of("app", "base", "snapshot").flatMap(name -> {
      List<String> pointers = new ArrayList<>();
      pointers(Samples.tree(name), "", pointers);
      return pointers.stream().map(pointer -> Arguments.of(name, pointer));
    });
  }

  static Stream<Arguments> fieldsThatMustBeThere() {
    return fields().filter(row -> !((String) row.get()[1]).matches("/toolchain/.*|/tests/[0-9]+/facts/.*"));
  }

  @ParameterizedTest
  @MethodSource("fieldsThatMustBeThere")
  void refusesAManifestThatLacksAnyField(String name, String pointer) {
    ObjectNode tree = Samples.tree(name);
    ((ObjectNode) tree.at(JsonPointer.compile(pointer).head())).remove(pointer.substring(pointer.lastIndexOf('/') + 1));
    Problem problem = refusal(tree.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(problem.where()).isEqualTo(WHERE + "#" + pointer);
    assertThat(problem.what()).isEqualTo("The manifest lacks a field");
    assertThat(problem.accepted()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("fields")
  void refusesAnyValueOfAnotherType(String name, String pointer) {
    JsonNode value = Samples.tree(name).at(pointer);
    JsonNode other = value.isTextual() ? IntNode.valueOf(1) : TextNode.valueOf("1");
    for (JsonNode wrong : List.of(other, JsonNodeFactory.instance.nullNode(), JsonNodeFactory.instance.arrayNode().add(value))) {
      ObjectNode tree = Samples.tree(name);
      set(tree, pointer, wrong);
      Problem problem = refusal(tree.toString().getBytes(StandardCharsets.UTF_8));
      assertThat(problem.where()).as(wrong.toString()).startsWith(WHERE + "#" + pointer);
      assertThat(problem.accepted()).isNotBlank();
      assertThat(problem.next()).isNotBlank();
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void refusesAFieldItDoesNotKnowInAnyObject(String name, String pointer) {
    ObjectNode tree = Samples.tree(name);
    JsonPointer unknown = JsonPointer.compile(pointer).head().appendProperty("Unknown");
    ((ObjectNode) tree.at(unknown.head())).put("Unknown", "value");
    Problem problem = refusal(tree.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(problem.where()).isEqualTo(WHERE + "#" + unknown);
    assertThat(problem.what()).isEqualTo("The manifest has a field that its schema does not know");
  }

  private static Problem refusal(byte[] bytes) {
    ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> Samples.read(bytes));
    assertThat(refusal).as("the manifest is refused").isNotNull();
    assertThat(refusal.problems()).hasSize(1);
    assertThat(refusal.isProjects()).isTrue();
    assertThat(refusal.problems().get(0).text().length()).isLessThan(2000);
    return refusal.problems().get(0);
  }
}
