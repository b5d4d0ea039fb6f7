package io.github.vmimage.packer;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The plugin's own values for one build. Immutable; each method returns a changed copy.
 *
 * @param values by the name that a template declares
 */
public record ContractValues(Map<String, String> values) {

  /** Nothing set yet. */
  public static final ContractValues NONE = new ContractValues(Map.of());

  /** Copies the map. */
  public ContractValues {
    values = Map.copyOf(values);
  }

  /**
   * Sets a value.
   *
   * @param variable which
   * @param value turned into a string
   * @return the longer set
   */
  public ContractValues with(ContractVariable variable, Object value) {
    return with(variable.variable(), value);
  }

  /**
   * Sets the pair of an upstream among several: {@code upstream_ID} and {@code upstream_ID_checksum}.
   *
   * @param id the upstream's id in the POM
   * @param location local file or image ID
   * @param checksum digest with its algorithm, such as {@code sha256:...}
   * @return the longer set
   */
  ContractValues withUpstream(String id, Object location, String checksum) {
    return with("upstream_" + id, location).with("upstream_" + id + "_checksum", checksum);
  }

  /**
   * Sets what a template gets of the upstreams: {@code upstream} where there is one alone, and the pair of each that has an id.
   *
   * @param upstreams in the order of the POM
   * @return the longer set
   */
  public ContractValues withUpstreams(List<GivenUpstream> upstreams) {
    ContractValues more = this;
    if (upstreams.size() == 1) {
      more = more.with(ContractVariable.UPSTREAM, upstreams.get(0).reference())
          .with(ContractVariable.UPSTREAM_CHECKSUM, upstreams.get(0).checksum());
    }
    for (GivenUpstream upstream : upstreams) {
      more = upstream.id().isEmpty() ? more : more.withUpstream(upstream.id(), upstream.reference(), upstream.checksum());
    }
    return more;
  }

  /**
   * Values that let {@code packer validate} pass where the real ones are known only during a build.
   *
   * @param upstreams one entry per upstream in the POM; where there is none, no variable of an upstream has a value, as in the build
   * @param privateKey an existing private key, which Packer parses
   * @param publicKey its public half, one line
   * @param seed an existing folder
   * @param output a folder that does not exist
   * @return a value for each variable of the contract
   */
  public static ContractValues placeholders(List<GivenUpstream> upstreams, Path privateKey, String publicKey, Path seed,
      Path output) {
    ContractValues some = NONE.with(ContractVariable.IMAGE_NAME, "lint").with(ContractVariable.IMAGE_VERSION, "0")
        .with(ContractVariable.PROJECT_VERSION, "0").with(ContractVariable.GIT_COMMIT, "0".repeat(40))
        .with(ContractVariable.ACCELERATOR, "tcg").with(ContractVariable.CPUS, 1).with(ContractVariable.MEMORY, 512)
        .with(ContractVariable.OUTPUT_DIRECTORY, output).with(ContractVariable.SSH_USERNAME, "build")
        .with(ContractVariable.SSH_PRIVATE_KEY_FILE, privateKey).with(ContractVariable.SSH_PUBLIC_KEY, publicKey)
        .with(ContractVariable.SSH_SEED_DIRECTORY, seed);
    return some.withUpstreams(upstreams);
  }

  private ContractValues with(String name, Object value) {
    Map<String, String> more = new TreeMap<>(values);
    more.put(name, value.toString());
    return new ContractValues(more);
  }
}
