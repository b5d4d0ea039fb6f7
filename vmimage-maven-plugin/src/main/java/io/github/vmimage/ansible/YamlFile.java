package io.github.vmimage.ansible;

import io.github.vmimage.lint.LintRules;
import io.github.vmimage.report.Finding;
import io.github.vmimage.report.Finding.Place;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One YAML file as a tree with positions. Tags make no objects; a node that aliases share stands in the tree several times, so whoever
 * walks the tree visits each node once.
 *
 * @param path where it is
 * @param shown what the user calls it
 * @param roots its documents, none where it could not be read
 * @param fault why it could not be read
 */
record YamlFile(Path path, String shown, List<Node> roots, Optional<Finding> fault) {
  private static final int MAX_BYTES = 3 << 20;
  private static final Set<String> YES = Set.of("true", "yes", "on", "y");

  static YamlFile read(Path path, String shown) {
    try {
      if (Files.size(path) > MAX_BYTES) {
        return unread(path, shown, Place.file(shown), "the file has more than " + MAX_BYTES + " bytes");
      }
      String text = Files.readString(path, StandardCharsets.UTF_8);
      List<Node> roots = text.startsWith("$ANSIBLE_VAULT;") ? List.of() : YamlText.documents(shown, text);
      return new YamlFile(path, shown, roots, Optional.empty());
    } catch (MarkedYamlEngineException e) {
      return unread(path, shown, e.getProblemMark().map(m -> place(shown, m)).orElse(Place.file(shown)), e.getProblem());
    } catch (YamlEngineException e) {
      return unread(path, shown, Place.file(shown), e.getMessage());
    } catch (CharacterCodingException e) {
      return unread(path, shown, Place.file(shown), "it is not UTF-8");
    } catch (IOException e) {
      throw AnsibleProblems.unreadableFile(shown, e.toString()).because(e);
    }
  }

  /** Whether a file is text at all; one that is not is told by {@link #fault}. */
  static boolean isText(Path path) {
    try {
      return Files.size(path) > MAX_BYTES || Files.readString(path, StandardCharsets.UTF_8) != null;
    } catch (IOException e) {
      return false;
    }
  }

  private static YamlFile unread(Path path, String shown, Place place, String why) {
    return new YamlFile(path, shown, List.of(),
        Optional.of(LintRules.UNREADABLE_YAML.finding(place, "this YAML cannot be read: " + why.strip().replace('\n', ' '))));
  }

  Place place(Node node) {
    return node.getStartMark().map(m -> place(shown, m)).orElse(Place.file(shown));
  }

  private static Place place(String shown, Mark mark) {
    return new Place(shown, mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** The last value of a key, as Ansible takes it. */
  static Optional<Node> get(Node node, String key) {
    return entries(node).filter(e -> text(e.getKeyNode()).filter(key::equals).isPresent()).map(NodeTuple::getValueNode)
        .reduce((first, second) -> second);
  }

  static Stream<NodeTuple> entries(Node node) {
    return node instanceof MappingNode mapping ? mapping.getValue().stream() : Stream.empty();
  }

  static Stream<Node> items(Node node) {
    return node instanceof SequenceNode sequence ? sequence.getValue().stream() : Stream.empty();
  }

  /** A scalar that is written in the file: no vault, no other tag of Ansible's. */
  static Optional<String> text(Node node) {
    return node instanceof ScalarNode scalar && !node.getTag().getValue().startsWith("!") ? Optional.of(scalar.getValue())
        : Optional.empty();
  }

  static boolean isComputed(Node node) {
    return node instanceof ScalarNode scalar && scalar.getValue().contains("{{");
  }

  static boolean isTrue(Node node) {
    return node instanceof ScalarNode scalar && YES.contains(scalar.getValue().toLowerCase(Locale.ROOT))
        && scalar.getScalarStyle() != ScalarStyle.LITERAL;
  }
}
