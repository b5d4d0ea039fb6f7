package io.github.vmimage.packer;

import io.github.vmimage.packer.Template.TemplateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes {@code required_plugins} away from a Packer that refuses it: the block lives in a file of its own ({@code plugins.pkr.hcl}), which
 * a Packer before 1.7 must not see, and every later one must.
 *
 * @param directory where Packer runs
 * @param template what Packer is given, relative to {@code directory} where it lies inside
 */
public record TemplateStaging(Path directory, Path template) {

  /**
   * Stages in an exported copy of the source, which is ours to change.
   *
   * @param module the module's folder in that copy
   * @param template the template in that copy
   * @param binary which Packer will read it
   * @return where to run
   */
  public static TemplateStaging inCopy(Path module, Template template, PackerBinary binary) {
    for (Path file : unreadable(template, binary)) {
      try {
        Files.delete(file);
      } catch (IOException e) {
        throw failed(file, e);
      }
    }
    return new TemplateStaging(module, relative(module, template.path()));
  }

  /**
   * Stages beside a work tree, which is not ours to change: where a file has to go, a folder with links to all the others stands in for
   * the module's. Paths relative to it are the same as in the work tree.
   *
   * @param module the module's folder in the work tree
   * @param template the template in the work tree
   * @param binary which Packer will read it
   * @param scratch a folder that does not exist yet, outside of the template's
   * @return where to run
   */
  public static TemplateStaging besideWorkTree(Path module, Template template, PackerBinary binary, Path scratch) {
    List<Path> unreadable = unreadable(template, binary);
    Path relative = relative(module, template.path());
    if (unreadable.isEmpty()) {
      return new TemplateStaging(module, relative);
    }
    try {
      if (relative.isAbsolute()) {
        mirror(template.folder(), Path.of(""), scratch, unreadable);
        return new TemplateStaging(scratch, Path.of("."));
      }
      mirror(module.toAbsolutePath(), module.toAbsolutePath().relativize(template.folder().toAbsolutePath()), scratch, unreadable);
      return new TemplateStaging(scratch, relative);
    } catch (IOException e) {
      throw failed(scratch, e);
    }
  }

  private static void mirror(Path from, Path way, Path to, List<Path> without) throws IOException {
    Files.createDirectories(to);
    Path real = way.toString().isEmpty() ? null : way.getName(0);
    try (Stream<Path> entries = Files.list(from)) {
      for (Path entry : entries.toList()) {
        if (!entry.getFileName().equals(real) && !without.contains(entry.toAbsolutePath())) {
          Files.createSymbolicLink(to.resolve(entry.getFileName()), entry.toAbsolutePath());
        }
      }
    }
    if (real != null) {
      mirror(from.resolve(real), way.getNameCount() == 1 ? Path.of("") : way.subpath(1, way.getNameCount()), to.resolve(real), without);
    }
  }

  static Path relative(Path module, Path path) {
    Path folder = module.toAbsolutePath().normalize();
    Path absolute = path.toAbsolutePath().normalize();
    return absolute.startsWith(folder) && !absolute.equals(folder) ? folder.relativize(absolute)
        : absolute.equals(folder) ? Path.of(".") : absolute;
  }

  /** Files with nothing but a block that this binary refuses. */
  private static List<Path> unreadable(Template template, PackerBinary binary) {
    List<Path> found = new ArrayList<>();
    if (binary.understandsRequiredPlugins()) {
      return found;
    }
    for (TemplateFile file : template.files()) {
      List<Block> packer = file.body().blocks("packer").filter(TemplateStaging::requiresPlugins).toList();
      if (packer.isEmpty()) {
        continue;
      }
      boolean more = file.body().blocks().size() > packer.size() || !file.body().attributes().isEmpty()
          || packer.stream().anyMatch(b -> b.body().blocks().size() + b.body().attributes().size() > 1);
      if (more) {
        throw PackerProblems.pluginsNotAlone(binary.version().toString(), packer.get(0).place()).asException();
      }
      found.add(file.path().toAbsolutePath());
    }
    return found;
  }

  private static boolean requiresPlugins(Block packer) {
    return packer.body().blocks("required_plugins").findAny().isPresent() || packer.body().get("required_plugins").isPresent();
  }

  private static RuntimeException failed(Path path, IOException e) {
    return PackerProblems.templateNotStaged(path, e.toString()).because(e);
  }
}
