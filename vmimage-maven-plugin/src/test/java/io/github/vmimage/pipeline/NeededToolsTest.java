package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.process.Tool;
import io.github.vmimage.upstream.CloudDeclaration;
import io.github.vmimage.upstream.UpstreamDeclaration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeededToolsTest {
  @TempDir
  private Path folder;

  private ImageProject project(UpstreamDeclaration... upstreams) {
    return Projects.in(folder, List.of(upstreams));
  }

  private static UpstreamDeclaration archive(String... mirrors) {
    return new UpstreamDeclaration(null, null, null, null, null, null, null,
        new UpstreamDeclaration.DebianArchive("bookworm", "keys.gpg", null, List.of(mirrors), null, null));
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), text);
  }

  @Test
  void needsAnsibleOnlyWhereThereIsAPlaybook() throws IOException {
    assertThat(NeededTools.lint(project())).containsExactlyInAnyOrder(Tool.PACKER, Tool.SSH_KEYGEN);
    assertThat(NeededTools.build(project())).doesNotContain(Tool.ANSIBLE_PLAYBOOK, Tool.SSH);
    write("src/main/ansible/playbook.yml", "[]\n");
    assertThat(NeededTools.lint(project())).contains(Tool.ANSIBLE_PLAYBOOK, Tool.ANSIBLE_LINT);
    assertThat(NeededTools.build(project())).contains(Tool.ANSIBLE_PLAYBOOK, Tool.SSH).doesNotContain(Tool.ANSIBLE_LINT);
  }

  @Test
  void needsQemuOnlyWhereTheTemplateStartsTheUsualOne() throws IOException {
    assertThat(NeededTools.build(project())).doesNotContain(Tool.QEMU).contains(Tool.QEMU_IMG);
    write("src/main/packer/image.pkr.hcl", "source \"file\" \"disk\" {\n}\n");
    assertThat(NeededTools.build(project())).doesNotContain(Tool.QEMU);
    write("src/main/packer/image.pkr.hcl", "source \"qemu\" \"disk\" {\n}\n");
    assertThat(NeededTools.build(project())).contains(Tool.QEMU);
    write("src/main/packer/image.pkr.hcl", "source \"qemu\" \"disk\" {\n  qemu_binary = \"qemu-system-aarch64\"\n}\n");
    assertThat(NeededTools.build(project())).doesNotContain(Tool.QEMU);
  }

  @Test
  void needsTheBootstrapOnlyForAnArchiveAndOnlyOnline() {
    assertThat(NeededTools.upstreams(project(), false)).isEmpty();
    assertThat(NeededTools.upstreams(project(archive()), false)).contains(Tool.MMDEBSTRAP, Tool.GRUB_MKIMAGE, Tool.APT_GET);
    assertThat(NeededTools.upstreams(project(archive("deb http://mirror.example/debian bookworm main")), false))
        .contains(Tool.MMDEBSTRAP).doesNotContain(Tool.APT_GET);
    assertThat(NeededTools.upstreams(project(archive()), true)).isEmpty();
  }

  @Test
  void needsTheProgramOfEachCloudThatAnUpstreamIsIn() {
    UpstreamDeclaration ami = cloud(new CloudDeclaration(new CloudDeclaration.Ami("eu-central-1", null, null, null, null), null, null));
    UpstreamDeclaration azure = cloud(new CloudDeclaration(null, new CloudDeclaration.AzureImage("x", null, null, null, null, null), null));
    UpstreamDeclaration gce = cloud(new CloudDeclaration(null, null, new CloudDeclaration.GceImage("p", null, null, null)));
    assertThat(NeededTools.upstreams(project(ami), false)).containsExactly(Tool.AWS);
    assertThat(NeededTools.upstreams(project(azure, gce), false)).containsExactlyInAnyOrder(Tool.AZ, Tool.GCLOUD);
    assertThat(NeededTools.upstreams(project(ami, azure, gce), true)).isEmpty();
    assertThat(NeededTools.byTool(project(ami), false)).containsEntry(Tool.AWS, List.of("verify-upstream"));
  }

  private static UpstreamDeclaration cloud(CloudDeclaration cloud) {
    return new UpstreamDeclaration(null, null, null, null, null, null, null, null, null, cloud);
  }

  @Test
  void tellsWhichGoalsCallATool() {
    assertThat(NeededTools.byTool(project(), false)).containsEntry(Tool.PACKER, List.of("lint", "build"))
        .containsEntry(Tool.QEMU_STORAGE_DAEMON, List.of("audit", "attach")).doesNotContainKeys(Tool.MMDEBSTRAP, Tool.ANSIBLE_LINT);
    assertThat(NeededTools.ofAnyProject()).containsKeys(Tool.QEMU, Tool.ANSIBLE_LINT).doesNotContainKey(Tool.MMDEBSTRAP);
  }
}
