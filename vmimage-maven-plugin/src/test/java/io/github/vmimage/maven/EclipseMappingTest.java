package io.github.vmimage.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class EclipseMappingTest {
  private static final String MAPPING = "/META-INF/m2e/lifecycle-mapping-metadata.xml";
  private static final Pattern OWN_GOAL = Pattern.compile("io\\.github\\.vmimage:vmimage-maven-plugin:([a-z-]+)");

  /** Eclipse marks a project with an error for each goal that is not mapped. */
  @Test
  void everyGoalOfTheLifecycleIsMappedOnce() throws Exception {
    Set<String> bound = new TreeSet<>();
    Matcher goals = OWN_GOAL.matcher(String.join(" ", texts("/META-INF/plexus/components.xml", "//phases/*")));
    while (goals.find()) {
      bound.add(goals.group(1));
    }
    assertThat(bound).contains("validate", "lint", "build");
    assertThat(texts(MAPPING, "//goal")).containsAll(bound).doesNotHaveDuplicates();
  }

  @Test
  void onlyValidateRunsInTheIde() throws Exception {
    assertThat(texts(MAPPING, "//pluginExecution[action/execute]//goal")).containsExactly("validate");
    assertThat(texts(MAPPING, "//pluginExecution[action/ignore]//goal")).contains("build", "lint", "attach");
    assertThat(texts(MAPPING, "//execute/runOnIncremental")).containsExactly("false");
  }

  @Test
  void thePackagingIsKnown() throws Exception {
    assertThat(texts(MAPPING, "//packagingType")).containsExactlyElementsOf(texts("/META-INF/plexus/components.xml",
        "//component[role='org.apache.maven.lifecycle.mapping.LifecycleMapping']/role-hint"));
  }

  private static List<String> texts(String resource, String path) throws Exception {
    try (InputStream in = EclipseMappingTest.class.getResourceAsStream(resource)) {
      Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
      XPath xpath = XPathFactory.newInstance().newXPath();
      NodeList nodes = (NodeList) xpath.evaluate(path, document, XPathConstants.NODESET);
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < nodes.getLength(); i++) {
        texts.add(nodes.item(i).getTextContent().strip());
      }
      return texts;
    }
  }
}
