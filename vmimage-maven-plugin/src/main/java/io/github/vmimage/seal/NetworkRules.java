package io.github.vmimage.seal;

import io.github.vmimage.seal.GuestEntry.Kind;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** That nothing ties the image to the network in which it was built. */
final class NetworkRules {
  /** Not in the middle of an IPv6 address, but after the words that NetworkManager and the kernel's command line have before it. */
  private static final Pattern MAC = Pattern.compile("(?i)(?:(?<![0-9a-f:-])|(?<=mac:)|(?<=ifname=[a-z0-9]{1,15}:))"
      + "[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\\1){4}[0-9a-f]{2}(?![0-9a-f:-])");
  private static final Pattern PROXY_VARIABLE = Pattern.compile("(?i)(?:.*[\\s;\"'=])?((?:https?|ftp|no|all)_proxy)=\\s*[\"']?[^\\s\"'].*");
  private static final Pattern APT_PROXY = Pattern.compile("(?i)(?:.*[:{;\\s])?Proxy(?:::\\S+)?\\s+\"(?!direct\"|false\"|\").*");
  private static final Pattern DNF_PROXY = Pattern.compile("(?i)proxy\\s*=\\s*(?!_none_)\\S.*");

  private static final Pattern SUSE_PROXY = Pattern.compile("(?:HTTPS?|FTP|SOCKS5?|GOPHER)_PROXY\\s*=\\s*[\"']?[^\\s\"'].*");
  private static final Pattern TOOL_PROXY =
      Pattern.compile("(?i)-*(?:(?:https?|ftp|socks5?)_?)?proxy(?:\\s*[=:]\\s*|\\s+)[\"']?[^\\s\"'=:].*");

  static final List<SealRule> RULES = List.of(
      SealRule.error("persistent-net-rules",
          "A rule that gives a name to the build's network card gives the next machine's card another, which nothing configures",
          "Remove /etc/udev/rules.d/70-persistent-net.rules",
          NetworkRules::persistentNames),
      SealRule.error("mac-addresses",
          "A configuration that names a card by its hardware address fits one machine only; another stays without network",
          "Match by name or type instead, or remove the file",
          NetworkRules::macAddresses),
      SealRule.error("cloud-init-network",
          "This is the build's network as cloud-init found it; a machine in another network would start with it",
          "Remove the file; cloud-init writes it anew at first boot",
          i -> i.absent("/etc/netplan/50-cloud-init.yaml", "/etc/network/interfaces.d/50-cloud-init*",
              "/etc/systemd/network/10-cloud-init-*",
              "/etc/NetworkManager/system-connections/cloud-init-*")),
      SealRule.error("dhcp-leases",
          "Machines with one lease ask for one address",
          "Remove the leases after the network has stopped, as the role vmimage_seal does",
          NetworkRules::leases),
      SealRule.error("resolv-conf",
          "Name servers of the build's network are out of reach elsewhere, or belong to somebody else",
          "Empty /etc/resolv.conf, or make it a link to systemd-resolved's",
          NetworkRules::resolver),
      SealRule.error("proxy-settings",
          "Machines would go through the build's proxy, and its URL may hold a password",
          "Remove the setting; for a proxy that the image is meant to use, waive the rule with that reason",
          NetworkRules::proxies));

  private NetworkRules() {}

  /** A link to /dev/null or an empty file only switches the old generator off. */
  private static void persistentNames(Inspection i) {
    i.tree().glob("/etc/udev/rules.d/70-persistent-net.rules").stream().filter(e -> i.tree().follow(e).exists() && !e.isEmptyFile())
        .filter(e -> !(e.kind() == Kind.LINK && i.tree().follow(e).host().equals(i.tree().at("/dev/null").host()))).forEach(i::violation);
  }

