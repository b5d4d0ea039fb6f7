package io.github.vmimage.packer;

import io.github.vmimage.packer.UpstreamFault.Kind;
import io.github.vmimage.report.Finding.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks whether every source of a template that will run starts from an upstream of the POM, and whether each upstream is used. */
final class UpstreamUse {
  private static final List<String> URN = List.of("image_publisher", "image_offer", "image_sku", "image_version");
  private static final Pattern SNAPSHOTS = Pattern.compile("(amazon|osc|outscale)-.*|googlecompute|alicloud-ecs");
  private static final List<String> SNAPSHOT = List.of("snapshot_id", "disk_snapshot_id", "source_volume", "source_snapshot");
  private static final List<String> BACKING = List.of("qemu_img_args");

  private final Template template;
  private final List<GivenUpstream> upstreams;
  private final TemplateScope scope;
  private final OwnFiles own;
  private final List<UpstreamFault> faults = new ArrayList<>();
  private final Set<GivenUpstream> used = new HashSet<>();
  private RunningSource source;
  private int proven;

  private UpstreamUse(Template template, List<GivenUpstream> upstreams, TemplateScope scope, OwnFiles own) {
    this.template = template;
    this.upstreams = upstreams;
    this.scope = scope;
    this.own = own;
  }

  /**
   * Checks a template.
   *
   * @param scope what its names stand for
   * @param own which files are the project's own
   * @return what speaks against it, in the order of the template; nothing where all of it is proven
   */
  static List<UpstreamFault> of(Template template, List<GivenUpstream> upstreams, TemplateScope scope, OwnFiles own) {
    UpstreamUse use = new UpstreamUse(template, upstreams, scope, own);
    List<RunningSource> running = RunningSource.of(template);
    running.forEach(use::source);
    Component.of(template).stream().filter(c -> c.kind() == Component.Kind.POST_PROCESSOR && c.type().equals("artifice"))
        .forEach(use::exchangedArtifact);
    if (!running.isEmpty()) {
      use.unread();
    }
    return List.copyOf(use.faults);
  }

  private void source(RunningSource running) {
    source = running;
    if (BuilderInputs.makesNoMachine(running)) {
      return;
    }
    proven = 0;
    int before = faults.size();
    Optional<BuilderInputs> inputs = BuilderInputs.of(running.type());
    if (inputs.isEmpty()) {
      unknownBuilder();
      return;
    }
    running.settings(inputs.get().images()).forEach(a -> image(a.name(), a.place(), scope.follow(a.value()), unfollowed(inputs.get())));
    if (running.type().startsWith("azure-")) {
      urn();
    }
    if (proven == 0) {
      running.parts(inputs.get().finders())
          .forEach(p -> add(Kind.UNPROVEN, p, running.type() + " looks for its image when Packer runs, and no <upstream> declares it"));
    }
    inputs.get().empty().stream().flatMap(n -> running.settings(List.of(n)))
        .filter(a -> !HclFunctions.truth(scope.follow(a.value())).equals(Optional.of(false)))
        .forEach(a -> add(Kind.UNPROVEN, a.place(), a.name() + " starts from an empty disk, and nothing proves what fills it"));
    if (proven == 0 && faults.size() == before) {
      String settings = String.join(", ", inputs.get().images().isEmpty() ? URN : inputs.get().images());
      add(Kind.UNPROVEN, running.place(), running.type() + " starts from no <upstream> of the POM: nothing sets " + settings);
    }
    more();
  }

  /** Where neither the builder's output nor its files tell afterwards, what cannot be followed stays unproven. */
  private Kind unfollowed(BuilderInputs inputs) {
    return inputs.downloads() || source.type().equals("file") ? Kind.UNFOLLOWED : Kind.UNPROVEN;
  }

  private void unknownBuilder() {
    List<Traced> values = source.attributes().stream().map(a -> scope.follow(a.value())).toList();
    boolean named = values.stream().flatMap(UpstreamUse::leaves).flatMap(v -> v.known().stream())
        .anyMatch(t -> TemplateScope.upstream(t, upstreams).isPresent());
    add(named ? Kind.UNFOLLOWED : Kind.UNPROVEN, source.place(), "what the builder " + source.type() + " starts from is not known here"
        + (named ? "" : ", and none of its settings is an <upstream> of the POM"));
  }

