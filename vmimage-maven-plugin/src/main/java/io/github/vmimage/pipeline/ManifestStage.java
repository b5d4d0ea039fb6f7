package io.github.vmimage.pipeline;

import io.github.vmimage.disk.ContentDigest;
import io.github.vmimage.digest.FileDigest;
import io.github.vmimage.disk.OpenDisk;
import io.github.vmimage.pipeline.Workspace.Handover;
import io.github.vmimage.release.DiskImage;
import io.github.vmimage.release.EvidenceArchive;
import io.github.vmimage.release.EvidenceFile;
import io.github.vmimage.release.Manifest;
import io.github.vmimage.release.ManifestWriter;
import io.github.vmimage.seal.AuditReport;
import io.github.vmimage.source.SourceStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes the release manifest of an audited disk: what was proven, in one immutable document. */
public final class ManifestStage implements Stage {
  private final StageContext context;

  /**
   * Makes the stage.
   *
   * @param context what every stage uses
   */
  public ManifestStage(StageContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return "attach";
  }

  @Override
  public String describe() {
    return "write " + manifestFile() + " and attach it with its disk";
  }

  /** {@return where the manifest is written} */
  public Path manifestFile() {
    return context.project().buildDirectory()
        .resolve(context.project().coordinates().artifactId() + "-" + context.project().coordinates().version() + ".json");
  }

  /** {@return where the evidence is written; nothing is there where there is none} */
  public Path evidenceFile() {
    return context.project().buildDirectory().resolve(context.project().coordinates().artifactId() + "-"
        + context.project().coordinates().version() + "-" + EvidenceArchive.CLASSIFIER + "." + EvidenceArchive.EXTENSION);
  }

  /** {@return the disk that the manifest describes} */
  public Path diskFile() {
    return Path.of(BuildRecord.take(context.workspace(), context.project().coordinates()).disk());
  }

  @Override
  public List<Path> traces() {
    return List.of(manifestFile(), evidenceFile());
  }

  @Override
  public void run() {
    NeededTools.toolbox(context).require(name(), NeededTools.audit());
    forgetEvidence();
    Workspace workspace = context.workspace();
    UpstreamStage.VerifiedUpstreams upstreams = workspace.take(Handover.UPSTREAMS, UpstreamStage.VerifiedUpstreams.class);
    BuildRecord build = BuildRecord.take(workspace, context.project().coordinates());
    AuditReport audit = AuditStage.passed(workspace, build);
    TestRecord tests = workspace.take(Handover.TEST, TestRecord.class);
    Path disk = Path.of(build.disk());
    FileDigest digests = FileDigest.of(disk, context.progress());
    if (!digests.sha256().equals(build.sha256())) {
      throw StageProblems.changedDisk(disk, digests.sha256(), build.sha256()).asException();
    }
    Manifest.Guest guest;
    ContentDigest content;
    AnyDisk any = new AnyDisk(context);
    try (OpenDisk open = any.open(disk, "manifest")) {
      open.requireRoot();
      guest = open.read(any.inventory()::read);
      content = open.read(root -> ContentDigest.of(root, workspace.images().resolve("content.txt"), context.progress()));
    }
    DiskImage image = new DiskImage("qcow2", disk.getFileName().toString(), digests.size(), digests.sha256(), digests.sha512(),
        build.virtualSize(), new DiskImage.ContentDigest(content.sha256(), content.entries()));
    ImageProject project = context.project();
    Map<EvidenceFile, Path> evidence = upstreams.evidence();
    ManifestWriter.write(new Manifest(Manifest.SCHEMA, project.coordinates(),
        new Manifest.Stamp(project.imageName(), build.source().version()), source(build.source()),
        upstreams.proven(), List.copyOf(evidence.keySet()), new TreeMap<>(build.toolchain()), List.of(image), guest, seal(audit),
        Stream.concat(tests(tests).stream(), upgrades().stream()).toList()), manifestFile());
    if (!evidence.isEmpty()) {
      EvidenceArchive.write(evidence, evidenceFile());
    }
    context.progress().info("Manifest: " + manifestFile());
  }

  /** Where upgrades are part of a release, there is none without them. */
  private List<Manifest.TestResult> upgrades() {
    Workspace workspace = context.workspace();
    if (!context.project().upgrades().isAsked() && !workspace.holds(Handover.UPGRADE)) {
      return List.of();
    }
    return workspace.take(Handover.UPGRADE, UpgradeRecord.class).tests();
  }

  /** Of an earlier build: whether it is there tells whether it is published. */
  private void forgetEvidence() {
    try {
      Files.deleteIfExists(evidenceFile());
    } catch (IOException e) {
      throw StageProblems.unwritable(evidenceFile(), e.toString()).because(e);
    }
  }

  private static Manifest.Source source(SourceStamp stamp) {
    return new Manifest.Source(stamp.tag(), stamp.tagObject(), stamp.commit(), stamp.tree(), stamp.module(), stamp.dirty(),
        stamp.release());
  }

  /** A test that failed or was not run is no outcome that a manifest knows. */
  private static List<Manifest.TestResult> tests(TestRecord record) {
    return record.tests().stream()
        .map(t -> new Manifest.TestResult(t.id(), Manifest.Outcome.valueOf(t.outcome().name()), t.reason(), t.facts())).toList();
  }

  private static Manifest.Seal seal(AuditReport audit) {
    return new Manifest.Seal(audit.results().stream()
        .map(r -> new Manifest.Rule(r.id(), Manifest.Outcome.valueOf(r.outcome().name()), r.reason())).toList());
  }
}
