package io.github.vmimage.maven;

import io.github.vmimage.report.Problems;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * The elements of this plugin's {@code <configuration>} in a POM. Maven ignores a name that no goal has (3.9 warns, earlier versions say
 * nothing), so a misspelt {@code <upstreams>} or {@code <waivers>} would count as none.
 */
public final class PluginElements {
  private final Set<String> known;

  PluginElements(Set<String> known) {
    this.known = new TreeSet<>(known);
  }

  /**
   * Knows the parameters of all goals.
   *
   * @param plugin this plugin
   * @return the names that a POM may use
   */
  public static PluginElements of(PluginDescriptor plugin) {
    return new PluginElements(plugin.getMojos().stream().filter(m -> m.getParameters() != null).flatMap(m -> m.getParameters().stream())
        .filter(p -> p.isEditable()).flatMap(p -> Stream.of(p.getName(), p.getAlias())).filter(n -> n != null && !n.isEmpty())
        .collect(Collectors.toSet()));
  }

  /**
   * Looks at the plugin's configuration and at that of each execution.
   *
   * @param project the image project
   * @param key {@code groupId:artifactId} of this plugin
   * @throws io.github.vmimage.report.ProblemException when an element is no parameter
   */
  public void check(MavenProject project, String key) {
    Plugin plugin = project.getPlugin(key);
    if (plugin != null) {
      check(plugin);
    }
  }

  void check(Plugin plugin) {
    Set<String> unknown = Stream.concat(Stream.of(plugin), plugin.getExecutions().stream()).flatMap(PluginElements::names)
        .filter(n -> !known.contains(n)).collect(Collectors.toCollection(TreeSet::new));
    Problems problems = new Problems();
    unknown.forEach(name -> problems.add(ResolutionProblems.unknownParameter(plugin.getArtifactId(), name, known)));
    problems.throwIfAny();
  }

  private static Stream<String> names(ConfigurationContainer container) {
    return container.getConfiguration() instanceof Xpp3Dom dom ? Stream.of(dom.getChildren()).map(Xpp3Dom::getName) : Stream.empty();
  }
}
