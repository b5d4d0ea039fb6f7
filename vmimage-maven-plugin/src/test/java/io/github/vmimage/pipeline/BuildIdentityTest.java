package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BuildIdentityTest {

  /** Lines as a console of a real build had them; systemd writes its own before the seal's on the same line now and then. */
  @Test
  void readsWhatTheSealSaysOnTheConsole() {
    BuildIdentity build = BuildIdentity.of(List.of("vmimage-seal: sealing", "vmimage-seal: was machine-id 40066c58fe464d0ca145a3482c1744f2",
        "[  OK  ] Unmounted /boot. vmimage-seal: was hostname vmimage-build",
        "vmimage-seal: was host-key SHA256:7sm/poPuWG8T44zQVumjTg9t7cf3qnRXvguAS/aPRwQ (ED25519)",
        "vmimage-seal: was host-key SHA256:+E4FE6fLFC3m4X8GYWXvq8kmyA3OzsWhVXYW3FplJ6Y (RSA-CERT)", "vmimage-seal: sealed"));

    assertThat(build.of("machine-id")).containsExactly("40066c58fe464d0ca145a3482c1744f2");
    assertThat(build.of("hostname")).containsExactly("vmimage-build");
    assertThat(build.of("host-key")).containsExactly("SHA256:7sm/poPuWG8T44zQVumjTg9t7cf3qnRXvguAS/aPRwQ",
        "SHA256:+E4FE6fLFC3m4X8GYWXvq8kmyA3OzsWhVXYW3FplJ6Y");
  }

  @Test
  void knowsNothingOfASilentConsole() {
    assertThat(BuildIdentity.of(List.of("Debian GNU/Linux 12 localhost ttyS0", "vmimage-seal: was here")).of("machine-id")).isEmpty();
  }
}
