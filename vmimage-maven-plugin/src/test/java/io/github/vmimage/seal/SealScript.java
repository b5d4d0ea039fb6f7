package io.github.vmimage.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The script of the role {@code vmimage_seal}, filled in by Ansible and run in a tree; a namespace and a root keep it from this machine. */
final class SealScript {
  static final String ROLE = "/io/github/vmimage/ansible/roles/vmimage_seal/";

  /** How a program ended. */
  record Ended(int exitCode, String output) {}

  private SealScript() {}

  /** Writes it into a folder. */
  static Path render(Path folder) throws Exception {
    Path script = folder.resolve("vmimage-seal");
    Ended ended = run(folder, "ansible", "localhost", "-i", "localhost,", "-c", "local", "-m", "ansible.builtin.template", "-e",
        "vmimage_seal_build_user=" + SealedGuest.BUILD_USER, "-a", "src=" + resource(ROLE + "templates/vmimage-seal.sh.j2") + " dest=" + script);
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    return script;
  }

  static Ended seal(SealedGuest guest, Path script, String shell, String tools, String action) throws Exception {
    List<String> command = new ArrayList<>(List.of("unshare", "--mount", "--uts", "--propagation", "private"));
    if (!System.getProperty("user.name").equals("root")) {
      command.add("--map-root-user");
    }
    command.addAll(List.of("sh", resource("seal-a-tree.sh").toString(), guest.root().toString(), script.toString(), shell, tools, action));
    return run(script.getParent(), command.toArray(String[]::new));
  }

  static Ended run(Path folder, String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("PATH", environment.get("PATH") + ":/usr/sbin:/sbin");
    List.of("ANSIBLE_HOME", "ANSIBLE_LOCAL_TEMP", "ANSIBLE_REMOTE_TEMP").forEach(name -> environment.put(name, folder + "/ansible"));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  static Path resource(String name) throws URISyntaxException {
    return Path.of(SealScript.class.getResource(name).toURI());
  }
}
