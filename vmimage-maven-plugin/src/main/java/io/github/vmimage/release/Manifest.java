package io.github.vmimage.release;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one version of an image is. The records mirror {@code vm-image-manifest-1.schema.json}, which says the range and the
 * meaning of every field; {@link ManifestWriter} and {@link ManifestReader} hold them against it. Lists whose order says nothing are
 * sorted here, so that the same input gives the same bytes.
 *
 * @param schema the contract it keeps, {@link #SCHEMA}
 * @param coordinates where it is published
 * @param stamp the strings inside the image
 * @param source the Git state that was built
 * @param upstreams what the build started from, in the order of the POM
 * @param evidence the files by which the upstreams' proofs can be repeated, and those of the images below; published beside the manifest
 *     in one {@link EvidenceArchive}; empty where a pinned digest or a cloud's word is all there is
 * @param toolchain tool to version
 * @param images the released files
 * @param guest what is inside
 * @param seal the rules the disk was audited with
 * @param tests the tests the image passed; empty where none was run
 */
public record Manifest(String schema, Coordinates coordinates, Stamp stamp, Source source, List<ProvenUpstream> upstreams,
    List<EvidenceFile> evidence, SortedMap<String, String> toolchain, List<DiskImage> images, Guest guest, Seal seal,
    List<TestResult> tests) {

  /** Schema name and version that this plugin writes and reads. */
  public static final String SCHEMA = "vm-image-manifest/1.0";

  /** Sorts what has no order of its own. */
  public Manifest {
    upstreams = List.copyOf(upstreams);
    evidence = evidence.stream().sorted(Comparator.comparing(EvidenceFile::sha256)).toList();
    toolchain = sorted(toolchain);
    images = images.stream().sorted(Comparator.comparing(DiskImage::format).thenComparing(DiskImage::file)).toList();
    tests = tests.stream().sorted(Comparator.comparing(TestResult::id)).toList();
  }

  /**
   * The strings inside the image.
   *
   * @param name {@code IMAGE_ID}
   * @param version {@code IMAGE_VERSION}: the tag of a release, the version of a snapshot
   */
  public record Stamp(String name, String version) {}

  /**
   * The Git state that was built.
   *
   * @param tag tag name without {@code refs/tags/}; empty for a snapshot
   * @param tagObject object id of an annotated tag; empty for a lightweight one and for a snapshot
   * @param commit object id, 40 or 64 lower-case hex digits
   * @param tree object id of the commit's root tree
   * @param module folder of the project below the repository's root, with {@code /}; empty for the root
   * @param dirty whether the work tree held changes that the commit does not
   * @param release whether this is a release; otherwise it is a snapshot
   */
  public record Source(String tag, String tagObject, String commit, String tree, String module, boolean dirty, boolean release) {}

  /**
   * What is inside the image.
   *
   * @param osId {@code ID} of os-release
   * @param osVersion {@code VERSION_ID} of os-release; empty for a distribution that rolls
   * @param packages every package whose files are on the disk
   */
  public record Guest(String osId, String osVersion, List<InstalledPackage> packages) {
    /** Sorts the packages. */
    public Guest {
      packages = packages.stream().sorted(Comparator.comparing(InstalledPackage::name).thenComparing(InstalledPackage::architecture)
          .thenComparing(InstalledPackage::version)).toList();
    }
  }

  /**
   * One installed package.
   *
   * @param name such as {@code openssh-server}
   * @param version with epoch and revision, such as {@code 1:9.2p1-2+deb12u3}
   * @param architecture such as {@code amd64} or {@code all}
   */
  public record InstalledPackage(String name, String version, String architecture) {}

  /**
   * The rules the disk was audited with.
   *
   * @param rules every rule that was run
   */
  public record Seal(List<Rule> rules) {
    /** Sorts the rules. */
    public Seal {
      rules = rules.stream().sorted(Comparator.comparing(Rule::id)).toList();
    }
  }

  /**
   * One sealing rule.
   *
   * @param id such as {@code ssh-host-keys}
   * @param outcome what became of it
   * @param reason why it was waived; empty for passed
   */
  public record Rule(String id, Outcome outcome, String reason) {}

  /**
   * One test of the finished image.
   *
   * @param id such as {@code first-boot}
   * @param outcome what became of it
   * @param reason why it was waived; empty for passed
   * @param facts what it established, name to value; nothing that changes from run to run
   */
  public record TestResult(String id, Outcome outcome, String reason, SortedMap<String, String> facts) {
    /** Copies the facts. */
    public TestResult {
      facts = sorted(facts);
    }
  }

  /** What became of a rule or a test. One that failed stops the build, so no manifest holds it. */
  public enum Outcome {
    /** It holds. */
    @JsonProperty("passed")
    PASSED,
    /** The project does without it, and says why. */
    @JsonProperty("waived")
    WAIVED
  }

  private static SortedMap<String, String> sorted(Map<String, String> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
