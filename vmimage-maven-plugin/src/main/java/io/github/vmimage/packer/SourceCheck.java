package io.github.vmimage.packer;

import io.github.vmimage.digest.FileDigest;
import io.github.vmimage.packer.OpenedFile.Use;
import io.github.vmimage.packer.UpstreamFault.Kind;
import io.github.vmimage.report.PathNames;
import io.github.vmimage.report.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Holds a build against its upstreams: before Packer runs, by what its template says, and afterwards, by what it opened. Only a build that
 * passes both may say in a manifest what it was made of. Not for several threads.
 */
public final class SourceCheck {
  private static final String ARTIFICE = "packer.post-processor.artifice";
  /** What Packer makes for a floppy or a disc and removes again. */
  private static final Pattern TEMPORARY = Pattern.compile("packer[\\w-]*\\d[\\w-]*(\\.iso|\\.img)?");

  private final Template template;
  private final List<GivenUpstream> upstreams;
  private final OwnFiles own;
  private final List<UpstreamFault> faults;
  private final Map<Path, String> digests = new HashMap<>();

  /**
   * Looks through the template.
   *
   * @param template the template in the folder in which it is built
   * @param inputs what it gets
   * @param names the folder in which Packer runs, and what its files are called
   * @param root the tagged tree, of which that folder may be a part
   */
  public SourceCheck(Template template, TemplateInputs inputs, PathNames names, Path root) {
    this.template = template;
    this.upstreams = inputs.upstreams();
    this.own = OwnFiles.of(names.actual(), inputs.contract(), root);
    this.faults = UpstreamUse.of(template, upstreams, TemplateScope.of(template, inputs), own);
  }

  /**
   * Refuses a template that does not start from the upstreams, or not from all of them.
   *
   * @throws io.github.vmimage.report.ProblemException with everything that is wrong
   */
  public void requireDeclaredSources() {
    SharedFindings findings = new SharedFindings();
    faults.stream().filter(f -> f.kind() == Kind.UNPROVEN || f.kind() == Kind.UNREAD)
        .forEach(f -> findings.add(f.kind().rule().finding(f.place(), f.message()), f.source()));
    List<String> told = findings.list().stream().sorted().map(f -> f.place() + ": " + f.message()).toList();
    if (!told.isEmpty()) {
      throw SourceProblems.notFromUpstreams(told).asException();
    }
  }

  /**
   * Holds what Packer opened against the upstreams.
   *
   * @param built what it made, and opened
   * @param log where its output is, for the message
   * @throws io.github.vmimage.report.ProblemException where something else was opened, or nothing shows what was
   */
  public void requireOpenedSources(BuiltImage built, Path log) {
    Problems problems = new Problems();
    for (OpenedFile opened : built.opened()) {
      boolean fine = isUpstream(own.path(opened.file()))
          || (opened.use() == Use.GUEST && (opened.file().isEmpty() || own.holds(opened.file()) || isTemporary(opened.file())));
      if (!fine) {
        problems.add(SourceProblems.openedElse(opened.build(), opened.file(), references(), log));
      }
    }
    built.artifacts().stream().filter(a -> a.builderId().equals(ARTIFICE)).flatMap(a -> a.files().stream()).filter(f -> !own.holds(f))
        .forEach(f -> problems.add(SourceProblems.exchanged(f, log)));
    faults.stream().filter(f -> f.kind() == Kind.UNFOLLOWED || f.kind() == Kind.UNFOLLOWED_GUEST).filter(f -> !isSeen(f, built))
        .forEach(f -> problems.add(SourceProblems.unseen(f.place(), f.message(), log)));
    problems.throwIfAny();
  }

  /** Whether Packer showed what the template does not tell; that it was the right thing is held already. */
  private boolean isSeen(UpstreamFault fault, BuiltImage built) {
    if (fault.kind() == Kind.UNFOLLOWED_GUEST) {
      return built.opened().stream().anyMatch(o -> o.use() == Use.GUEST);
    } else if (fault.source().isEmpty()) {
      return true;
    }
    boolean opened = built.opened().stream().anyMatch(o -> o.use() == Use.SOURCE && isOf(o.build(), fault.source()));
    List<Path> copies = built.artifacts().stream().filter(a -> isOf(a.build(), fault.source()) && a.builderId().equals("packer.file"))
        .flatMap(a -> a.files().stream()).map(Path::of).toList();
    return opened || (!copies.isEmpty() && copies.stream().allMatch(this::isUpstream));
  }

  /** Newer versions put the name of the build in front. */
  private static boolean isOf(String build, String source) {
    return build.equals(source) || build.endsWith("." + source);
  }

  private boolean isUpstream(Path file) {
    Path real = OwnFiles.real(file);
    return upstreams.stream().filter(GivenUpstream::isFile)
        .anyMatch(u -> OwnFiles.real(Path.of(u.reference())).equals(real) || (isCopy(real, Path.of(u.reference())) && u.checksum()
            .equals("sha256:" + digests.computeIfAbsent(real, f -> FileDigest.of(f).sha256()))));
  }

  private static boolean isCopy(Path file, Path upstream) {
    return Files.isRegularFile(file) && Files.isRegularFile(upstream) && file.toFile().length() == upstream.toFile().length();
  }

  private boolean isTemporary(String file) {
    Path path = own.path(file);
    if (path.getParent() == null || !OwnFiles.real(path.getParent()).equals(OwnFiles.real(Path.of(System.getProperty("java.io.tmpdir"))))) {
      return false;
    }
    return TEMPORARY.matcher(path.getFileName().toString()).matches() && !Files.exists(path);
  }

  private List<String> references() {
    return upstreams.stream().map(u -> u.shown() + ", " + u.reference()).toList();
  }
}
