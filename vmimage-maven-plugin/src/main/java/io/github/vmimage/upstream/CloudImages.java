package io.github.vmimage.upstream;

import io.github.vmimage.process.Processes;
import java.time.Clock;
import java.util.function.UnaryOperator;

/** Proves images in clouds: asks each cloud's own program, and holds its answer against what the POM pins. */
public final class CloudImages {
  private final Processes processes;
  private final UnaryOperator<String> place;
  private final Clock clock;
  private final boolean offline;

  /**
   * Puts the ways together.
   *
   * @param processes starts the programs
   * @param clock tells what is deprecated by now
   * @param offline whether no cloud may be asked
   */
  public CloudImages(Processes processes, Clock clock, boolean offline) {
    this(processes, CloudProgram.ON_PATH, clock, offline);
  }

  /** The same with programs that lie elsewhere. */
  CloudImages(Processes processes, UnaryOperator<String> place, Clock clock, boolean offline) {
    this.processes = processes;
    this.place = place;
    this.clock = clock;
    this.offline = offline;
  }

  /**
   * Asks the cloud of an image.
   *
   * @param upstream well-formed
   * @return the image without a local file
   * @throws io.github.vmimage.report.ProblemException when it is not there, or not what is pinned
   */
  public VerifiedUpstream verify(CloudUpstream upstream) {
    if (offline) {
      throw CloudProblems.offline(upstream.id(), upstream.location()).asException();
    }
    if (upstream instanceof AmiUpstream ami) {
      return verified(upstream, "ami", new AwsImages(processes, place, clock).prove(ami));
    }
    return upstream instanceof AzureImageUpstream azure
        ? verified(upstream, "azureImage", new AzureImages(processes, place, clock).prove(azure))
        : verified(upstream, "gceImage", new GceImages(processes, place).prove((GceImageUpstream) upstream));
  }

  /** The name that an AMI has, whatever is declared. */
  String nameOf(AmiUpstream upstream) {
    if (offline) {
      throw CloudProblems.offline(upstream.id(), upstream.location()).asException();
    }
    return new AwsImages(processes, place, clock).name(upstream);
  }

  private static VerifiedUpstream verified(CloudUpstream upstream, String kind, Proof.CloudImage proof) {
    return new VerifiedUpstream(upstream.id(), kind, upstream.location(), "", 0, "", proof);
  }
}
