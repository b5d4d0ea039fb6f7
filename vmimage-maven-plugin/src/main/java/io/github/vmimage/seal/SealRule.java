package io.github.vmimage.seal;

import io.github.vmimage.report.Finding;
import java.util.List;

/**
 * One thing that has to hold for an image before it may be released.
 *
 * @param id stable name in kebab case, used in waivers and manifests
 * @param severity how grave it is when it does not hold
 * @param reason why it matters, one sentence without a full stop
 * @param remedy what to do, one sentence without a full stop
 * @param tried distributions of whose real, sealed images it is known to hold, each with its version; never empty
 * @param check looks at an image and tells what breaks the rule
 */
public record SealRule(String id, Finding.Severity severity, String reason, String remedy, List<String> tried, Check check) {
  /** The images that are built, sealed and audited in the tests of this project. */
  private static final List<String> EVERYWHERE = List.of("Debian 12");

  /** Keeps the list from changing. */
  public SealRule {
    tried = List.copyOf(tried);
  }

  /** Looks at one image. */
  @FunctionalInterface
  public interface Check {
    /**
     * Tells the inspection what breaks the rule; tells nothing when the rule holds.
     *
     * @param inspection the image, and where violations go
     */
    void on(Inspection inspection);
  }

  static SealRule error(String id, String reason, String remedy, Check check) {
    return new SealRule(id, Finding.Severity.ERROR, reason, remedy, EVERYWHERE, check);
  }
}
