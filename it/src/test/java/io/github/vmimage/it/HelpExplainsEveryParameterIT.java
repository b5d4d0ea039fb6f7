package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

class HelpExplainsEveryParameterIT {
  @RegisterExtension
  static final Bench BENCH = new Bench();

  @Test
  void helpTellsEveryGoalAndEveryParameterThatAUserCanSet() throws Exception {
    Run help = BENCH.maven(BENCH.folder("nowhere")).run(Reactor.goal("help"), "-Ddetail").succeeded();
    List<Element> goals = elements(descriptor(), "mojo");
    assertThat(goals).extracting(g -> text(g, "goal"))
        .contains("validate", "lint", "verify-upstream", "build", "audit", "test", "upgrade-test", "attach", "tag", "doctor", "resolve",
            "custody", "outdated", "pin", "help");
    List<String> unexplained = new ArrayList<>();
    for (Element goal : goals) {
      help.says("vmimage:" + text(goal, "goal"));
      for (Element parameter : elements(goal, "parameter")) {
        String name = text(parameter, "name");
        if (text(parameter, "editable").equals("false")) {
          continue;
        }
        if (text(parameter, "description").isBlank()) {
          unexplained.add(text(goal, "goal") + "." + name);
        }
        assertThat(help.lines()).as("parameter %s", name).anyMatch(l -> l.strip().startsWith(name));
      }
    }
    assertThat(unexplained).as("parameters without a description").isEmpty();
  }

  private static Element descriptor() throws IOException, SAXException, ParserConfigurationException {
    try (JarFile jar = new JarFile(Reactor.jar(Reactor.PLUGIN).toFile());
        InputStream in = jar.getInputStream(jar.getEntry("META-INF/maven/plugin.xml"))) {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement();
    }
  }

  private static List<Element> elements(Element parent, String name) {
    NodeList nodes = parent.getElementsByTagName(name);
    List<Element> all = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      all.add((Element) nodes.item(i));
    }
    return all;
  }

  private static String text(Element parent, String name) {
    List<Element> found = elements(parent, name);
    return found.isEmpty() ? "" : found.get(0).getTextContent().strip();
  }
}
