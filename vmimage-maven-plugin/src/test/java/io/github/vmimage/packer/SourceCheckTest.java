package io.github.vmimage.packer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.digest.FileDigest;
import io.github.vmimage.packer.OpenedFile.Use;
import io.github.vmimage.report.PathNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Packer opened decides, whatever the template says. */
class SourceCheckTest {
  private static final String FUNCTION = "iso_url = replace(var.upstream, \"a\", \"b\")";
  private static final String ARGUMENTS = "iso_url = var.upstream\n  qemuargs = [for a in var.more : [a]]";
  private static final String PLAIN = "iso_url = var.upstream";

  @TempDir
  Path folder;
  private Path module;
  private Path upstream;
  private Path other;
  private Path output;

  @BeforeEach
  void layOut() throws IOException {
    module = Files.createDirectories(folder.resolve("export/app"));
    output = folder.resolve("work/output");
    upstream = Files.writeString(folder.resolve("upstream.qcow2"), "the upstream");
    other = Files.writeString(folder.resolve("other.qcow2"), "another one");
  }

  private SourceCheck check(String type, String settings) throws IOException {
    Files.writeString(module.resolve("image.pkr.hcl"), """
        variable "upstream" {}
        variable "more" { default = [] }
        source "%s" "image" {
          %s
        }
        build { sources = ["source.%s.image"] }
        """.formatted(type, settings, type));
    PathNames names = new PathNames(module, Path.of(""));
    GivenUpstream given = new GivenUpstream("base", upstream.toString(), "sha256:" + FileDigest.of(upstream).sha256());
    ContractValues contract = ContractValues.NONE.with(ContractVariable.OUTPUT_DIRECTORY, output);
    return new SourceCheck(Template.read(module, names), new TemplateInputs(List.of(given), contract, List.of(), Map.of()), names,
        module.getParent());
  }

  private static BuiltImage opened(OpenedFile... files) {
    return new BuiltImage(List.of(), "1.6.6", List.of(files));
  }

  private static OpenedFile source(Path file) {
    return new OpenedFile("qemu.image", Use.SOURCE, file.toString());
  }

  private static OpenedFile guest(Object file) {
    return new OpenedFile("", Use.GUEST, file.toString());
  }

  private void passes(String settings, OpenedFile... files) throws IOException {
    SourceCheck check = check("qemu", settings);
    check.requireDeclaredSources();
    check.requireOpenedSources(opened(files), folder.resolve("log"));
  }