  private static void macAddresses(Inspection i) {
    Stream.of("/etc/netplan/*", "/etc/systemd/network/*", "/etc/systemd/network/*.d/*", "/etc/network/interfaces",
            "/etc/network/interfaces.d/*", "/etc/sysconfig/network-scripts/ifcfg-*", "/etc/sysconfig/network/ifcfg-*",
            "/etc/NetworkManager/system-connections/*", "/etc/NetworkManager/NetworkManager.conf", "/etc/NetworkManager/conf.d/*",
            "/etc/udev/rules.d/*", "/etc/dhcp/dhclient.conf", "/etc/dhcpcd.conf", "/etc/default/grub", "/etc/kernel/cmdline")
        .flatMap(pattern -> i.tree().glob(pattern).stream())
        .filter(file -> !file.name().contains("cloud-init") && !file.name().equals("70-persistent-net.rules"))
        .filter(file -> i.tree().follow(file).isFilledFile())
        .filter(file -> i.tree().read(file).lines().anyMatch(line -> MAC.matcher(line.replaceFirst("(^|\\s)#.*", "")).find()))
        .forEach(file -> i.violation(file.path(), "the hardware address of a network card"));
  }

  private static void leases(Inspection i) {
    i.noDataBelow("/var/lib/dhcp", "/var/lib/dhclient", "/var/lib/dhcpcd", "/var/lib/dhcpcd5", "/var/lib/systemd/network",
        "/var/lib/wicked");
    i.absentOrEmpty("/var/lib/NetworkManager/*lease*");
  }

  private static void resolver(Inspection i) {
    for (String path : List.of("/etc/resolv.conf", "/etc/.resolv.conf.systemd-resolved.bak")) {
      GuestEntry file = i.tree().follow(path);
      // The files of systemd-resolved and resolvconf are below /run, which is no disk; the static one names this machine itself.
      if (file.kind() != Kind.ABSENT && !file.host().equals(i.tree().follow("/usr/lib/systemd/resolv.conf").host())) {
        i.tree().read(file).lines().map(String::strip).filter(line -> line.matches("(nameserver|search|domain)\\s.*"))
            .forEach(line -> i.violation(path, Inspection.quoted(line)));
      }
    }
  }

  private static void proxies(Inspection i) {
    lines(i, PROXY_VARIABLE, "/etc/environment", "/etc/environment.d/*", "/etc/profile", "/etc/profile.d/*", "/etc/systemd/system.conf",
        "/etc/systemd/system.conf.d/*", "/etc/systemd/system/*.d/*", "/etc/bash.bashrc", "/etc/bashrc", "/etc/default/*");
    lines(i, SUSE_PROXY, "/etc/sysconfig/proxy");
    lines(i, TOOL_PROXY, "/etc/wgetrc", "/etc/pip.conf", "/etc/gitconfig", "/etc/curlrc");
    for (GuestEntry home : Accounts.homes(i.tree())) {
      String prefix = home.path().equals("/") ? "" : home.path();
      lines(i, PROXY_VARIABLE, prefix + "/.bashrc", prefix + "/.profile", prefix + "/.bash_profile", prefix + "/.zshrc");
      lines(i, TOOL_PROXY, prefix + "/.wgetrc", prefix + "/.curlrc", prefix + "/.gitconfig", prefix + "/.pip/pip.conf",
          prefix + "/.config/pip/pip.conf");
    }
    lines(i, APT_PROXY, "/etc/apt/apt.conf", "/etc/apt/apt.conf.d/*");
    lines(i, DNF_PROXY, "/etc/yum.conf", "/etc/dnf/dnf.conf", "/etc/yum.repos.d/*");
  }

  private static void lines(Inspection i, Pattern setting, String... patterns) {
    for (String pattern : patterns) {
      i.tree().glob(pattern).stream().filter(file -> i.tree().follow(file).kind() != Kind.FOLDER)
          .filter(file -> i.tree().read(file).lines().map(String::strip).filter(line -> !line.startsWith("#") && !line.startsWith("//"))
              .anyMatch(line -> setting.matcher(line).matches()))
          .forEach(file -> i.violation(file.path(), "a proxy is set"));
    }
  }
}
