package io.github.vmimage.packer;

import io.github.vmimage.packer.OpenedFile.Use;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Notes what Packer really opens. Of every file that a builder starts from, Packer says {@code Retrieving ISO}, {@code Trying SOURCE} and
 * {@code SOURCE => FILE} (1.5 to 1.16, every plugin that uses its SDK to fetch a file); what QEMU opens stands in the options of its
 * process. Called from several threads.
 */
final class OpenedFiles {
  private static final Set<String> STARTS = Set.of("Retrieving ISO", "Retrieving OVF/OVA");
  private static final String TRYING = "Trying ";

  private final Set<OpenedFile> opened = new LinkedHashSet<>();
  private final Map<String, String> retrieving = new HashMap<>();
  private final Map<String, String> trying = new HashMap<>();
  private boolean guestSeen;

  /** Takes a line of a build. A provisioner's line is none: it would have to repeat what Packer said just before. */
  synchronized void line(String build, String text) {
    if (text.startsWith("Retrieving ")) {
      retrieving.put(build, text);
    } else if (text.startsWith(TRYING)) {
      trying.put(build, text.substring(TRYING.length()));
    } else if (trying.containsKey(build) && text.startsWith(trying.get(build) + " => ")) {
      if (STARTS.contains(retrieving.getOrDefault(build, ""))) {
        opened.add(new OpenedFile(build, Use.SOURCE, text.substring(trying.get(build).length() + " => ".length())));
      }
      trying.remove(build);
      retrieving.remove(build);
    }
  }

  /** Takes a process of QEMU; what has ended already, or belongs to somebody else, tells nothing. */
  synchronized void guest(ProcessHandle qemu) {
    try {
      String line = Files.readString(Path.of("/proc", Long.toString(qemu.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
      List<String> words = List.of(line.split("\0", -1));
      guestSeen |= words.size() > 1;
      QemuFiles.of(words).forEach(f -> opened.add(new OpenedFile("", Use.GUEST, decoded(f))));
    } catch (IOException e) {
      // Without /proc nothing is seen, which is told where it matters.
    }
  }

  private static String decoded(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  synchronized List<OpenedFile> list() {
    List<OpenedFile> all = new ArrayList<>(opened);
    if (guestSeen) {
      // So that a guest without a single file is not taken for one that nobody saw.
      all.add(new OpenedFile("", Use.GUEST, ""));
    }
    return List.copyOf(all);
  }
}
