package io.github.vmimage.pipeline;

import io.github.vmimage.download.UpstreamCache;
import io.github.vmimage.guest.Accelerator;
import io.github.vmimage.guest.AcceleratorChoice;
import io.github.vmimage.guest.AcceleratorRace;
import io.github.vmimage.pipeline.DoctorLine.Section;
import io.github.vmimage.pipeline.DoctorLine.State;
import io.github.vmimage.pipeline.SideBySide.Limited;
import io.github.vmimage.process.Host;
import io.github.vmimage.process.Installation;
import io.github.vmimage.process.Tool;
import io.github.vmimage.process.Toolbox;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.ShownUrl;
import io.github.vmimage.upstream.Upstream;
import io.github.vmimage.upstream.UpstreamParser;
import io.github.vmimage.upstream.UpstreamReach;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Tells whether this machine and this project are fit for a build, and what to do where they are not. Changes nothing. */
public final class DoctorStage implements Stage {
  /** Longer than any server or program is given by those who ask it. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final StageContext context;
  private final DoctorRequest request;
  private final Toolbox toolbox;

  /**
   * Makes the stage.
   *
   * @param context what every stage uses
   * @param request what is asked
   */
  public DoctorStage(StageContext context, DoctorRequest request) {
    this.context = context;
    this.request = request;
    this.toolbox = NeededTools.toolbox(context);
  }

  @Override
  public String name() {
    return "doctor";
  }

  @Override
  public String describe() {
    return "look at the tools, the space, the upstreams, the repositories and the source of " + context.project().coordinates();
  }

  @Override
  public void run() {
    AnswerFormat.require(request.format());
    UpstreamSizes sizes = new UpstreamSizes();
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    List<DoctorLine> lines = new ArrayList<>(SideBySide.within(LIMIT, questions(sizes)));
    // Alone, since what runs beside it would falsify its figures, and a build remembers them.
    lines.add(accelerator(temporary));
    lines.addAll(new DoctorSpace(context.project(), sizes, temporary).lines());
    DoctorReport report = new DoctorReport(lines, Host.current(), context.pluginVersion(), this::masked);
    request.answer().accept(request.format().equals("json") ? report.json() : report.text());
    if (request.fails() && !report.bad().isEmpty()) {
      throw failure(report).asException();
    }
  }

  private List<Limited<DoctorLine>> questions(UpstreamSizes sizes) {
    List<Limited<DoctorLine>> questions = new ArrayList<>();
    Map<Tool, List<String>> goals = request.project() ? NeededTools.byTool(context.project(), context.network().offline())
        : NeededTools.ofAnyProject();
    DoctorTools tools = new DoctorTools(toolbox, goals);
    for (Tool tool : Tool.values()) {
      questions.add(question(Section.TOOLS, tool.executable(), () -> List.of(tools.line(tool))));
    }
    questions.add(question(Section.TOOLS, "/dev/fuse", () -> List.of(DoctorTools.fuse())));
    for (AskedRepository repository : request.repositories()) {
      questions.add(question(Section.REPOSITORIES, name(repository), () -> List.of(repository(repository))));
    }
    if (request.project()) {
      questions.add(question(Section.PROJECT, "parameters", this::parameters));
      questions.add(question(Section.SOURCE, "source", () -> new DoctorSource(context.project(), context.processes()).lines()));
      UpstreamReach reach = new UpstreamReach(context.processes(), context.network(),
          new UpstreamCache(context.project().cache(), context.progress()));
      DoctorUpstreams upstreams = new DoctorUpstreams(context, request, reach, sizes);
      for (Upstream upstream : declared()) {
        questions.add(question(Section.UPSTREAMS, upstream.id(), () -> upstreams.lines(upstream)));
      }
    }
    return questions;
  }

  private static Limited<DoctorLine> question(Section section, String name, Callable<List<DoctorLine>> work) {
    State late = section == Section.REPOSITORIES ? State.WARNING : State.FAILED;
    return new Limited<>(work, List.of(DoctorLine.of(section, late, name, "no answer within " + LIMIT.toSeconds() + " s")
        .next("run it again; look at the network and the machine's load")));
  }

