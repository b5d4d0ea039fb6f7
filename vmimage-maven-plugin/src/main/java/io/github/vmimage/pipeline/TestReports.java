package io.github.vmimage.pipeline;

import io.github.vmimage.report.PlainText;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.testreport.HtmlReport;
import io.github.vmimage.testreport.JunitReport;
import io.github.vmimage.testreport.StageRun;
import io.github.vmimage.testreport.TestReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes what is known of the image when a stage has ended, well or not: {@code test-report.html} and {@code test-report.xml}. Nothing
 * rests on these files: one that cannot be written is told and fails nothing.
 */
public final class TestReports {
  /** After these there is something new to be seen. */
  private static final List<String> PROOFS = List.of("audit", "test", "upgrade-test");

  private final StageContext context;
  private final Stage stage;
  private final Instant began;

  /**
   * Begins to take the time of a stage.
   *
   * @param context what every stage uses
   * @param stage which is about to run
   * @param began when its goal began
   */
  public TestReports(StageContext context, Stage stage, Instant began) {
    this.context = context;
    this.stage = stage;
    this.began = began;
  }

  /**
   * Notes that the stage came to its end.
   *
   * @return the page, where it was written and tells of this stage
   */
  public Optional<Path> passed() {
    return ended(true, "");
  }

  /**
   * Notes that the stage failed.
   *
   * @param failure what it threw
   * @return the page, where it was written
   */
  public Optional<Path> failed(Throwable failure) {
    return ended(false, failure instanceof ProblemException e ? e.problems().stream().map(Problem::what)
        .reduce((one, next) -> one + "; " + next).orElse("") : failure.toString());
  }

  /** {@return whether the page is what tells most of a stage} */
  public boolean isProof() {
    return PROOFS.contains(stage.name());
  }

  private Optional<Path> ended(boolean ok, String message) {
    if (!stage.isOfImage()) {
      return Optional.empty();
    }
    try {
      return write(ok, message);
    } catch (ProblemException e) {
      // Where the stage failed, its own problem is told; mostly it is this one, and it is told once.
      Consumer<String> tell = ok ? context.progress()::warn : context.progress()::debug;
      e.problems().forEach(p -> tell.accept("No test report: " + PlainText.line(p.what() + ": " + p.where() + ": " + p.seen())));
      return Optional.empty();
    }
  }

  private Optional<Path> write(boolean ok, String message) {
    Workspace workspace = context.workspace();
    StageRuns runs = new StageRuns(workspace.stageRuns(), context.project().coordinates());
    runs.note(new StageRun(stage.name(), began, Duration.between(began, Instant.now()), ok, message, ok ? "" : where()));
    boolean tells = !ok || isProof();
    if (!tells && !stage.name().equals("attach") && !Files.exists(workspace.reportPage())) {
      return Optional.empty();
    }
    TestReport report = new ReportedImage(context).with(runs.all());
    Workspace.write(workspace.reportXml(), JunitReport.of(report));
    Workspace.write(workspace.reportPage(), HtmlReport.of(report));
    if (tells) {
      context.progress().info("Report: " + workspace.reportPage());
    }
    return tells ? Optional.of(workspace.reportPage()) : Optional.empty();
  }

  /** The first trace of the stage that was written while it ran. */
  private String where() {
    Path root = context.workspace().root();
    return stage.traces().stream().filter(f -> Files.isRegularFile(f) && f.toFile().lastModified() >= began.toEpochMilli() - 1000)
        .findFirst().map(f -> f.startsWith(root) ? root.relativize(f).toString() : f.getFileName().toString()).orElse("");
  }
}
