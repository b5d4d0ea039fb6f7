package io.github.vmimage.packer;

import io.github.vmimage.report.Finding.Place;
import io.github.vmimage.report.Problem;
import java.nio.file.Path;
import java.util.List;

/** What speaks against a build being made of the upstreams that its manifest would name. */
final class SourceProblems {
  private static final String NEXT = "let the source take var.upstream, or var.upstream_ID where there are several (docs/upstreams.md)";

  private SourceProblems() {}

  static Problem notFromUpstreams(List<String> places) {
    return Problem.project("The template does not start from the upstreams of the POM").at("<upstreams>").saw(String.join("\n", places))
        .accepts("sources that start from an <upstream>, and no <upstream> that is not used").next("mvn vmimage:lint, and " + NEXT);
  }

  static Problem openedElse(String build, String file, List<String> upstreams, Path log) {
    return Problem.project("Packer opened a file that is no upstream of the POM" + (build.isEmpty() ? "" : ", for " + build)).at(log)
        .saw(file).accepts(upstreams.isEmpty() ? "none: the POM declares no upstream" : String.join("\n", upstreams)).next(NEXT);
  }

  static Problem exchanged(String file, Path log) {
    return Problem.project("A post-processor put a file from elsewhere in the place of what was built").at(log).saw(file)
        .accepts("a file below the project's folder or its output_directory")
        .next("remove the post-processor artifice, or correct its files");
  }

  static Problem unseen(Place place, String message, Path log) {
    return Problem.project("Nothing shows that the image starts from an upstream of the POM").at(place)
        .saw(message + "; and the output of Packer does not tell what was opened (" + log + ")")
        .accepts("a value that can be followed, or a builder whose output tells it").next(NEXT);
  }
}
