package io.github.vmimage.maven;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.ProblemException;
import java.io.StringReader;
import java.util.Set;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;

class PluginElementsTest {
  private final PluginElements elements = new PluginElements(Set.of("upstreams", "waivers"));

  @Test
  void refusesAnElementThatMavenWouldIgnore() throws Exception {
    assertThatThrownBy(() -> elements.check(plugin("<configuration><waiver/><upstreams/></configuration>")))
        .isInstanceOf(ProblemException.class)
        .hasMessage("""
            The plugin has no parameter of that name
              where:    <configuration> of vmimage-maven-plugin
              seen:     <waiver>
              accepted: upstreams, waivers
              next:     correct the name; mvn vmimage:help -Ddetail explains each""");
  }

  @Test
  void refusesItInAnExecutionToo() throws Exception {
    PluginExecution execution = new PluginExecution();
    execution.setConfiguration(Xpp3DomBuilder.build(new StringReader("<configuration><templat/></configuration>")));
    Plugin plugin = plugin("<configuration/>");
    plugin.addExecution(execution);
    assertThatThrownBy(() -> elements.check(plugin)).hasMessageContaining("<templat>");
  }

  @Test
  void acceptsParametersAndNoConfigurationAtAll() throws Exception {
    assertThatCode(() -> elements.check(plugin("<configuration><waivers/><upstreams/></configuration>"))).doesNotThrowAnyException();
    assertThatCode(() -> elements.check(new Plugin())).doesNotThrowAnyException();
  }

  private static Plugin plugin(String configuration) throws Exception {
    Plugin plugin = new Plugin();
    plugin.setArtifactId("vmimage-maven-plugin");
    plugin.setConfiguration(Xpp3DomBuilder.build(new StringReader(configuration)));
    return plugin;
  }
}
