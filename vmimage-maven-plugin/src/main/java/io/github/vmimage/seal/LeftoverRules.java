package io.github.vmimage.seal;

import java.util.List;

/** That nothing enrolled, joined or logged in on the build's machine: what these rules look for stands in the table of {@link Leftovers}. */
final class LeftoverRules {
  private static final String BRING = ", and bring it to each machine at its first boot; what is meant to be in every copy: waive the rule with "
      + "that reason";

  static final List<SealRule> RULES = List.of(
      table("network-secrets",
          "Passwords of the build's networks are everybody's who has the image",
          "Remove the connection, or its password" + BRING),
      table("vpn-keys",
          "Machines with one key of a VPN take each other's place in it, and whoever has the image can join it",
          "Remove the key" + BRING),
      table("cluster-identity",
          "A node that has joined a cluster already takes the place of another, and its keys and tokens let anybody join",
          "Reset the node (kubeadm reset, docker swarm leave, k3s-uninstall.sh) or remove the file, and join at first boot"),
      table("directory-identity",
          "Machines that share one account in a directory lock each other out, and its keys let anybody pose as them",
          "Leave the directory before the seal (realm leave, net ads leave, ipa-client-install --uninstall), remove the keys and passwords, and "
              + "join at first boot"),
      table("database-identity",
          "Servers with one identity are taken for one by their cluster, and a password or key in the image is everybody's",
          "Stop the server and remove the file; where the server makes no new one, let a unit at first boot make it"),
      table("mail-keys",
          "A key that signs mail, or the password of a relay, lets anybody who has the image send in your name",
          "Remove it" + BRING),
      table("backup-credentials",
          "Whoever has the image can read the backups, or overwrite them",
          "Remove the password or key" + BRING),
      table("user-credentials",
          "What a tool keeps in a home to log in with works for everybody who has the image",
          "Remove and revoke it, and log in on each machine that needs it"));

  private LeftoverRules() {}

  private static SealRule table(String id, String reason, String remedy) {
    return SealRule.error(id, reason, remedy, i -> { });
  }
}