  static Stream<Traced> leaves(Traced value) {
    if (value instanceof Traced.Items list) {
      return list.items().stream().flatMap(UpstreamUse::leaves);
    } else if (value instanceof Traced.Fields map) {
      return map.fields().values().stream().flatMap(UpstreamUse::leaves);
    } else if (value instanceof Traced.Either either) {
      return either.choices().stream().flatMap(UpstreamUse::leaves);
    }
    return Stream.of(value);
  }

  private void image(String setting, Place place, Traced value, Kind unfollowed) {
    leaves(value).filter(v -> !v.isEmpty()).forEach(leaf -> {
      Optional<GivenUpstream> upstream = leaf.known().flatMap(this::upstream);
      if (upstream.isPresent()) {
        used.add(upstream.get());
        proven++;
      } else {
        foreign(setting, place, leaf, unfollowed);
      }
    });
  }

  private void foreign(String setting, Place place, Traced leaf, Kind unfollowed) {
    Place where = leaf.place().line() > 0 ? leaf.place() : place;
    if (leaf instanceof Traced.Outside outside) {
      add(Kind.UNPROVEN, where, setting + " comes from " + outside.what() + ", not from an <upstream> of the POM");
    } else if (leaf instanceof Traced.Unfollowed lost) {
      add(unfollowed, where, setting + " cannot be followed to an <upstream> of the POM: " + lost.what());
    } else {
      add(Kind.UNPROVEN, where, setting + " is no <upstream> of the POM");
    }
  }

  private Optional<GivenUpstream> upstream(String text) {
    return TemplateScope.upstream(text, upstreams)
        .or(() -> upstreams.stream().filter(u -> source.type().equals("googlecompute") && isGoogleName(text, u)).findFirst());
  }

  /** The name alone means an image of the build's own project, unless the source names another one. */
  private boolean isGoogleName(String text, GivenUpstream upstream) {
    String project = upstream.reference().replaceFirst(".*/projects/([^/]+)/.*", "$1");
    List<String> projects = source.settings(List.of("source_image_project_id")).map(a -> scope.follow(a.value()))
        .flatMap(UpstreamUse::leaves).map(v -> v.known().orElse("")).toList();
    return upstream.reference().endsWith("/projects/" + project + "/global/images/" + text) && projects.equals(List.of(project));
  }

  /** Azure's four settings are one name. */
  private void urn() {
    List<Attribute> parts = URN.stream().flatMap(n -> source.settings(List.of(n))).toList();
    if (parts.isEmpty()) {
      return;
    }
    List<Traced> values = parts.stream().map(a -> scope.follow(a.value())).toList();
    Optional<Traced> lost = values.stream().filter(v -> v.known().isEmpty()).findFirst();
    if (lost.isPresent()) {
      foreign(URN.get(0), parts.get(0).place(), lost.get(), Kind.UNPROVEN);
      return;
    }
    String urn = String.join(":", values.stream().map(v -> v.known().orElseThrow()).toList());
    image(URN.get(0), parts.get(0).place(), new Traced.Text(parts.get(0).place(), urn), Kind.UNPROVEN);
  }

  /** What some builders add to the first disk. */
  private void more() {
    if (SNAPSHOTS.matcher(source.type()).matches()) {
      Consumer<Attribute> check = a -> {
        if (SNAPSHOT.contains(a.name())) {
          image(a.name(), a.place(), scope.follow(a.value()), Kind.UNPROVEN);
        }
      };
      source.attributes().forEach(a -> each(a, check));
      source.blocks().forEach(b -> each(b.body(), check));
    }
    if (source.type().equals("qemu")) {
      source.settings(List.of("qemuargs")).forEach(a -> qemuArguments(a.place(), scope.follow(a.value())));
      Consumer<Attribute> check = a -> leaves(scope.follow(a.value())).flatMap(v -> v.known().stream())
          .filter(t -> t.equals("-b") || t.contains("backing_file"))
          .forEach(t -> add(Kind.UNPROVEN, a.place(), "qemu_img_args puts another disk below this one"));
      source.settings(BACKING).forEach(a -> each(a, check));
      source.blocks().stream().filter(b -> BACKING.contains(b.type())).forEach(b -> each(b.body(), check));
    }
  }

