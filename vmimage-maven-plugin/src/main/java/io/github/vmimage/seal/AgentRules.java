package io.github.vmimage.seal;

import java.util.List;

/** That no agent in the image is enrolled anywhere yet. Where each keeps that stands in the table of {@link Leftovers}. */
final class AgentRules {

  static final List<SealRule> RULES = List.of(
      SealRule.error("agent-identity",
          "An agent that is enrolled already makes a whole fleet report as one machine",
          "Remove what the agent stored when it enrolled, with its own command where it has one: waagent -deprovision",
          i -> { }),
      SealRule.error("monitoring-identity",
          "A monitoring or security agent that is registered already shows a whole fleet as one machine, and its key speaks for all "
              + "of them",
          "Remove what the agent stored when it registered, and let it register at first boot",
          i -> { }),
      SealRule.error("subscription-identity",
          "Machines with one subscription certificate count as one system, and whoever holds the image can use the subscription",
          "Unregister before the seal: subscription-manager unregister && subscription-manager clean, or SUSEConnect --cleanup",
          i -> { }),
      SealRule.error("provisioner-uploads",
          "Playbooks, cookbooks and scripts that a provisioner uploaded tell how the image was built, and may hold its secrets",
          "Let the provisioner clean up (clean_staging_directory = true), or remove its staging folder after the last task",
          AgentRules::uploads));

  /** What Packer's provisioners call their folders, wherever the template puts them. */
  private static final List<String> STAGING = List.of("packer-provisioner-*", "packer-puppet-*", "packer-chef-*", "packer-salt-*",
      "packer-shell*", "ansible-local*");
  private static final List<String> PLACES = List.of("/", "/opt/", "/srv/", "/usr/local/", "/var/lib/", "/home/");

  private AgentRules() {}

  private static void uploads(Inspection i) {
    for (String name : STAGING) {
      PLACES.forEach(place -> i.absent(place + name));
      Accounts.homes(i.tree()).stream().filter(home -> !home.path().equals("/")).forEach(home -> i.absent(home.path() + "/" + name));
    }
  }
}
