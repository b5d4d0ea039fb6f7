package io.github.vmimage.release;

import com.fasterxml.jackson.core.JsonPointer;
import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;
import java.nio.file.Path;
import java.util.Locale;

/** What can be wrong with a manifest. */
final class ManifestProblems {
  private static final String PLAIN_UTF8 = "UTF-8 without a byte order mark";

  private ManifestProblems() {}

  static Problem absent(Path file, String seen) {
    return Problem.environment("The manifest is not there").at(file).saw(seen).accepts("a regular file")
        .next("Build the image (mvn install), or resolve it again with mvn -U");
  }

  static Problem unreadable(Path file, String reason) {
    return Problem.environment("The manifest cannot be read").at(file).saw(reason).next(Hints.readable(file));
  }

  static Problem brokenTransfer(String where, String reason) {
    return Problem.environment("The manifest cannot be read to its end").at(where).saw(reason).next(Hints.AGAIN);
  }

  static Problem unwritable(Path file, String reason) {
    return Problem.environment("The manifest cannot be written").at(file).saw(reason)
        .accepts("a folder that can be written, with free space").next(Hints.roomAndRights(file.toAbsolutePath().getParent()));
  }

  static Problem tooLarge(ManifestPlace place, int limit) {
    return whole("The manifest is too large", place).saw("more than " + limit + " bytes").accepts("at most " + limit + " bytes (16 MiB)");
  }

  static Problem notUtf8(ManifestPlace place, byte wrong, int offset) {
    return whole("The manifest is not UTF-8", place).saw(String.format(Locale.ROOT, "byte 0x%02x at offset %d", wrong, offset))
        .accepts(PLAIN_UTF8);
  }

  static Problem byteOrderMark(ManifestPlace place) {
    return whole("The manifest starts with a byte order mark", place).saw("bytes ef bb bf at offset 0").accepts(PLAIN_UTF8);
  }

  static Problem empty(ManifestPlace place) {
    return whole("The manifest is empty", place).saw("no JSON value").accepts("one JSON object");
  }

  static Problem trailingContent(ManifestPlace place, String seen) {
    return whole("The manifest goes on after its end", place).saw(seen).accepts("one JSON object and nothing after it");
  }

  static Problem outOfBounds(ManifestPlace place, JsonPointer pointer, String seen) {
    return part("The manifest is out of bounds", place, pointer).saw(seen).accepts("at most " + ManifestJson.MAX_DEPTH
        + " levels, strings of " + ManifestJson.MAX_STRING + " characters, names of 256, numbers of 32, " + ManifestJson.MAX_TOKENS
        + " tokens in all");
  }

  static Problem notJson(ManifestPlace place, JsonPointer pointer, String seen) {
    return part("The manifest is not valid JSON", place, pointer).saw(seen).accepts("RFC 8259 JSON, no field name twice in one object");
  }

  static Problem badNumber(ManifestPlace place, JsonPointer pointer, String seen) {
    return part("The manifest has a value that cannot be read", place, pointer).saw(seen)
        .accepts("a whole number without fraction or exponent, where the schema asks for an integer");
  }

  static Problem unknownSchema(ManifestPlace place, String schema) {
    return otherSchema("The manifest has a schema of an unknown major version", place, schema);
  }

  static Problem newerSchema(ManifestPlace place, String schema) {
    return otherSchema("The manifest has a schema newer than this plugin knows", place, schema);
  }

  private static Problem otherSchema(String what, ManifestPlace place, String schema) {
    return part(what, place, JsonPointer.compile("/schema")).saw(schema).accepts(Manifest.SCHEMA)
        .next("Use the version of io.github.vmimage:vmimage-maven-plugin that wrote the manifest "
            + "(its toolchain section names it), or a newer one");
  }

  static Problem absentField(ManifestPlace place, JsonPointer pointer, String accepted) {
    return part("The manifest lacks a field", place, pointer).saw("no such field").accepts(accepted);
  }

  static Problem unknownField(ManifestPlace place, JsonPointer pointer, String name, String accepted) {
    return part("The manifest has a field that its schema does not know", place, pointer).saw(name).accepts(accepted);
  }

  static Problem badValue(ManifestPlace place, JsonPointer pointer, String seen, String accepted) {
    return part("The manifest has a value that its schema does not accept", place, pointer).saw(seen).accepts(accepted);
  }

  static Problem twice(ManifestPlace place, JsonPointer list, String field, String value) {
    return part("The manifest names one thing twice", place, list).saw(field + " " + value).accepts("each " + field + " once");
  }

  static Problem chainTooLong(ManifestPlace place, JsonPointer upstreams, int most) {
    return part("The chain of images above each other is too long", place, upstreams).saw("more than " + most)
        .accepts("at most " + most + " images above each other");
  }

  static Problem tooMuchEvidence(ManifestPlace place, long bytes, long most) {
    return part("The files of evidence are too large", place, JsonPointer.compile("/evidence")).saw(bytes + " bytes")
        .accepts("at most " + most + " bytes in all");
  }

  static Problem stampIsNotTheTag(ManifestPlace place, String stamp, String tag) {
    return part("The image was not stamped with the tag it was built from", place, JsonPointer.compile("/stamp/version")).saw(stamp)
        .accepts(tag);
  }

  static Problem otherBytesThanPinned(ManifestPlace place, JsonPointer pointer, String seen, String pinned) {
    return part("The upstream's bytes are not those that were pinned", place, pointer).saw(seen).accepts(pinned);
  }

  static Problem otherBytesThanListed(ManifestPlace place, JsonPointer pointer, String seen, String listed) {
    return part("The upstream's bytes are not those of the signed list", place, pointer).saw(seen).accepts(listed);
  }

  static Problem otherImageThanProven(ManifestPlace place, JsonPointer pointer, String seen, String proven) {
    return part("The upstream is not the image that proves it", place, pointer).saw(seen).accepts(proven);
  }

  private static Problem whole(String what, ManifestPlace place) {
    return Problem.project(what).at(place.name()).next(place.next());
  }

  private static Problem part(String what, ManifestPlace place, JsonPointer pointer) {
    return whole(what, place).at(pointer.matches() ? place.name() : place.name() + "#" + ManifestPlace.shortened(pointer.toString()));
  }
}
