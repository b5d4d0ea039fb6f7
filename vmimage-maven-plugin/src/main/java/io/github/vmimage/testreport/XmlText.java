package io.github.vmimage.testreport;

import io.github.vmimage.report.PlainText;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes XML with one element on each line, from texts that may hold any character. */
final class XmlText {
  /** One that is a child of an element with text of its own would change that text by its line end; no such element is written. */
  private final Deque<Boolean> hasChildren = new ArrayDeque<>();
  private final StringWriter to = new StringWriter();
  private final XMLStreamWriter xml;

  XmlText() {
    try {
      // The JDK's own: another one on the class path could write the same in other bytes.
      xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(to);
      xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Begins an element; attributes come next. */
  void begin(String element) {
    write(() -> {
      newLine();
      xml.writeStartElement(element);
      hasChildren.push(false);
    });
  }

  /** An attribute, on one line. */
  void attribute(String name, String value) {
    write(() -> xml.writeAttribute(name, known(PlainText.line(value))));
  }

  /** The element's text, which may have several lines. */
  void text(String text) {
    write(() -> xml.writeCharacters(known(PlainText.of(text))));
  }

  void end() {
    write(() -> {
      if (hasChildren.pop()) {
        xml.writeCharacters("\n" + "  ".repeat(hasChildren.size()));
      }
      xml.writeEndElement();
    });
  }

  void empty(String element) {
    write(() -> {
      newLine();
      xml.writeEmptyElement(element);
    });
  }

  /** {@return the whole document} */
  String text() {
    write(xml::writeEndDocument);
    return to + "\n";
  }

  private void newLine() throws XMLStreamException {
    if (!hasChildren.isEmpty()) {
      hasChildren.pop();
      hasChildren.push(true);
    }
    xml.writeCharacters("\n" + "  ".repeat(hasChildren.size()));
  }

  /** XML knows no such characters, not even by their number. */
  private static String known(String plain) {
    return plain.replace("\uFFFE", "\\uFFFE").replace("\uFFFF", "\\uFFFF");
  }

  private interface Step {
    void run() throws XMLStreamException;
  }

  private static void write(Step step) {
    try {
      step.run();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }
}
