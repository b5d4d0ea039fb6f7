package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.process.Tool;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Progress;
import io.github.vmimage.upstream.Proof;
import io.github.vmimage.upstream.VerifiedUpstream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files whose proof is in order, and what they are made to do to a tool that probes. */
class CheckedUpstreamTest {
  private static final Proof PROOF = new Proof.PinnedDigest("sha256", "0".repeat(64));

  @TempDir
  Path folder;

  private static VerifiedUpstream upstream(String kind, String location, Path file) {
    return new VerifiedUpstream("os", kind, location, file.toString(), 1, "0".repeat(64), PROOF);
  }

  private static VerifiedUpstream url(Path file) {
    return upstream("url", "https://mirror.example.org/images/" + file.getFileName(), file);
  }

  private static String content(VerifiedUpstream upstream) {
    return CheckedUpstream.of(List.of(upstream)).get(0).content();
  }

  private Path image(String name, String... options) {
    Path file = folder.resolve(name);
    new Processes(Secrets.NONE, Progress.SILENT).require(Command.of(Tool.QEMU_IMG, "create", "-q").with((Object[]) options).with(file)
        .with(options.length > 2 ? new Object[0] : new Object[] {"1M"}));
    return file;
  }

  private Path bytes(String name, int size, int at, String text) throws IOException {
    byte[] bytes = new byte[size];
    System.arraycopy(text.getBytes(StandardCharsets.ISO_8859_1), 0, bytes, at, text.length());
    return Files.write(folder.resolve(name), bytes);
  }

  @Test
  void aDiskOfEachKindIsTold() throws IOException {
    Path qcow2 = image("a.qcow2", "-f", "qcow2");
    assertThat(content(url(qcow2))).isEqualTo("qcow2");
    assertThat(content(upstream("artifact", "g:a:1", qcow2))).isEqualTo("qcow2");
    assertThat(content(upstream("debianArchive", "bookworm from https://mirror.example.org", qcow2))).isEqualTo("qcow2");
    assertThat(content(url(bytes("b.img", 4096, 0, "\u00eb\u0063")))).isEqualTo("raw");
    assertThat(content(url(bytes("c.iso", 40_000, 32_769, "CD001")))).isEqualTo("ISO 9660, no disk");
    assertThat(content(url(bytes("d.tar", 4096, 257, "ustar")))).isEqualTo("a tar, no disk");
    VerifiedUpstream cloud = new VerifiedUpstream("os", "ami", "ami-1", "", 0, "", PROOF);
    assertThat(CheckedUpstream.of(List.of(cloud)).get(0).upstream()).isEqualTo(cloud);
  }

  @Test
  void whatNamesAFileOfThisMachineNeverReachesPacker() throws IOException {
    Path host = bytes("shadow", 1 << 20, 0, "root:");
    Path backed = image("backed.qcow2", "-f", "qcow2", "-F", "raw", "-b", host.toString());
    Path flat = Files.writeString(folder.resolve("disk.img"), "version=1\nRW 2048 FLAT \"" + host + "\" 0\n");
    Path named = Files.copy(image("named.qcow2", "-f", "qcow2"), folder.resolve("named.raw"));
    assertThatThrownBy(() -> CheckedUpstream.of(List.of(url(backed), url(flat), url(named), upstream("artifact", "g:a:1", host))))
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problems()).extracting(Problem::what).containsExactly(
            "The disk does not stand by itself", "The disk does not stand by itself",
            "The disk has another format than it is said to have", "The disk has another format than it is said to have"))
        .hasMessageContaining("qcow2 with a backing file").hasMessageContaining("a VMDK whose data lies in other files");
  }

  @Test
  void aVmdkInAnApplianceIsLookedAtAsWell() throws IOException {
    Path vmdk = image("app-disk1.vmdk", "-f", "vmdk");
    byte[] disk = Files.readAllBytes(vmdk);
    Files.writeString(folder.resolve("app.ovf"), "<Envelope/>");
    assertThat(content(url(appliance("good.ova")))).isEqualTo("OVA with 1 disk");
    byte[] hint = "parentFileNameHint=\"/etc/shadow\"".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(hint, 0, disk, 5000, hint.length);
    Files.write(vmdk, disk);
    Path bad = appliance("bad.ova");
    assertThatThrownBy(() -> content(url(bad))).hasMessageContaining("VMDK with a backing file");
  }

  private Path appliance(String name) {
    new Processes(Secrets.NONE, Progress.SILENT).require(Command.of(Tool.QEMU_IMG, "-C", folder, "--format=ustar", "-cf",
        folder.resolve(name), "app.ovf", "app-disk1.vmdk").by("tar"));
    return folder.resolve(name);
  }
}