  /** Those that are well-formed; what is wrong with others is told with the parameters. */
  private List<Upstream> declared() {
    try {
      return new UpstreamParser(context.project().basedir()).parse(context.project().upstreams());
    } catch (ProblemException told) {
      return List.of();
    }
  }

  private List<DoctorLine> parameters() {
    try {
      new ValidateStage(context, false, () -> {}).run();
      return List.of(DoctorLine.of(Section.PROJECT, State.OK, "parameters", "all are well-formed"));
    } catch (ProblemException e) {
      return e.problems().stream().map(p -> DoctorLine.of(Section.PROJECT, State.FAILED, "parameters", told(p)).next(p.next())).toList();
    }
  }

  private static String name(AskedRepository repository) {
    return repository.role() + (repository.id().isEmpty() ? "" : " " + repository.id());
  }

  private DoctorLine repository(AskedRepository repository) {
    String name = name(repository);
    DoctorLine line;
    if (context.network().offline() && !repository.url().isEmpty()) {
      line = DoctorLine.of(Section.REPOSITORIES, State.NOT_ASKED, name, repository.url() + ": not asked, offline");
    } else {
      try {
        repository.ask().run();
        line = DoctorLine.of(Section.REPOSITORIES, State.OK, name, repository.url());
      } catch (ProblemException e) {
        // Maven may have all it needs in the local repository, and install needs nowhere to deploy to.
        Problem problem = e.problems().get(0);
        line = DoctorLine.of(Section.REPOSITORIES, State.WARNING, name, told(problem)).next(problem.next());
      }
    }
    return line.fact("role", repository.role()).fact("url", repository.url());
  }

  private DoctorLine accelerator(Path temporary) {
    try {
      Accelerator wanted = Accelerator.parse(context.project().guest().accelerator());
      if (toolbox.find(Tool.QEMU).isMissing()) {
        return accelerator(State.NOT_ASKED, wanted.toString(), "not tried: " + Tool.QEMU.executable() + " is not there");
      }
      AcceleratorChoice choice = new AcceleratorRace(context.processes()).choose(wanted, context.project().cache(), temporary);
      return accelerator(State.OK, choice.accelerator(), choice.why()).fact("kvmMillis", choice.kvmMillis() < 0 ? null : choice.kvmMillis())
          .fact("tcgMillis", choice.tcgMillis() < 0 ? null : choice.tcgMillis());
    } catch (ProblemException e) {
      Problem problem = e.problems().get(0);
      return accelerator(State.FAILED, "accelerator", told(problem)).next(problem.next());
    }
  }

  private static DoctorLine accelerator(State state, String name, String text) {
    return DoctorLine.of(Section.ACCELERATOR, state, name, text);
  }

  /** A problem on one line, without its next command. */
  static String told(Problem problem) {
    String where = problem.where().isEmpty() ? "" : ": " + problem.where();
    String seen = problem.seen().isEmpty() ? "" : ": " + problem.seen().strip().replaceAll("\\s*\\R\\s*", " ");
    return problem.what() + where + seen;
  }

  /** Passwords of the settings, and what may not be shown of a URL. */
  private String masked(String text) {
    return ShownUrl.in(context.processes().mask(text));
  }

  private Problem failure(DoctorReport report) {
    List<DoctorLine> bad = report.bad();
    List<Tool> tools = Arrays.stream(Tool.values())
        .filter(t -> bad.stream().anyMatch(l -> l.section() == Section.TOOLS && l.name().equals(t.executable()))).toList();
    List<String> next = new ArrayList<>();
    if (!tools.isEmpty()) {
      next.add(Installation.here(tools));
    }
    bad.stream().filter(l -> tools.stream().noneMatch(t -> t.executable().equals(l.name()))).map(DoctorLine::next).distinct()
        .forEach(next::add);
    String seen = masked(bad.stream().map(l -> l.section().title() + ": " + l.name() + ", " + l.state().title())
        .collect(Collectors.joining("\n")));
    String verdict = report.verdict(List.of(State.MISSING, State.FAILED));
    String commands = masked(String.join("\n", next));
    return bad.stream().anyMatch(l -> l.section() == Section.PROJECT) ? StageProblems.unfitProject(verdict, seen, commands)
        : StageProblems.unfitMachine(verdict, seen, commands);
  }
}
