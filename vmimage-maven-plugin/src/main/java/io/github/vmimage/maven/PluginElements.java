package io.github.vmimage.maven;

import io.github.vmimage.report.Problems;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
   * @param problems gets one problem for each element that is no parameter
   */
  public void check(MavenProject project, String key, Problems problems) {
    Plugin plugin = project.getPlugin(key);
    if (plugin != null) {
      check(plugin, String.valueOf(project.getFile()), problems);
    }
  }

  /** An element of the plugin's own configuration is in that of each execution, too; it is told once. */
  void check(Plugin plugin, String file, Problems problems) {
    Map<String, String> unknown = new TreeMap<>();
    Stream.concat(Stream.of(plugin), plugin.getExecutions().stream()).forEach(container -> names(container)
        .filter(n -> !known.contains(n)).forEach(n -> unknown.putIfAbsent(n, PomPlace.of(container, file))));
    unknown.forEach((name, place) -> problems.add(PomElement.unknown(name, place, known)));
  }

  private static Stream<String> names(ConfigurationContainer container) {
    return container.getConfiguration() instanceof Xpp3Dom dom ? Stream.of(dom.getChildren()).map(Xpp3Dom::getName) : Stream.empty();
  }
}
