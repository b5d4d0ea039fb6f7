package io.github.vmimage.ansible;

import java.util.List;

/**
 * What a template's Ansible provisioner adds to a plain run of its playbook.
 *
 * @param alias name of the host in the inventory, Packer's own is {@code default}
 * @param groups the host's groups
 * @param emptyGroups groups without a host
 * @param arguments more arguments of {@code ansible-playbook}
 */
public record PlaybookSettings(String alias, List<String> groups, List<String> emptyGroups, List<String> arguments) {
  /** Nothing is added. */
  public static final PlaybookSettings NONE = new PlaybookSettings("default", List.of(), List.of(), List.of());

  /** Copies the lists. */
  public PlaybookSettings {
    groups = List.copyOf(groups);
    emptyGroups = List.copyOf(emptyGroups);
    arguments = List.copyOf(arguments);
  }
}
