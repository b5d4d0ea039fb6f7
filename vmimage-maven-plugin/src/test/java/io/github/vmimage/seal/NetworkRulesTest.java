package io.github.vmimage.seal;

import static io.github.vmimage.seal.RuleExample.passes;
import static io.github.vmimage.seal.RuleExample.trips;

import java.util.List;

class NetworkRulesTest extends RuleFamilyTest {
  private static final String MAC = "52:54:00:12:34:56";
  private static final String HAS_MAC = ": the hardware address of a network card";

  @Override
  List<SealRule> rules() {
    return NetworkRules.RULES;
  }

  @Override
  List<RuleExample> examples() {
    return List.of(
        trips("persistent-net-rules", g -> g.file("/etc/udev/rules.d/70-persistent-net.rules", "SUBSYSTEM==\"net\"\n"),
            "/etc/udev/rules.d/70-persistent-net.rules: a file of 17 bytes"),
        passes("network names switched off by an empty file", g -> g.file("/etc/udev/rules.d/70-persistent-net.rules", "")),
        passes("network names switched off by a link", g -> g.folder("/dev").file("/dev/null", "")
            .link("/etc/udev/rules.d/70-persistent-net.rules", "/dev/null")),
        passes("network names switched off by a link, in a tree without devices",
            g -> g.link("/etc/udev/rules.d/70-persistent-net.rules", "/dev/null")),
        trips("persistent-net-rules", g -> g.file("/etc/rules", "x").link("/etc/udev/rules.d/70-persistent-net.rules", "/etc/rules"),
            "/etc/udev/rules.d/70-persistent-net.rules: a symbolic link"),
        trips("mac-addresses", g -> g.file("/etc/netplan/01.yaml", "match: {macaddress: \"" + MAC + "\"}\n"), "/etc/netplan/01.yaml"
            + HAS_MAC),
        trips("mac-addresses", g -> g.file("/etc/systemd/network/a.link", "[Match]\nMACAddress=" + MAC.replace(':', '-') + "\n")
                .file("/etc/systemd/network/a.network.d/b.conf", "MACAddress=52:54:00:AB:CD:EF\n"),
            "/etc/systemd/network/a.link" + HAS_MAC, "/etc/systemd/network/a.network.d/b.conf" + HAS_MAC),
        trips("mac-addresses", g -> g.append("/etc/network/interfaces", "hwaddress ether " + MAC + "\n")
                .file("/etc/network/interfaces.d/eth0", "hwaddress " + MAC), "/etc/network/interfaces" + HAS_MAC,
            "/etc/network/interfaces.d/eth0" + HAS_MAC),
        trips("mac-addresses", g -> g.file("/etc/sysconfig/network-scripts/ifcfg-eth0", "HWADDR=" + MAC)
                .file("/etc/sysconfig/network/ifcfg-eth0", "LLADDR=" + MAC).file("/etc/NetworkManager/system-connections/a",
                    "mac-address=" + MAC),
            "/etc/sysconfig/network-scripts/ifcfg-eth0" + HAS_MAC, "/etc/sysconfig/network/ifcfg-eth0" + HAS_MAC,
            "/etc/NetworkManager/system-connections/a" + HAS_MAC),
        trips("mac-addresses", g -> g.file("/etc/udev/rules.d/10-net.rules", "ATTR{address}==\"" + MAC + "\", NAME=\"lan\"\n")
                .file("/etc/NetworkManager/conf.d/a.conf", "unmanaged-devices=mac:" + MAC + "\n")
                .file("/etc/default/grub", "GRUB_CMDLINE_LINUX=\"ifname=lan:" + MAC + "\"\n"),
            "/etc/NetworkManager/conf.d/a.conf" + HAS_MAC, "/etc/udev/rules.d/10-net.rules" + HAS_MAC, "/etc/default/grub" + HAS_MAC),
        passes("what only resembles a hardware address", g -> g.file("/etc/netplan/01.yaml", "# " + MAC + "\na: fe80:" + MAC + "\nb: " + MAC
            + ":78\nc: 52:54-00:12-34:56\nd: 2001:db8::52:54\n").folder("/etc/netplan/old")),
        trips("cloud-init-network", g -> g.file("/etc/netplan/50-cloud-init.yaml", "macaddress: " + MAC),
            "/etc/netplan/50-cloud-init.yaml: a file of 29 bytes"),
        trips("cloud-init-network", g -> g.file("/etc/network/interfaces.d/50-cloud-init", "")
            .file("/etc/systemd/network/10-cloud-init-ens3.link", "")
                .file("/etc/NetworkManager/system-connections/cloud-init-ens3.nmconnection", ""),
            "/etc/network/interfaces.d/50-cloud-init: an empty file", "/etc/systemd/network/10-cloud-init-ens3.link: an empty file",
            "/etc/NetworkManager/system-connections/cloud-init-ens3.nmconnection: an empty file"),
        trips("dhcp-leases", g -> g.file("/var/lib/dhcp/dhclient.ens3.leases", "lease {}"),
            "/var/lib/dhcp/dhclient.ens3.leases: a file of 8 bytes"),
        trips("dhcp-leases", g -> g.file("/var/lib/dhclient/a", "1").file("/var/lib/dhcpcd/b", "1").file("/var/lib/dhcpcd5/c", "1")
                .file("/var/lib/systemd/network/d", "1").file("/var/lib/wicked/e", "1")
                    .file("/var/lib/NetworkManager/internal-1-ens3.lease", "1"),
            "/var/lib/dhclient/a: a file of 1 byte", "/var/lib/dhcpcd/b: a file of 1 byte", "/var/lib/dhcpcd5/c: a file of 1 byte",
            "/var/lib/systemd/network/d: a file of 1 byte", "/var/lib/wicked/e: a file of 1 byte",
            "/var/lib/NetworkManager/internal-1-ens3.lease: a file of 1 byte"),
        trips("resolv-conf", g -> g.file("/etc/resolv.conf", "# build\nnameserver 10.0.2.3\nsearch\tlan\noptions edns0\n"),
            "/etc/resolv.conf: 'nameserver 10.0.2.3'", "/etc/resolv.conf: 'search\tlan'"),
        trips("resolv-conf", g -> g.file("/etc/.resolv.conf.systemd-resolved.bak", "domain lan\n"),
            "/etc/.resolv.conf.systemd-resolved.bak: 'domain lan'"),
        passes("no resolv.conf", g -> g.remove("/etc/resolv.conf")),
        passes("a resolv.conf without servers", g -> g.file("/etc/resolv.conf", "# none\n")),
        passes("the static resolv.conf of systemd", g -> g.link("/etc/resolv.conf", "../usr/lib/systemd/resolv.conf")),
        trips("proxy-settings", g -> g.append("/etc/environment", "HTTPS_PROXY=\"http://10.0.2.2:3128\"\n"),
            "/etc/environment: a proxy is set"),
        trips("proxy-settings", g -> g.file("/etc/apt/apt.conf.d/95proxies", "Acquire::http::Proxy \"http://10.0.2.2:3128\";\n"),
            "/etc/apt/apt.conf.d/95proxies: a proxy is set"),
        trips("proxy-settings", g -> g.file("/etc/apt/apt.conf", "Acquire { http { Proxy::deb.example.org \"http://10.0.2.2\"; }; };\n"),
            "/etc/apt/apt.conf: a proxy is set"),
        trips("proxy-settings", g -> g.file("/etc/profile.d/proxy.sh", "[ -n x ] && export no_proxy=localhost\n")
                .file("/etc/environment.d/p.conf", "all_proxy=socks://a").append("/etc/profile", "ftp_proxy=a\n")
                .file("/etc/systemd/system.conf", "DefaultEnvironment=\"http_proxy=http://a\"")
                .file("/etc/systemd/system.conf.d/p.conf", "DefaultEnvironment=\"A=b\" 'http_proxy=http://a'")
                .file("/etc/systemd/system/docker.service.d/p.conf", "Environment=HTTP_PROXY=http://a")
                .file("/etc/yum.conf", "proxy=http://a").file("/etc/dnf/dnf.conf", "proxy = http://a"),
            "/etc/environment.d/p.conf: a proxy is set", "/etc/profile: a proxy is set", "/etc/profile.d/proxy.sh: a proxy is set",
            "/etc/systemd/system.conf: a proxy is set", "/etc/systemd/system.conf.d/p.conf: a proxy is set",
            "/etc/systemd/system/docker.service.d/p.conf: a proxy is set", "/etc/yum.conf: a proxy is set",
            "/etc/dnf/dnf.conf: a proxy is set"),
        trips("proxy-settings", g -> g.file("/etc/sysconfig/proxy", "PROXY_ENABLED=\"yes\"\nHTTP_PROXY=\"http://a:3128\"\n")
                .file("/etc/wgetrc", "use_proxy = on\nhttps_proxy = http://a/\n").file("/etc/gitconfig", "[http]\n\tproxy = http://a\n")
                .file("/root/.curlrc", "--proxy http://a\n").file("/root/.bashrc", "export https_proxy=http://a\n")
                .file("/etc/default/docker", "export http_proxy=http://a\n").file("/etc/yum.repos.d/a.repo", "[a]\nproxy=http://a\n"),
            "/etc/default/docker: a proxy is set", "/etc/sysconfig/proxy: a proxy is set",
            "/etc/wgetrc: a proxy is set", "/etc/gitconfig: a proxy is set", "/root/.bashrc: a proxy is set",
            "/root/.curlrc: a proxy is set", "/etc/yum.repos.d/a.repo: a proxy is set"),
        passes("settings of tools that mean no proxy", g -> g.file("/etc/sysconfig/proxy", "PROXY_ENABLED=\"no\"\nHTTP_PROXY=\"\"\n")
            .file("/etc/wgetrc", "#https_proxy = http://a/\nuse_proxy = on\n").file("/root/.curlrc", "location\n")
            .file("/etc/gitconfig", "[http]\n\tproxy =\n")),
        passes("settings that mean no proxy", g -> g.append("/etc/environment",
            "http_proxy=\nhttps_proxy=\"\"\n# all_proxy=a\nmy_http_proxy=a\n")
            .file("/etc/apt/apt.conf.d/95",
                "Acquire::http::Proxy \"DIRECT\";\n// Proxy \"http://a\";\nAcquire::http::Proxy-Auto-Detect \"/usr/bin/x\";\n")
            .file("/etc/dnf/dnf.conf", "proxy=_none_\n#proxy=a\n").folder("/etc/profile.d/folder")));
  }
}
