package io.github.vmimage.pipeline;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.Tool;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The versions of the tools that made an image, for its manifest. */
final class Toolchain {
  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+(\\.\\d+)*");

  private final StageContext context;

  Toolchain(StageContext context) {
    this.context = context;
  }

  Map<String, String> versions(String packer) {
    Map<String, String> versions = new TreeMap<>();
    versions.put("packer", packer);
    versions.put("qemu", ask(Tool.QEMU_IMG));
    versions.put("vmimage-maven-plugin", context.pluginVersion());
    if (Files.exists(context.project().playbook())) {
      versions.put("ansible-core", ask(Tool.ANSIBLE_PLAYBOOK));
    }
    return versions;
  }

  private String ask(Tool tool) {
    String said = context.processes().require(Command.of(tool, "--version")).out();
    Matcher matcher = VERSION.matcher(said);
    if (!matcher.find()) {
      throw StageProblems.unknownVersion(tool.executable(), said.lines().findFirst().orElse(""), tool.install()).asException();
    }
    return matcher.group();
  }
}
