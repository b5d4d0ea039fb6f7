package io.github.vmimage.seal;

import static io.github.vmimage.seal.RuleExample.passes;
import static io.github.vmimage.seal.RuleExample.trips;

import java.util.List;

class LeftoverRulesTest extends RuleFamilyTest {
  /** Of one length, as keys are not. */
  private static final String KEY = (TestKeys.pkcs8("RSA") + "\n".repeat(2000)).substring(0, 2000);

  @Override
  List<SealRule> rules() {
    return LeftoverRules.RULES;
  }

  @Override
  List<RuleExample> examples() {
    return List.of(
        trips("network-secrets", g -> g.file("/var/lib/iwd/home.psk", "[Security]\nPassphrase=x\n")
                .file("/etc/NetworkManager/system-connections/home.nmconnection", "[wifi-security]\npsk=s3cret-x\n"),
            "/etc/NetworkManager/system-connections/home.nmconnection: NetworkManager: password or key of a connection",
            "/var/lib/iwd/home.psk: iwd: a file of 24 bytes"),
        trips("vpn-keys", g -> g.file("/etc/wireguard/wg0.conf", "[Interface]\nPrivateKey = " + "aB3+".repeat(10) + "abc=\n"),
            "/etc/wireguard/wg0.conf: WireGuard: private key"),
        trips("vpn-keys", g -> g.file("/etc/openvpn/client/key.key", KEY).file("/var/lib/zerotier-one/identity.secret", "x"),
            "/etc/openvpn/client/key.key: OpenVPN: a file of 2000 bytes",
            "/var/lib/zerotier-one/identity.secret: ZeroTier: a file of 1 byte"),
        passes("a tunnel without its key", g -> g.file("/etc/wireguard/wg0.conf", "[Interface]\nPostUp = wg set %i private-key /run/wg.key\n")),
        trips("cluster-identity", g -> g.file("/etc/kubernetes/admin.conf", "users:\n- user:\n    client-key-data: LS0tLS1CRUdJTg==\n"),
            "/etc/kubernetes/admin.conf: Kubernetes: key or token of a client"),
        trips("directory-identity", g -> g.file("/etc/krb5.keytab", "k").file("/var/lib/samba/private/secrets.tdb", "s"),
            "/etc/krb5.keytab: Kerberos: a file of 1 byte", "/var/lib/samba/private/secrets.tdb: Samba: a file of 1 byte"),
        trips("database-identity", g -> g.file("/var/lib/mysql/auto.cnf", "[auto]\n").file("/var/lib/rabbitmq/.erlang.cookie", "c"),
            "/var/lib/mysql/auto.cnf: MySQL: a file of 7 bytes", "/var/lib/rabbitmq/.erlang.cookie: RabbitMQ: a file of 1 byte"),
        trips("mail-keys", g -> g.file("/etc/postfix/sasl_passwd", "relay a:b\n"), "/etc/postfix/sasl_passwd: Postfix: a file of 10 bytes"),
        trips("backup-credentials", g -> g.file("/root/.config/borg/keys/a", "k"), "/root/.config/borg/keys/a: Borg: a file of 1 byte"),
        trips("user-credentials", g -> g.file("/root/.m2/settings.xml", "<settings><password>s3cret</password></settings>"),
            "/root/.m2/settings.xml: Maven: password of a repository"),
        passes("a password that a variable brings", g -> g.file("/root/.m2/settings.xml", "<password>${env.TOKEN}</password>")));
  }
}