  @Test
  void passesWhereTheUpstreamIsOpenedUnderWhateverName() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link.iso"), upstream);
    Path copy = Files.copy(upstream, folder.resolve("copy.iso"));
    passes(FUNCTION, source(upstream));
    passes(FUNCTION, source(link));
    passes(FUNCTION, source(copy));
    passes(PLAIN);
    passes(ARGUMENTS, source(upstream), guest(""), guest(output.resolve("app.qcow2")), guest(upstream), guest("files/seed.iso"),
        guest(Path.of(System.getProperty("java.io.tmpdir"), "packer1234567.iso")));
  }

  @Test
  void refusesAnotherFileAlsoWhereTheTemplateLooksRight() throws IOException {
    for (String settings : List.of(PLAIN, FUNCTION, ARGUMENTS)) {
      assertThatThrownBy(() -> passes(settings, source(other), guest(""))).hasMessageContaining("Packer opened a file that is no upstream")
          .hasMessageContaining(other.toString()).hasMessageContaining("upstream base, " + upstream);
    }
    assertThatThrownBy(() -> passes(PLAIN, source(upstream), guest(other))).hasMessageContaining("is no upstream");
    assertThatThrownBy(() -> passes(PLAIN, guest(module.resolve("../../other.qcow2")))).hasMessageContaining("is no upstream");
    Files.createSymbolicLink(module.resolve("inside.img"), other);
    assertThatThrownBy(() -> passes(PLAIN, guest("inside.img"))).hasMessageContaining("is no upstream");
  }

  @Test
  void refusesWhatCannotBeFollowedWhereNothingShowsIt() {
    assertThatThrownBy(() -> passes(FUNCTION)).hasMessageContaining("Nothing shows that the image starts from an upstream")
        .hasMessageContaining("image.pkr.hcl:4:13").hasMessageContaining("the function replace");
    assertThatThrownBy(() -> passes(ARGUMENTS, source(upstream))).hasMessageContaining("Nothing shows");
    assertThatThrownBy(() -> passes(FUNCTION, new OpenedFile("qemu.another", Use.SOURCE, upstream.toString())))
        .hasMessageContaining("Nothing shows");
  }

  @Test
  void refusesBeforePackerRunsWhatTheTemplateTells() {
    assertThatThrownBy(() -> passes("iso_url = \"" + other + "\"")).hasMessageContaining("does not start from the upstreams of the POM")
        .hasMessageContaining("image.pkr.hcl:4:13: iso_url is no <upstream> of the POM").hasMessageContaining("never reads upstream base");
  }

  @Test
  void takesTheBytesOfACopyForTheirOwnProof() throws IOException {
    SourceCheck check = check("file", "source = replace(var.upstream, \"a\", \"b\")");
    check.requireDeclaredSources();
    Path copy = Files.copy(upstream, folder.resolve("app.qcow2"));
    assertThatCode(() -> check.requireOpenedSources(copyOf(copy), folder)).doesNotThrowAnyException();
    Path exchanged = Files.writeString(folder.resolve("exchanged.qcow2"), "the_upstream");
    assertThatThrownBy(() -> check.requireOpenedSources(copyOf(exchanged), folder)).hasMessageContaining("Nothing shows");
  }

  private static BuiltImage copyOf(Path file) {
    PackerArtifact made = new PackerArtifact("file.image", "packer.file", "File", "", List.of(file.toString()));
    return new BuiltImage(List.of(made), "1.6.6", List.of());
  }

  @Test
  void refusesADiskThatAPostProcessorExchanged() throws IOException {
    SourceCheck check = check("qemu", PLAIN);
    assertThatThrownBy(() -> check.requireOpenedSources(new BuiltImage(List.of(new PackerArtifact("qemu.image",
        "packer.post-processor.artifice", "", "", List.of(other.toString()))), "1.6.6", List.of()), folder))
        .hasMessageContaining("A post-processor put a file from elsewhere");
  }

  /** As Packer 1.6.6 said them, and 1.16 says them. */
  @ParameterizedTest
  @ValueSource(strings = {"", "?archive=false&checksum=sha256%3A0123"})
  void hearsWhatPackerRetrieves(String query) {
    OpenedFiles opened = new OpenedFiles();
    Stream.of("Retrieving ISO", "Trying /cache/a b.qcow2", "Trying /cache/a b.qcow2" + query,
        "/cache/a b.qcow2" + query + " => /cache/a b.qcow2", "Starting VM, booting disk image",
        // What a provisioner prints is no word of Packer's.
        "ok: [default] => {", "Retrieving ISO", "/cache/x => /cache/y",
        "Retrieving Guest additions", "Trying /usr/share/additions.iso", "/usr/share/additions.iso => /cache/additions.iso")
        .forEach(l -> opened.line("qemu.image", l));
    assertThat(opened.list()).containsExactly(new OpenedFile("qemu.image", Use.SOURCE, "/cache/a b.qcow2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "-drive|file=/a.qcow2,if=virtio,format=qcow2", "-drive|if=virtio,file=/a.qcow2", "--drive|driver=qcow2,file.filename=/a.qcow2",
      "-hda|/a.qcow2", "-cdrom|/a.qcow2", "-kernel|/a.qcow2", "-initrd|/a.qcow2", "-fda|fat:rw:/a.qcow2", "-drive|file=fat:/a.qcow2",
      "-drive|file=file:///a.qcow2", "-blockdev|driver=file,node-name=f,filename=/a.qcow2", "-virtfs|local,path=/a.qcow2,mount_tag=x",
      "-blockdev|{\"driver\": \"qcow2\", \"file\": {\"driver\": \"file\", \"filename\": \"/a.qcow2\"}}"})
  void knowsTheOptionsThatOpenAFile(String option) {
    String[] words = option.split("\\|");
    assertThat(QemuFiles.opens(words[0])).isTrue();
    assertThat(QemuFiles.of(List.of("qemu-system-x86_64", "-m", "512M", words[0], words[1]))).containsExactly("/a.qcow2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-drive|if=pflash,file=/a.fd", "-serial|file:/a.log", "-bios|/a.fd", "-drive|if=none,id=x", "-m|512M",
      "-blockdev|driver=qcow2,node-name=d,file=f"})
  void leavesOtherOptionsAlone(String option) {
    String[] words = option.split("\\|");
    assertThat(QemuFiles.of(words[0], words[1])).isEmpty();
  }
}
