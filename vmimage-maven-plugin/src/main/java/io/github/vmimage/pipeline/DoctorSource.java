package io.github.vmimage.pipeline;

import io.github.vmimage.pipeline.DoctorLine.Section;
import io.github.vmimage.pipeline.DoctorLine.State;
import io.github.vmimage.process.Processes;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.source.SourceRepository;
import io.github.vmimage.source.SourceState;
import io.github.vmimage.source.TagName;
import java.util.ArrayList;
import java.util.List;

/** Looks at the project's Git repository. */
final class DoctorSource {
  private static final String SNAPSHOT = "-SNAPSHOT";

  private final ImageProject project;
  private final Processes processes;

  DoctorSource(ImageProject project, Processes processes) {
    this.project = project;
    this.processes = processes;
  }

  List<DoctorLine> lines() {
    try (SourceRepository repository = SourceRepository.open(project.basedir(), project.buildDirectory(), processes)) {
      String version = project.coordinates().version();
      String release = version.endsWith(SNAPSHOT) ? version.substring(0, version.length() - SNAPSHOT.length()) : version;
      String tag = TagName.of(project.tagNameFormat(), project.coordinates().groupId(), project.coordinates().artifactId(), release);
      SourceState state = repository.state(tag);
      List<DoctorLine> lines = new ArrayList<>();
      lines.add(line(State.OK, "commit", state.commit()));
      lines.add(line(State.OK, "work tree", state.changes() == 0 ? "clean"
          : state.changes() + (state.changes() == 1 ? " file differs" : " files differ") + " from HEAD").fact("changes", state.changes()));
      lines.add(line(State.OK, "tag", tag + (state.tagged().isEmpty() ? ": there is none yet" : state.isTagged() ? " is on HEAD"
          : " is on another commit, " + state.tagged())).fact("tag", tag).fact("commit", state.tagged().isEmpty() ? null : state.tagged()));
      lines.addAll(version.equals(release) ? release(repository, version, tag) : snapshot(version, release));
      return lines;
    } catch (ProblemException e) {
      return e.problems().stream().map(p -> line(State.FAILED, "source", DoctorStage.told(p)).next(p.next())).toList();
    }
  }

  private static List<DoctorLine> snapshot(String version, String release) {
    return List.of(line(State.OK, "release", version + " is built from the work tree; its release is " + release + " (mvn release:prepare)")
        .fact("releasable", false));
  }

  /** A release that cannot be built yet is nothing that is missing: its author is about to make the tag. */
  private static List<DoctorLine> release(SourceRepository repository, String version, String tag) {
    try {
      repository.release(version, tag);
      return List.of(line(State.OK, "release", version + " can be built now").fact("releasable", true));
    } catch (ProblemException e) {
      return e.problems().stream().map(p -> line(State.WARNING, "release", version + " cannot be built now: " + p.what())
          .fact("releasable", false).next(p.next())).toList();
    }
  }

  private static DoctorLine line(State state, String name, String text) {
    return DoctorLine.of(Section.SOURCE, state, name, text);
  }
}
