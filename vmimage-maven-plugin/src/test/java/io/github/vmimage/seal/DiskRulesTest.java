package io.github.vmimage.seal;

import static io.github.vmimage.seal.RuleExample.passes;
import static io.github.vmimage.seal.RuleExample.trips;

import java.util.List;

class DiskRulesTest extends RuleFamilyTest {

  @Override
  List<SealRule> rules() {
    return DiskRules.RULES;
  }

  @Override
  List<RuleExample> examples() {
    return List.of(
        trips("disk-audited", g -> g.beside("partition 2", "NTFS").beside("partition 3", "LUKS encryption"),
            "partition 2: not audited: NTFS", "partition 3: not audited: LUKS encryption"),
        trips("disk-audited", g -> g.fault("partition table", "the MBR counts, and the GPT at sector 1 shows something else: partition 1"),
            "partition table: the MBR counts, and the GPT at sector 1 shows something else: partition 1"),
        trips("hidden-bytes", g -> g.hides("snapshot 'before-seal'", "an older state of the disk"),
            "snapshot 'before-seal': an older state of the disk"),
        trips("swap", g -> g.append("/etc/fstab", "/dev/vda3 none\tswap sw 0 0\n"), "/etc/fstab: swap on '/dev/vda3'"),
        trips("swap", g -> g.file("/swapfile", "").file("/swap.img", "").file("/etc/systemd/system/dev-vda3.swap", ""),
            "/swapfile: an empty file", "/swap.img: an empty file", "/etc/systemd/system/dev-vda3.swap: an empty file"),
        trips("swap", g -> g.file("/swap/swapfile", "").file("/var/swap", "").file("/var/swapfile", ""), "/swap/swapfile: an empty file",
            "/var/swap: an empty file", "/var/swapfile: an empty file"),
        trips("swap", g -> g.swapOn("partition 3"), "partition 3: a swap partition"),
        passes("a short line of fstab", g -> g.append("/etc/fstab", "swap\n/swap /swap\n")),
        trips("luks", g -> g.append("/etc/crypttab", "data UUID=1 /etc/keys/data luks\n"), "/etc/crypttab: a mapping 'data'"),
        passes("no crypttab", g -> g.remove("/etc/crypttab")),
        trips("package-caches", g -> g.file("/var/cache/apt/archives/a.deb", "x").file("/var/lib/apt/lists/partial/b", "x")
                .file("/var/cache/apt/pkgcache.bin", "x"),
            "/var/cache/apt/archives/a.deb: a file of 1 byte", "/var/lib/apt/lists/partial/b: a file of 1 byte",
            "/var/cache/apt/pkgcache.bin: a file of 1 byte"),
        trips("package-caches", g -> g.file("/var/cache/dnf/a", "x").file("/var/cache/yum/a", "x").file("/var/cache/zypp/a", "x")
                .file("/var/cache/PackageKit/a", "x"),
            "/var/cache/dnf/a: a file of 1 byte", "/var/cache/yum/a: a file of 1 byte", "/var/cache/zypp/a: a file of 1 byte",
            "/var/cache/PackageKit/a: a file of 1 byte"));
  }
}
