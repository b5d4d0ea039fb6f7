package io.github.vmimage.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.Problems;
import io.github.vmimage.report.ProblemException;
import java.io.StringReader;
import java.util.Set;
import org.apache.maven.model.InputLocation;
import org.apache.maven.model.InputSource;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;

class PluginElementsTest {
  private final PluginElements elements = new PluginElements(Set.of("upstreams", "waivers"));

  @Test
  void refusesAnElementThatMavenWouldIgnore() throws Exception {
    assertThatThrownBy(() -> check(plugin("<configuration><waiver/><upstreams/></configuration>")))
        .isInstanceOf(ProblemException.class)
        .hasMessage("""
            The configuration has an element that is not known
              where:    own.xml <configuration>
              seen:     <waiver>
              accepted: upstreams, waivers
              next:     write <waivers> if that is meant, else remove it; mvn vmimage:help -Ddetail explains each""");
  }

  @Test
  void refusesItInAnExecutionToo() throws Exception {
    PluginExecution execution = new PluginExecution();
    execution.setConfiguration(Xpp3DomBuilder.build(new StringReader("<configuration><templat/></configuration>")));
    Plugin plugin = plugin("<configuration/>");
    plugin.addExecution(execution);
    assertThatThrownBy(() -> check(plugin)).hasMessageContaining("<templat>");
  }

  /** A parent's POM may hold the configuration. */
  @Test
  void namesThePomAndTheLine() throws Exception {
    InputSource parent = new InputSource();
    parent.setLocation("/parent/pom.xml");
    Plugin plugin = plugin("<configuration><wavers/></configuration>");
    plugin.setLocation("configuration", new InputLocation(17, 5, parent));
    assertThatThrownBy(() -> check(plugin)).hasMessageContaining("where:    /parent/pom.xml:17 <configuration>");
  }

  @Test
  void tellsAnElementOnceThoughEachExecutionInheritsIt() throws Exception {
    PluginExecution execution = new PluginExecution();
    execution.setConfiguration(Xpp3DomBuilder.build(new StringReader("<configuration><waiver/></configuration>")));
    Plugin plugin = plugin("<configuration><waiver/></configuration>");
    plugin.addExecution(execution);
    assertThatThrownBy(() -> check(plugin)).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problems()).hasSize(1));
  }

  @Test
  void acceptsParametersAndNoConfigurationAtAll() throws Exception {
    assertThatCode(() -> check(plugin("<configuration><waivers/><upstreams/></configuration>"))).doesNotThrowAnyException();
    assertThatCode(() -> check(new Plugin())).doesNotThrowAnyException();
  }

  private void check(Plugin plugin) {
    Problems problems = new Problems();
    elements.check(plugin, "own.xml", problems);
    problems.throwIfAny();
  }

  private static Plugin plugin(String configuration) throws Exception {
    Plugin plugin = new Plugin();
    plugin.setArtifactId("vmimage-maven-plugin");
    plugin.setConfiguration(Xpp3DomBuilder.build(new StringReader(configuration)));
    return plugin;
  }
}
