package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.guest.GuestNetwork;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestNetworkTest {
  private static ProblemException failure(String seen) {
    return Problem.project("The Ansible task \"x\" failed in the guest").at("x.yml:1").saw(seen).next("correct the task and build again")
        .asException();
  }

  private static List<Problem> explained(GuestNetwork network, String seen) {
    return new TestNetwork(network, "").explained(failure(seen)).problems();
  }

  /** What apt, dnf, pip, git, curl and Ansible's own modules say. */
  @ParameterizedTest
  @ValueSource(strings = {"Failed to update apt cache: unknown reason", "E: Failed to fetch http://deb.debian.org/x  Could not resolve 'deb'",
      "Failed to download metadata for repo 'base': Cannot prepare internal mirrorlist", "curl: (6) Could not resolve host: x",
      "fatal: unable to access 'https://x/': Could not resolve host: x", "<urlopen error [Errno 101] Network is unreachable>",
      "Request failed: <urlopen error [Errno -3] Temporary failure in name resolution>", "[Errno 111] Connection refused"})
  void aClosedNetworkIsNamedWhereItMayBeTheCause(String seen) {
    assertThat(explained(GuestNetwork.CLOSED, seen)).singleElement().satisfies(p -> assertThat(p.next())
        .startsWith("correct the task and build again").endsWith("-Dvmimage.testNetwork=open"));
    assertThat(explained(GuestNetwork.OPEN, seen)).isEqualTo(failure(seen).problems());
  }

  @ParameterizedTest
  @ValueSource(strings = {"non-zero return code", "Destination /x does not exist", "No package matching 'x' is available"})
  void anotherFailureStaysAsItIs(String seen) {
    assertThat(explained(GuestNetwork.CLOSED, seen)).isEqualTo(failure(seen).problems());
  }

  @Test
  void saysInTheManifestWhatItWas() {
    assertThat(new TestNetwork(GuestNetwork.CLOSED, "").fact()).isEqualTo("closed");
  }
}
