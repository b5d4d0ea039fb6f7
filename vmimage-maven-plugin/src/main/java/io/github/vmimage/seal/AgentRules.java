package io.github.vmimage.seal;

import java.util.List;
import java.util.Map;

/** That no agent in the image is enrolled anywhere yet. */
final class AgentRules {

  static final List<SealRule> RULES = List.of(
      SealRule.error("agent-identity",
          "An agent that is enrolled already makes a whole fleet report as one machine",
          "Remove what the agent stored when it enrolled, with its own command where it has one: waagent -deprovision",
          i -> stored(i, AgentRules.AGENTS)),
      SealRule.error("monitoring-identity",
          "A monitoring or security agent that is registered already shows a whole fleet as one machine, and its key speaks for all "
              + "of them",
          "Remove what the agent stored when it registered, and let it register at first boot",
          i -> stored(i, AgentRules.MONITORING)),
      SealRule.error("subscription-identity",
          "Machines with one subscription certificate count as one system, and whoever holds the image can use the subscription",
          "Unregister before the seal: subscription-manager unregister && subscription-manager clean, or SUSEConnect --cleanup",
          i -> stored(i, AgentRules.SUBSCRIPTIONS)),
      SealRule.error("provisioner-uploads",
          "Playbooks, cookbooks and scripts that a provisioner uploaded tell how the image was built, and may hold its secrets",
          "Let the provisioner clean up (clean_staging_directory = true), or remove its staging folder after the last task",
          AgentRules::uploads));

  private static final Map<String, String> AGENTS = Map.ofEntries(
      Map.entry("/var/lib/waagent", "Azure agent"), Map.entry("/var/lib/amazon/ssm", "SSM agent"),
      Map.entry("/etc/chef/client.pem", "Chef"),
      Map.entry("/etc/venv-salt-minion/pki/minion", "Salt"), Map.entry("/etc/venv-salt-minion/minion_id", "Salt"),
      Map.entry("/etc/docker/key.json", "Docker"), Map.entry("/var/lib/docker/engine-id", "Docker"),
      Map.entry("/var/lib/kubelet/pki", "kubelet"),
      Map.entry("/var/lib/puppet/ssl", "Puppet"), Map.entry("/etc/puppetlabs/puppet/ssl", "Puppet"),
      Map.entry("/etc/salt/pki/minion", "Salt"), Map.entry("/etc/salt/minion_id", "Salt"),
      Map.entry("/var/lib/landscape/client", "Landscape"), Map.entry("/var/lib/ubuntu-advantage/private", "Ubuntu Pro"),
      Map.entry("/etc/instance_id", "Google guest agent"), Map.entry("/var/lib/google/instance_id", "Google guest agent"));

  private static final Map<String, String> MONITORING = Map.ofEntries(
      Map.entry("/etc/datadog-agent/auth_token", "Datadog"), Map.entry("/var/db/newrelic-infra/data", "New Relic"),
      Map.entry("/var/lib/netdata/registry", "Netdata"), Map.entry("/var/lib/netdata/cloud.d", "Netdata"),
      Map.entry("/var/lib/filebeat/registry", "Filebeat"), Map.entry("/var/lib/filebeat/meta.json", "Filebeat"),
      Map.entry("/var/lib/metricbeat/meta.json", "Metricbeat"), Map.entry("/opt/Elastic/Agent/fleet.enc", "Elastic Agent"),
      Map.entry("/etc/elastic-agent/fleet.enc", "Elastic Agent"), Map.entry("/var/ossec/etc/client.keys", "Wazuh"),
      Map.entry("/opt/CrowdStrike/falconstore", "CrowdStrike"), Map.entry("/etc/qualys/hostid", "Qualys"),
      Map.entry("/etc/tenable_tag", "Nessus agent"), Map.entry("/var/osquery/osquery.db", "osquery"),
      Map.entry("/var/lib/tailscale/tailscaled.state", "Tailscale"),
      Map.entry("/etc/opt/microsoft/mdatp/mdatp_onboard.json", "Microsoft Defender"));

  private static final Map<String, String> SUBSCRIPTIONS = Map.of(
      "/etc/pki/consumer", "Red Hat subscription", "/etc/pki/entitlement", "Red Hat subscription",
      "/etc/sysconfig/rhn/systemid", "Red Hat Network", "/etc/zypp/credentials.d", "SUSE subscription",
      "/etc/insights-client/machine-id", "Red Hat Insights", "/var/lib/ubuntu-advantage/machine-token.json", "Ubuntu Pro");

  /** What Packer's provisioners call their folders, wherever the template puts them. */
  private static final List<String> STAGING = List.of("packer-provisioner-*", "packer-puppet-*", "packer-chef-*", "packer-salt-*",
      "packer-shell*", "ansible-local*");
  private static final List<String> PLACES = List.of("/", "/opt/", "/srv/", "/usr/local/", "/var/lib/", "/home/");

  private AgentRules() {}

  /** Each place may be a file or a folder; empty files are no identity. */
  private static void stored(Inspection i, Map<String, String> places) {
    places.keySet().stream().sorted().forEach(path -> {
      GuestEntry stored = i.tree().follow(path);
      List<GuestEntry> files = stored.kind() == GuestEntry.Kind.FOLDER ? i.tree().walk(path) : List.of(stored);
      files.stream().filter(GuestEntry::isFilledFile).forEach(f -> i.violation(f.path(), places.get(path) + ": " + f.describe()));
    });
  }

  private static void uploads(Inspection i) {
    for (String name : STAGING) {
      PLACES.forEach(place -> i.absent(place + name));
      Accounts.homes(i.tree()).stream().filter(home -> !home.path().equals("/")).forEach(home -> i.absent(home.path() + "/" + name));
    }
  }
}
