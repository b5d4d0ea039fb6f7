package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An app image whose playbook hardens the guest as house rules do; the same guest without the seal is the one that audit refuses. */
@Order(3)
class HardenedGuestIsSealedIT {
  private static final String TASKS = "src/main/ansible/roles/web/tasks/main.yml";
  private static final String PLAYBOOK = "src/main/ansible/playbook.yml";
  private static final String HARDENING = """
      ---
      - name: Let in few, with modern ciphers only
        ansible.builtin.copy:
          dest: /etc/ssh/sshd_config.d/00-hardened.conf
          content: |
            PermitRootLogin no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            AllowUsers vmimage visitor
            X11Forwarding no
            MaxAuthTries 3
            KexAlgorithms curve25519-sha256,curve25519-sha256@libssh.org
            Ciphers chacha20-poly1305@openssh.com,aes256-gcm@openssh.com
            MACs hmac-sha2-512-etm@openssh.com
            HostKeyAlgorithms ssh-ed25519
          mode: "0600"
          validate: /usr/sbin/sshd -t -f %s
        notify: Take the settings of sshd

      - name: Give every sudo a terminal of its own
        ansible.builtin.copy:
          dest: /etc/sudoers.d/hardened
          content: |
            Defaults use_pty
            Defaults umask=0077
          mode: "0440"
          validate: /usr/sbin/visudo -cf %s

      - name: Execute nothing from where people write, and write nothing where programs are
        ansible.builtin.shell: |
          cat >>/etc/fstab <<'END'
          tmpfs /tmp tmpfs nosuid,nodev,noexec,mode=1777 0 0
          /var/tmp /var/tmp none bind,nosuid,nodev,noexec 0 0
          /home /home none bind,nosuid,nodev,noexec 0 0
          END
          for point in /tmp /var/tmp /home; do mount "$point"; done
          mount --bind /usr /usr
          mount -o remount,bind,nosuid,nodev,noexec /var/tmp
          mount -o remount,bind,nosuid,nodev,noexec /home
          mount -o remount,bind,ro /usr
          echo left >/var/tmp/left
          touch /etc/hardened
        args:
          creates: /etc/hardened
      """;
  private static final String HANDLERS = """
      ---
      - name: Take the settings of sshd
        ansible.builtin.systemd:
          name: ssh.service
          state: reloaded
      """;
  private static final String VERIFY = """
      ---
      - name: Verify the image
        hosts: all
        become: true
        gather_facts: false
        tasks:
          - name: Nothing is executed from where people write
            ansible.builtin.command: findmnt --noheadings --output OPTIONS --options noexec {{ item }}
            loop: [/tmp, /var/tmp, /home]
            changed_when: false

          - name: Only modern ciphers are spoken
            ansible.builtin.command: grep -x "Ciphers chacha20-poly1305@openssh.com,aes256-gcm@openssh.com" /etc/ssh/sshd_config.d/00-hardened.conf
            changed_when: false
      """;

  @RegisterExtension
  static final Bench BENCH = new Bench();

  private static ImageProject app(String name) {
    SharedBaseImage base = SharedBaseImage.released();
    return Scaffold.ofApp(BENCH).generate(name).edit("pom.xml", pom -> pom.replaceFirst("<build>", base.repositories() + "\n  <build>"))
        .write(TASKS, HARDENING).write("src/main/ansible/roles/web/handlers/main.yml", HANDLERS).write("src/test/ansible/verify.yml", VERIFY);
  }

  @Test
  void hardenedGuestIsSealedAndStartsWithoutADataSource() {
    ImageProject app = app("hardened-image").tagged();
    BENCH.maven(app).within(Duration.ofMinutes(16)).run("install").succeeded().leftNothing();
    String console = Folders.read(app.work().resolve("serial.log"));
    assertThat(console).containsPattern("vmimage-seal: was machine-id [0-9a-f]{32}\\s")
        .containsPattern("vmimage-seal: was host-key SHA256:[A-Za-z0-9+/=]+ \\(ED25519\\)").containsPattern("vmimage-seal: sealed\\s")
        .doesNotContain("vmimage-seal: not done", "vmimage-seal: FAILED");

    Path disk = app.folder().resolve("target/vmimage/images/hardened-image-0.1.0.qcow2");
    String key = Guest.hostKeyWithoutDataSource(disk, BENCH.folder("alone"));
    assertThat(key).startsWith("ssh-ed25519 AAAA");
  }

  @Test
  void theSameWithoutTheSealIsRefusedWithAllThatIsLeft() {
    ImageProject app = app("unsealed-image")
        .edit(PLAYBOOK, book -> book.replaceFirst("\\s+- role: vmimage_seal", ""))
        .edit("pom.xml", pom -> pom.replaceFirst("<configuration>", "<configuration><lintRules><lintRule>"
            + "<rule>seal-role</rule><severity>off</severity><reason>This is the test.</reason></lintRule></lintRules>")).tagged();
    FileRepository remote = BENCH.newFileRepository("remote");
    BENCH.maven(app).within(Duration.ofMinutes(16)).run("deploy", remote.asTarget())
        .failedOnceWith("The image is not sealed: ", "[machine-id] /etc/machine-id: set", "[hostname] /etc/hostname",
            "[random-seed] /var/lib/systemd/random-seed", "[ssh-host-keys] /etc/ssh/ssh_host_ed25519_key: a file",
            "[ssh-host-keys] /etc/ssh/ssh_host_ed25519_key.pub: a file", "[authorized-keys] /home/vmimage/.ssh/authorized_keys",
            "[build-user] /etc/passwd: a line for 'vmimage'", "[build-user] /etc/sudoers.d/90-cloud-init-users",
            "[account-backups] /etc/passwd-", "[cloud-init-network] /etc/systemd/network/", "[cloud-init-state] /var/lib/cloud/",
            "[cloud-init-logs] /var/log/cloud-init.log", "[cloud-init-sudoers] /etc/sudoers.d/90-cloud-init-users",
            "[ansible-remains] /home/vmimage/.ansible", "[temporary-files] /var/tmp/left", "[journal] /var/log/journal/",
            "[login-records] /var/log/wtmp", "[build-key] /home/vmimage/.ssh/authorized_keys")
        .neverReached("attach").changedNothing(app, remote);
  }
}
