package io.github.vmimage.it;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MissingToolsAreToldWithTheirPackageIT {
  @RegisterExtension
  static final Bench BENCH = new Bench();

  @RegisterExtension
  static final FaultTable TABLE = new FaultTable("Missing tools");

  private static FaultyRun faulty;

  @BeforeAll
  static void runOnAPathWithoutThem() {
    Path disk = PreparedDisk.ofRelease("tiny", "1.0.0").in(BENCH.folder("disks"));
    Path packer = StandIn.find("packer");
    FaultyModules reactor = new FaultyModules(BENCH, "tools");
    reactor.module("packer").on(disk).withHcl();
    playbook(reactor.module("ansible").on(disk).configured("<packer>" + packer + "</packer>").withHcl());
    reactor.module("elsewhere").on(disk).configured("<packer>/nowhere/packer</packer>").withHcl();
    Path top = reactor.tagged();
    Path path = StandIn.pathWithout(BENCH.folder("path"), Set.of("packer", "ansible-playbook", "ansible-lint"));
    FileRepository remote = BENCH.newFileRepository("remote");
    faulty = FaultyRun.of(TABLE, BENCH, BENCH.maven(top).with("PATH", path.toString()), top, remote, "--fail-at-end", "deploy",
        remote.asTarget());
  }

  private static void playbook(ImageProject project) {
    project.write("src/main/ansible/playbook.yml", """
        ---
        - name: Configure the image
          hosts: all
          roles:
            - role: vmimage_stamp
            - role: vmimage_seal
        """);
  }

  @Test
  void packerIsMissing() {
    faulty.told("Packer missing", "packer").saying("packer").next("apt-get install packer");
  }

  @Test
  void packerIsNotWhereThePomSays() {
    faulty.told("Packer not where <packer> says", "elsewhere").saying("/nowhere/packer");
  }

  @Test
  void ansibleIsMissing() {
    // Both programs are missing, which is told at once.
    faulty.told("Ansible missing", "ansible").saying("ansible-playbook", "ansible-lint").next("apt-get install ansible-core");
  }
}
