package io.github.vmimage.maven;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The elements of an XML text by their places in it, so that one of them can be changed and every other character stays. Maven has read
 * the text before; what is not well-formed is refused all the same, and so is a document type.
 */
final class PomElements {
  private static final int MAX_DEPTH = 256;

  private final String text;
  private final Deque<Element> open = new ArrayDeque<>();
  private int at;

  private PomElements(String text) {
    this.text = text;
  }

  /** Why a text is refused. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String why, int at) {
      super(why + " at character " + at);
    }
  }

  /** One element and its place. */
  static final class Element {
    private final String text;
    private final String name;
    private final int start;
    private final int contentStart;
    private final List<Element> children = new ArrayList<>();
    private int contentEnd = -1;
    private int end = -1;

    private Element(String text, String name, int start, int contentStart) {
      this.text = text;
      this.name = name;
      this.start = start;
      this.contentStart = contentStart;
    }

    String name() {
      return name;
    }

    int start() {
      return start;
    }

    int contentStart() {
      return contentStart;
    }

    int contentEnd() {
      return contentEnd;
    }

    int end() {
      return end;
    }

    /** What stands between its tags, comments and all. */
    String content() {
      return text.substring(contentStart, contentEnd);
    }

    Optional<Element> child(String wanted) {
      return children.stream().filter(c -> c.name.equals(wanted)).findFirst();
    }

    /** The text of a child, without the white space around it; empty where there is none. */
    String text(String wanted) {
      return child(wanted).map(c -> c.content().strip()).orElse("");
    }

    /** This element and all below it. */
    Stream<Element> all() {
      return Stream.concat(Stream.of(this), children.stream().flatMap(Element::all));
    }
  }

  /** Reads a whole text. */
  static Element root(String text) throws MalformedException {
    return new PomElements(text).read();
  }

  private Element read() throws MalformedException {
    Element root = null;
    for (at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
      if (skipped("<!--", "-->") || skipped("<?", "?>") || !open.isEmpty() && skipped("<![CDATA[", "]]>")) {
        continue;
      }
      if (text.startsWith("<!", at)) {
        throw new MalformedException("a document type", at);
      }
      if (text.startsWith("</", at)) {
        close();
      } else {
        Element element = open();
        root = root == null ? element : root;
      }
    }
    if (root == null || !open.isEmpty()) {
      throw new MalformedException("no end of the first element", text.length());
    }
    return root;
  }

  private boolean skipped(String from, String to) throws MalformedException {
    if (!text.startsWith(from, at)) {
      return false;
    }
    int end = text.indexOf(to, at + from.length());
    if (end < 0) {
      throw new MalformedException("no end of " + from, at);
    }
    at = end + to.length();
    return true;
  }

  private Element open() throws MalformedException {
    int start = at;
    int end = endOfTag();
    boolean empty = text.charAt(end - 1) == '/';
    String name = name(start + 1, empty ? end - 1 : end);
    at = end + 1;
    Element element = new Element(text, name, start, at);
    if (!open.isEmpty()) {
      open.peek().children.add(element);
    }
    if (empty) {
      element.contentEnd = at;
      element.end = at;
    } else if (open.size() >= MAX_DEPTH) {
      throw new MalformedException("too many elements inside each other", start);
    } else {
      open.push(element);
    }
    return element;
  }

  private void close() throws MalformedException {
    int start = at;
    int end = text.indexOf('>', at);
    if (end < 0 || open.isEmpty() || !open.peek().name.equals(name(start + 2, end))) {
      throw new MalformedException("an end tag without its start", start);
    }
    at = end + 1;
    Element element = open.pop();
    element.contentEnd = start;
    element.end = at;
  }

  /** The tag's closing bracket; one in an attribute's value is none. */
  private int endOfTag() throws MalformedException {
    char quote = 0;
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '>') {
        return i;
      }
    }
    throw new MalformedException("no end of a tag", at);
  }

  private String name(int from, int to) throws MalformedException {
    String name = text.substring(from, to).split("\\s", 2)[0];
    if (name.isEmpty()) {
      throw new MalformedException("a tag without a name", from);
    }
    return name.substring(name.indexOf(':') + 1);
  }
}
