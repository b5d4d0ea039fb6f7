package io.github.vmimage.packer;

import java.util.List;
import java.util.Map;

/**
 * What a template gets from outside of its own files.
 *
 * @param upstreams what the POM declares
 * @param contract the plugin's values
 * @param user the POM's values
 * @param environment of Packer's process; {@code PKR_VAR_name} is a value in HCL2
 */
public record TemplateInputs(List<GivenUpstream> upstreams, ContractValues contract, List<UserVariable> user,
    Map<String, String> environment) {

  /** Copies the collections. */
  public TemplateInputs {
    upstreams = List.copyOf(upstreams);
    user = List.copyOf(user);
    environment = Map.copyOf(environment);
  }
}
