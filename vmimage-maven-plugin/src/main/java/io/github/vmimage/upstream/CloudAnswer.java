package io.github.vmimage.upstream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * One JSON value that a cloud's program printed: foreign input. It is bounded in size, depth and length of its strings, no name may
 * stand twice in one object, and no string that is taken out of it has a control character.
 *
 * @param location what was asked for, for messages
 * @param program who answered
 * @param node the value
 */
record CloudAnswer(String location, String program, JsonNode node) {
  /** Characters of a whole answer; of some thousand images with few fields each. */
  static final int MAX_CHARACTERS = 4 << 20;
  /** Characters of one string that is taken out. */
  private static final int MAX_TEXT = 512;

  private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).maxStringLength(64 << 10).maxNameLength(256)
              .maxNumberLength(32).maxTokenCount(1_000_000).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** Reads all that was printed. */
  static CloudAnswer read(String location, String program, String printed) {
    if (printed.length() > MAX_CHARACTERS) {
      throw CloudProblems.unexpectedAnswer(location, program, "more than " + MAX_CHARACTERS + " characters").asException();
    }
    try (JsonParser parser = JSON.createParser(printed)) {
      JsonNode node = JSON.readTree(parser);
      if (node == null || node.isMissingNode()) {
        throw CloudProblems.unexpectedAnswer(location, program, "nothing").asException();
      }
      return new CloudAnswer(location, program, node);
    } catch (JsonProcessingException e) {
      throw CloudProblems.unexpectedAnswer(location, program, "not JSON: " + e.getOriginalMessage()).because(e);
    } catch (IOException e) {
      throw new IllegalStateException("nothing can break while reading from memory", e);
    }
  }

  /** The only entry of a list. */
  CloudAnswer only(String list) {
    List<CloudAnswer> all = all(list);
    if (all.size() != 1) {
      throw unexpected(all.size() + " entries in " + list);
    }
    return all.get(0);
  }

  /** The entries of a list; of this value itself where the name is empty. */
  List<CloudAnswer> all(String list) {
    JsonNode entries = list.isEmpty() ? node : node.path(list);
    if (!entries.isArray()) {
      throw unexpected("no list " + list);
    }
    return StreamSupport.stream(entries.spliterator(), false).map(e -> new CloudAnswer(location, program, e)).toList();
  }

  /** An object inside; empty where it is absent or null. */
  Optional<CloudAnswer> object(String name) {
    JsonNode field = node.path(name);
    if (field.isMissingNode() || field.isNull()) {
      return Optional.empty();
    }
    if (!field.isObject()) {
      throw unexpected("no object " + name);
    }
    return Optional.of(new CloudAnswer(location, program, field));
  }

  /** A text that must be there. */
  String text(String name) {
    return optional(name).orElseThrow(() -> unexpected("no " + name));
  }

  /** A text; empty where it is absent or null. */
  Optional<String> optional(String name) {
    JsonNode field = node.path(name);
    if (field.isMissingNode() || field.isNull()) {
      return Optional.empty();
    }
    if (!field.isTextual() || field.textValue().length() > MAX_TEXT || field.textValue().codePoints().anyMatch(CloudAnswer::isControl)) {
      throw unexpected(name + " is no text of at most " + MAX_TEXT + " printable characters");
    }
    return Optional.of(field.textValue()).filter(t -> !t.isBlank());
  }

  private static boolean isControl(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || Character.getType(c) == Character.SURROGATE
        || c == 0x2028 || c == 0x2029;
  }

  /** A time, in whole seconds; empty where it is absent. */
  Optional<Instant> time(String name) {
    Optional<String> text = optional(name);
    try {
      return text.map(OffsetDateTime::parse).map(t -> t.toInstant().truncatedTo(ChronoUnit.SECONDS));
    } catch (DateTimeException e) {
      throw unexpected(name + " is no time: " + text.orElse(""));
    }
  }

  ProblemException unexpected(String reason) {
    return CloudProblems.unexpectedAnswer(location, program, reason).asException();
  }
}