  private static void each(Body body, Consumer<Attribute> work) {
    body.attributes().forEach(a -> each(a, work));
    body.blocks().forEach(b -> each(b.body(), work));
  }

  private static void each(Attribute attribute, Consumer<Attribute> work) {
    work.accept(attribute);
    List<Value> inside = attribute.value() instanceof Value.Sequence s ? s.items() : List.of(attribute.value());
    inside.stream().filter(Value.Mapping.class::isInstance).flatMap(v -> ((Value.Mapping) v).entries().stream())
        .forEach(a -> each(a, work));
  }

  private void qemuArguments(Place place, Traced arguments) {
    if (!(arguments instanceof Traced.Items list)) {
      leaves(arguments).filter(v -> !v.isEmpty()).forEach(v -> foreign("qemuargs", place, v, Kind.UNFOLLOWED_GUEST));
      return;
    }
    for (Traced argument : list.items()) {
      List<Traced> pair = argument instanceof Traced.Items words ? words.items() : List.of(argument);
      Optional<String> option = pair.isEmpty() ? Optional.of("") : pair.get(0).known();
      if (option.isEmpty()) {
        foreign("qemuargs", place, pair.get(0), Kind.UNFOLLOWED_GUEST);
      } else if (QemuFiles.opens(option.get())) {
        pair.stream().skip(1).forEach(v -> qemuOption(option.get(), place, v));
      }
    }
  }

  private void qemuOption(String option, Place place, Traced value) {
    if (value.known().isEmpty()) {
      leaves(value).forEach(v -> foreign("qemuargs " + option, place, v, Kind.UNFOLLOWED_GUEST));
      return;
    }
    QemuFiles.of(option, value.known().get()).stream().filter(f -> upstream(f).isEmpty() && !own.holds(f))
        .forEach(f -> add(Kind.UNPROVEN, value.place().line() > 0 ? value.place() : place,
            "qemuargs " + option + " gives the guest a file that is neither an <upstream> of the POM nor part of the project"));
  }

  /** The post-processor that puts other files in the place of what the builder made. */
  private void exchangedArtifact(Component artifice) {
    source = null;
    for (Attribute files : artifice.body().attributes().stream().filter(a -> a.name().equals("files")).toList()) {
      leaves(scope.follow(files.value())).filter(v -> !v.isEmpty()).forEach(leaf -> {
        if (leaf.known().isEmpty()) {
          foreign("artifice's files", files.place(), leaf, Kind.UNFOLLOWED);
        } else if (!own.holds(leaf.known().get())) {
          add(Kind.UNPROVEN, files.place(), "artifice puts a file from elsewhere in the place of what was built");
        }
      });
    }
  }

  private void unread() {
    readEverything();
    for (GivenUpstream upstream : upstreams) {
      boolean alone = upstreams.size() == 1;
      boolean read = (alone && scope.hasRead("upstream")) || scope.hasRead("upstream_" + upstream.id()) || used.contains(upstream);
      if (!read) {
        String variable = alone ? "upstream" : "upstream_" + upstream.id();
        faults.add(new UpstreamFault(Kind.UNREAD, Place.file(template.files().get(0).shown()),
            "the template never reads " + upstream.shown() + " (variable " + variable + "), and yet the manifest would name it", ""));
      }
    }
  }

  /** So that a variable counts as read wherever a part that runs takes it, not only where a source starts. */
  private void readEverything() {
    RunningSource.of(template).forEach(s -> {
      s.attributes().forEach(a -> scope.follow(a.value()));
      s.blocks().forEach(b -> each(b.body(), a -> scope.follow(a.value())));
    });
    Component.of(template).stream().filter(c -> c.kind() != Component.Kind.SOURCE)
        .forEach(c -> each(c.body(), a -> scope.follow(a.value())));
  }

  private void add(Kind kind, Place place, String message) {
    faults.add(new UpstreamFault(kind, place, message, source == null ? "" : source.shown()));
  }
}
