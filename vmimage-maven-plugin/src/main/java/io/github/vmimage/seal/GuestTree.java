package io.github.vmimage.seal;

import io.github.vmimage.seal.GuestEntry.Kind;
import io.github.vmimage.seal.GuestEntry.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The files of a guest, looked at safely: links are resolved as the guest would, inside the tree; devices, sockets and pipes are never
 * opened; sizes, depths and counts are bounded. What cannot be looked at becomes a {@linkplain #takeTroubles() trouble}, and a trouble
 * fails the rule that met it. The tree must not change meanwhile. Answers are remembered, so rules may ask for the same again.
 * Not for several threads.
 */
final class GuestTree {
  /** Links in one look-up; what Linux allows. */
  static final int MAX_LINKS = 40;
  /** Folders within folders in one walk. */
  static final int MAX_DEPTH = 100;
  static final int MAX_TROUBLES = 1000;

  private static final Pattern WILD = Pattern.compile("\\*|\\?|\\[([!^]?)(\\]?[^\\]]+)\\]");

  private final Path root;
  private final GuestFiles files;
  private final Set<Violation> troubles = new LinkedHashSet<>();

  /**
   * Looks at a tree.
   *
   * @param root the guest's root folder on this machine
   * @throws io.github.vmimage.report.ProblemException when it is no folder that can be read
   */
  GuestTree(Path root) {
    this(root, new GuestFiles(GuestFiles.MAX_NAMES, GuestFiles.MAX_READ));
  }

  GuestTree(Path root, GuestFiles files) {
    this.files = files;
    try {
      this.root = root.toRealPath();
      Files.newDirectoryStream(this.root).close();
    } catch (IOException e) {
      throw SealProblems.unreadableRoot(root, e.toString()).because(e);
    }
  }

  /** What has this name; a link in the end is not followed. */
  GuestEntry at(String path) {
    return locate(path, false);
  }

  /** What this name leads to, whatever links lie on the way; absent when the last of them dangles. */
  GuestEntry follow(String path) {
    return locate(path, true);
  }

  /** What a link leads to; other entries lead to themselves. */
  GuestEntry follow(GuestEntry entry) {
    return entry.kind() == Kind.LINK ? locate(entry.path(), entry.host().getParent(), List.of(entry.host().getFileName()), true) : entry;
  }

  /** What is in a folder (links to it followed), in order of names; nothing where there is no such folder. */
  List<GuestEntry> list(GuestEntry entry) {
    GuestEntry folder = follow(entry);
    if (folder.kind() != Kind.FOLDER) {
      if (folder.exists() && folder.kind() != Kind.UNREADABLE) {
        trouble(entry.path(), folder.describe() + " where a folder is expected");
      }
      return List.of();
    }
    GuestFiles.Listing listing = files.content(folder.host());
    if (!listing.why().isEmpty()) {
      trouble(entry.path(), listing.why());
    }
    String prefix = entry.path().equals("/") ? "/" : entry.path() + "/";
    return listing.content().stream().map(host -> new GuestEntry(this, prefix + host.getFileName(), host, null)).toList();
  }

  /** Everything below a folder, links not followed. */
  List<GuestEntry> walk(String folder) {
    List<GuestEntry> found = new ArrayList<>();
    walk(at(folder), 1, found);
    return found;
  }

  private void walk(GuestEntry folder, int depth, List<GuestEntry> found) {
    if (depth > MAX_DEPTH) {
      trouble(folder.path(), "not looked at: folders are nested more than " + MAX_DEPTH + " deep");
      return;
    }
    for (GuestEntry entry : list(folder)) {
      found.add(entry);
      if (entry.kind() == Kind.FOLDER) {
        walk(entry, depth + 1, found);
      }
    }
  }

  /**
   * Everything whose name fits: {@code *} stands for any characters of one name, even a leading dot, {@code ?} for one, and {@code [a-z]} for
   * one of those. Links on the way are followed.
   */
  List<GuestEntry> glob(String pattern) {
    List<GuestEntry> found = List.of(at("/"));
    for (String segment : pattern.substring(1).split("/")) {
      List<GuestEntry> next = new ArrayList<>();
      for (GuestEntry folder : found) {
        GuestEntry real = follow(folder);
        if (real.kind() == Kind.FOLDER) {
          fitting(folder, real, segment, next);
        }
      }
      found = next;
    }
    return found;
  }

  private void fitting(GuestEntry folder, GuestEntry real, String segment, List<GuestEntry> found) {
    if (WILD.matcher(segment).find()) {
      Pattern names = names(segment);
      list(folder).stream().filter(e -> names.matcher(e.name()).matches() && e.exists()).forEach(found::add);
    } else {
      String path = (folder.path().equals("/") ? "" : folder.path()) + "/" + segment;
      GuestEntry entry = locate(path, real.host(), List.of(root.getFileSystem().getPath(segment)), false);
      if (entry.exists()) {
        found.add(entry);
      }
    }
  }

  /** A bracket that is never closed stands for itself, as in glob(7). */
  private static Pattern names(String segment) {
    StringBuilder names = new StringBuilder();
    Matcher wild = WILD.matcher(segment);
    int from = 0;
    while (wild.find()) {
      names.append(Pattern.quote(segment.substring(from, wild.start())));
      String set = wild.group(2);
      names.append(wild.group().equals("*") ? ".*" : wild.group().equals("?") ? "."
          : "[" + (wild.group(1).isEmpty() ? "" : "^") + set.replaceAll("[\\[\\]&\\\\^]", "\\\\$0") + "]");
      from = wild.end();
    }
    try {
      return Pattern.compile(names.append(Pattern.quote(segment.substring(from))).toString(), Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      return Pattern.compile(Pattern.quote(segment));
    }
  }

  /** Text of a file, links followed; empty where there is none. Bytes that are no UTF-8 become U+FFFD. */
  String read(GuestEntry entry) {
    GuestEntry file = follow(entry);
    if (file.kind() != Kind.FILE) {
      if (file.exists() && file.kind() != Kind.UNREADABLE) {
        trouble(entry.path(), file.describe() + " where a file is expected");
      }
      return "";
    }
    GuestFiles.Text text = files.text(file.host());
    if (!text.why().isEmpty()) {
      trouble(entry.path(), text.why());
    }
    return text.text();
  }

  String read(String path) {
    return read(at(path));
  }

  /** What could not be looked at since the last call. */
  List<Violation> takeTroubles() {
    List<Violation> taken = List.copyOf(troubles);
    troubles.clear();
    return taken;
  }

  void trouble(String path, String why) {
    if (troubles.size() < MAX_TROUBLES) {
      troubles.add(new Violation(path, why));
    }
  }

  Node node(Path host) {
    return files.node(host);
  }

  private GuestEntry locate(String path, boolean followLast) {
    List<Path> names = new ArrayList<>();
    try {
      root.getFileSystem().getPath(path).forEach(names::add);
    } catch (InvalidPathException e) {
      return new GuestEntry(this, path, root, Node.unreadable("not looked at: this machine's locale cannot spell the name"));
    }
    return locate(path, root, names, followLast);
  }

  /** Goes from folder to folder as the guest's kernel would, with the tree's root as root; {@code at} is never a link. */
  private GuestEntry locate(String path, Path start, List<Path> names, boolean followLast) {
    Deque<Path> pending = new ArrayDeque<>(names);
    Path at = start;
    int links = 0;
    while (!pending.isEmpty()) {
      Node folder = node(at);
      if (folder.kind() != Kind.FOLDER) {
        Node end = folder.kind() == Kind.UNREADABLE ? folder : Node.ABSENT;
        return new GuestEntry(this, path, pending.stream().reduce(at, Path::resolve), end);
      }
      Path name = pending.pop();
      String text = name.toString();
      if (text.isEmpty() || text.equals(".")) {
        continue;
      }
      if (text.equals("..")) {
        at = at.equals(root) ? root : at.getParent();
        continue;
      }
      Path next = at.resolve(name);
      if (node(next).kind() != Kind.LINK || !followLast && pending.isEmpty()) {
        at = next;
        continue;
      }
      if (++links > MAX_LINKS) {
        return new GuestEntry(this, path, next, Node.unreadable("symbolic links that lead to more than " + MAX_LINKS + " others"));
      }
      try {
        Path target = Files.readSymbolicLink(next);
        if (target.isAbsolute()) {
          at = root;
        }
        for (int i = target.getNameCount() - 1; i >= 0; i--) {
          pending.push(target.getName(i));
        }
      } catch (IOException e) {
        return new GuestEntry(this, path, next, Node.unreadable(GuestFiles.reason(e)));
      }
    }
    return new GuestEntry(this, path, at, null);
  }
}
