package io.github.vmimage.ansible;

import io.github.vmimage.report.Messages;
import io.github.vmimage.report.MessagesContract;
import java.nio.file.Path;
import java.util.List;

/** The messages of Ansible. */
public class AnsibleMessagesTest extends MessagesContract {

  AnsibleMessagesTest() {
    super(messages());
  }

  /** With samples. */
  public static Messages messages() {
    Path scratch = Path.of("/home/ada/app-image/target/vmimage/scratch");
    return Messages.of("ansible", "Ansible: the playbook, its run in the guest, the tools")
        .from(AnsibleProblems.class)
        .say("taskFailed", "ansible/playbook.yml:12", "web : Install nginx", "No package matching 'ngnix' is available")
        .say("guestFull", "ansible/roles/data/tasks/main.yml:3", "data : Unpack the maps",
            "tar: maps/north: Cannot write: No space left on device")
        .say("guestLost", "ansible/playbook.yml:12", "web : Install nginx",
            "Failed to connect to the host via ssh: ssh: connect to host 127.0.0.1 port 2222: Connection refused")
        .say("playbookRefused", "ansible/playbook.yml:4:7", "couldn't resolve module/action 'community.general.ufw'",
            "put the collection community.general into requirements.yml and run ansible-galaxy collection install -r requirements.yml")
        .say("playbookFailed", "src/main/ansible/playbook.yml", 4, "ERROR! no valid inventory")
        .say("noTask", "src/main/ansible/playbook.yml", "default", List.of("web", "front"))
        .say("checkFailed", "ansible-playbook --syntax-check ansible/playbook.yml", 250,
            "ERROR! Unexpected Exception, this is probably a bug")
        .say("lintSettings", "app", 3, "Invalid configuration file .ansible-lint. $.nonsense: Additional properties are not allowed")
        .say("lintFailed", "app", 1, "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xe9 in position 3: invalid continuation byte")
        .say("noVersion", "ansible-playbook --version", "usage: ansible-playbook FILE", "apt-get install ansible-core")
        .say("unreadableFile", "ansible/playbook.yml", "java.nio.file.AccessDeniedException: ansible/playbook.yml")
        .say("unlistableFolder", Path.of("/home/ada/app-image/ansible"), "java.nio.file.AccessDeniedException: /home/ada/app-image/ansible")
        .say("folderNotMade", scratch, "java.io.IOException: No space left on device")
        .say("rolesNotStaged", scratch.resolve("roles"), "java.io.IOException: No space left on device");
  }
}
