package io.github.vmimage.seal;

import static io.github.vmimage.seal.RuleExample.passes;
import static io.github.vmimage.seal.RuleExample.trips;

import java.util.List;

class BootEntryRulesTest extends RuleFamilyTest {
  private static final String ID = "0123456789abcdef0123456789abcdef";
  private static final String NOBODY = "f".repeat(32);

  @Override
  List<SealRule> rules() {
    return BootEntryRules.RULES;
  }

  @Override
  List<RuleExample> examples() {
    return List.of(
        trips("boot-entries", g -> g.file("/boot/loader/entries/" + ID + "-6.1.0.conf", "t").folder("/efi/" + ID)
                .file("/etc/kernel/entry-token", ID + "\n").firmware("partition 1:/" + ID + "/6.1.0/linux", 9)
                .firmware("partition 1:/loader/entries/" + ID + "-6.1.0.conf", 9),
            "/boot/loader/entries/" + ID + "-6.1.0.conf: a file of 1 byte", "/efi/" + ID + ": a folder",
            "partition 1:/" + ID + "/6.1.0/linux: a file of 9 bytes", "partition 1:/loader/entries/" + ID + "-6.1.0.conf: a file of 9 bytes",
            "/etc/kernel/entry-token: a machine ID"),
        passes("entries under a name or the ID of nobody", g -> g.file("/boot/loader/entries/" + NOBODY + "-6.1.0.conf", "t")
            .file("/boot/loader/entries/debian-6.1.0.conf", "t").folder("/boot/" + NOBODY).file("/etc/kernel/entry-token", "debian\n")
            .file("/boot/loader/entries/" + ID + "0-6.1.0.conf", "t").firmware("partition 1:/" + NOBODY + "/6.1.0/linux", 9)));
  }
}
