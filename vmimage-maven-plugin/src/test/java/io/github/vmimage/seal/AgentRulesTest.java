package io.github.vmimage.seal;

import static io.github.vmimage.seal.RuleExample.passes;
import static io.github.vmimage.seal.RuleExample.trips;

import java.util.List;

class AgentRulesTest extends RuleFamilyTest {

  @Override
  List<SealRule> rules() {
    return AgentRules.RULES;
  }

  @Override
  List<RuleExample> examples() {
    return List.of(
        trips("agent-identity", g -> g.file("/var/lib/waagent/provisioned", "1").file("/var/lib/amazon/ssm/Vault/Store/RegistrationKey",
            "22"),
            "/var/lib/amazon/ssm/Vault/Store/RegistrationKey: SSM agent: a file of 2 bytes",
            "/var/lib/waagent/provisioned: Azure agent: a file of 1 byte"),
        trips("agent-identity", g -> g.file("/etc/salt/minion_id", "m1").file("/etc/chef/client.pem", "key"),
            "/etc/chef/client.pem: Chef: a file of 3 bytes", "/etc/salt/minion_id: Salt: a file of 2 bytes"),
        trips("agent-identity", g -> g.file("/etc/puppetlabs/puppet/ssl/certs/a.pem", "c").file("/var/lib/puppet/ssl/b.pem", "c")
                .file("/etc/salt/pki/minion/minion.pem", "k").file("/var/lib/landscape/client/broker.bpickle", "b")
                .file("/var/lib/ubuntu-advantage/private/machine-token.json", "t").file("/etc/instance_id", "i")
                .file("/var/lib/google/instance_id", "i"),
            "/etc/instance_id: Google guest agent: a file of 1 byte", "/etc/puppetlabs/puppet/ssl/certs/a.pem: Puppet: a file of 1 byte",
            "/etc/salt/pki/minion/minion.pem: Salt: a file of 1 byte", "/var/lib/google/instance_id: Google guest agent: a file of 1 byte",
            "/var/lib/landscape/client/broker.bpickle: Landscape: a file of 1 byte", "/var/lib/puppet/ssl/b.pem: Puppet: a file of 1 byte",
            "/var/lib/ubuntu-advantage/private/machine-token.json: Ubuntu Pro: a file of 1 byte"),
        trips("agent-identity", g -> g.file("/etc/docker/key.json", "k").file("/var/lib/docker/engine-id", "i")
                .file("/var/lib/kubelet/pki/kubelet-client.pem", "k").file("/etc/venv-salt-minion/minion_id", "m"),
            "/etc/docker/key.json: Docker: a file of 1 byte", "/etc/venv-salt-minion/minion_id: Salt: a file of 1 byte",
            "/var/lib/docker/engine-id: Docker: a file of 1 byte", "/var/lib/kubelet/pki/kubelet-client.pem: kubelet: a file of 1 byte"),
        passes("the empty folders of agents that never enrolled", g -> g.folder("/var/lib/waagent").folder("/var/lib/amazon/ssm/Vault")
            .file("/etc/salt/minion_id", "")),
        trips("monitoring-identity", g -> g.file("/etc/datadog-agent/auth_token", "t").file("/var/lib/netdata/registry/id", "i")
                .file("/var/ossec/etc/client.keys", "k").file("/opt/Elastic/Agent/fleet.enc", "f"),
            "/etc/datadog-agent/auth_token: Datadog: a file of 1 byte", "/opt/Elastic/Agent/fleet.enc: Elastic Agent: a file of 1 byte",
            "/var/lib/netdata/registry/id: Netdata: a file of 1 byte", "/var/ossec/etc/client.keys: Wazuh: a file of 1 byte"),
        passes("a monitoring agent that never registered", g -> g.folder("/var/lib/netdata/registry").file("/var/ossec/etc/client.keys",
            "").file("/etc/datadog-agent/datadog.yaml", "site: example.org\n")),
        trips("subscription-identity", g -> g.file("/etc/pki/consumer/cert.pem", "c").file("/etc/zypp/credentials.d/SCCcredentials", "c")
                .file("/etc/sysconfig/rhn/systemid", "i").file("/var/lib/ubuntu-advantage/machine-token.json", "t"),
            "/etc/pki/consumer/cert.pem: Red Hat subscription: a file of 1 byte",
            "/etc/sysconfig/rhn/systemid: Red Hat Network: a file of 1 byte",
            "/etc/zypp/credentials.d/SCCcredentials: SUSE subscription: a file of 1 byte",
            "/var/lib/ubuntu-advantage/machine-token.json: Ubuntu Pro: a file of 1 byte"),
        passes("a system that never subscribed", g -> g.folder("/etc/pki/consumer").folder("/etc/zypp/credentials.d")),
        trips("provisioner-uploads", g -> g.file("/opt/packer-provisioner-ansible-local/6a/playbook.yml", "x")
                .folder("/root/packer-salt-masterless").folder("/packer-chef-solo").folder("/home/ops/packer-puppet-masterless"),
            "/opt/packer-provisioner-ansible-local: a folder", "/home/ops/packer-puppet-masterless: a folder",
            "/packer-chef-solo: a folder", "/root/packer-salt-masterless: a folder"),
        passes("a program called packer", g -> g.file("/usr/local/bin/packer", "#!/bin/sh\n").file("/opt/packer/README", "x")));
  }
}
