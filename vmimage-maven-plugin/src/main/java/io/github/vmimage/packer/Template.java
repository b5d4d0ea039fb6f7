package io.github.vmimage.packer;

import io.github.vmimage.report.PathNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * A template as it stands in its files: syntax with positions, nothing evaluated.
 *
 * @param path what Packer is given: a folder for HCL2, a file for the old JSON
 * @param syntax which of the two
 * @param files the files of the template
 * @param valueFiles files of values that Packer loads by itself ({@code *.auto.pkrvars.hcl} and {@code .json}); none for the old JSON
 */
public record Template(Path path, Syntax syntax, List<TemplateFile> files, List<TemplateFile> valueFiles) {

  /** A larger file is no template. */
  private static final long MAX_BYTES = 4L << 20;

  /** Languages of Packer. */
  public enum Syntax {
    /** HCL2, in its own or in its JSON notation; Packer is given the folder. */
    HCL2,
    /** The JSON of Packer before 1.5. */
    LEGACY_JSON
  }

  /**
   * One file.
   *
   * @param path where it is
   * @param shown what the user calls it
   * @param body its content
   */
  public record TemplateFile(Path path, String shown, Body body) {}

  /**
   * Reads a template.
   *
   * @param location a folder with {@code *.pkr.hcl} or {@code *.pkr.json} files, one of these, a folder with one old JSON template, or
   *     that file
   * @param names how its files are called in messages
   * @return the template
   * @throws io.github.vmimage.report.ProblemException when there is none, several old ones, or a file that cannot be read
   */
  public static Template read(Path location, PathNames names) {
    if (Files.isRegularFile(location)) {
      return isHcl(location) ? hcl(location, List.of(location), names) : legacy(location, names);
    }
    List<Path> all = Files.isDirectory(location) ? list(location) : List.of();
    List<Path> hcl = all.stream().filter(Template::isHcl).toList();
    List<Path> json = all.stream().filter(f -> f.toString().endsWith(".json") && !f.toString().endsWith(".pkrvars.json"))
        .filter(f -> !isHcl(f)).toList();
    if (!hcl.isEmpty()) {
      return hcl(location, hcl, names);
    } else if (json.size() == 1) {
      return legacy(json.get(0), names);
    }
    throw (json.isEmpty() ? PackerProblems.noTemplate(names.name(location))
        : PackerProblems.severalTemplates(names.name(location), json.stream().map(f -> f.getFileName().toString()).toList())).asException();
  }

  /**
   * The folder of the template's files.
   *
   * @return {@link #path} or its parent
   */
  public Path folder() {
    return Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
  }

  /**
   * Blocks of all files.
   *
   * @param type the first word
   * @return the blocks, files in alphabetical order
   */
  public Stream<Block> blocks(String type) {
    return files.stream().flatMap(f -> f.body().blocks(type));
  }

  /**
   * Whether it runs guests with the QEMU of this machine's architecture that Packer takes by itself.
   *
   * @return true where a source is of the type {@code qemu} and none of them names a {@code qemu_binary}
   */
  public boolean startsQemu() {
    List<Component> guests = Component.of(this).stream().filter(c -> c.kind() == Component.Kind.SOURCE && c.type().equals("qemu")).toList();
    return !guests.isEmpty() && guests.stream().allMatch(c -> c.get("qemu_binary").isEmpty());
  }

  private static Template hcl(Path location, List<Path> files, PathNames names) {
    List<Path> values = Files.isDirectory(location)
        ? list(location).stream().filter(f -> f.toString().matches(".*\\.auto\\.pkrvars\\.(hcl|json)")).toList() : List.of();
    return new Template(location, Syntax.HCL2, readAll(files, names, JsonReader::readHcl), readAll(values, names, JsonReader::readValues));
  }

  private static Template legacy(Path file, PathNames names) {
    String shown = names.name(file);
    return new Template(file, Syntax.LEGACY_JSON,
        List.of(new TemplateFile(file, shown, JsonReader.readLegacy(shown, text(file, shown)))), List.of());
  }

  private static List<TemplateFile> readAll(List<Path> files, PathNames names, BiFunction<String, String, Body> json) {
    List<TemplateFile> read = new ArrayList<>();
    for (Path file : files) {
      String shown = names.name(file);
      String text = text(file, shown);
      Body body = file.toString().endsWith(".json") ? json.apply(shown, text) : HclReader.read(new SourceText(shown, text));
      read.add(new TemplateFile(file, shown, body));
    }
    return List.copyOf(read);
  }

  private static boolean isHcl(Path file) {
    return file.toString().endsWith(".pkr.hcl") || file.toString().endsWith(".pkr.json");
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw PackerProblems.unlistableFolder(folder, e.toString()).because(e);
    }
  }

  private static String text(Path file, String shown) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw PackerProblems.templateTooLarge(shown, Files.size(file), MAX_BYTES).asException();
      }
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw PackerProblems.unreadableTemplate(shown, e.toString()).because(e);
    }
  }
}
