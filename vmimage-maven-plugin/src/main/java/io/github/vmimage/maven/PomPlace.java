package io.github.vmimage.maven;

import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.InputLocation;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** Where in which POM a configuration stands; a parent's POM may hold it. */
public final class PomPlace {

  private PomPlace() {}

  /**
   * Finds the configuration of a goal.
   *
   * @param project the image project
   * @param key {@code groupId:artifactId} of this plugin
   * @param execution id of the execution that runs
   * @return {@code FILE:LINE <configuration>}
   */
  public static String of(MavenProject project, String key, String execution) {
    Plugin plugin = project.getPlugin(key);
    if (plugin == null) {
      return project.getFile() + " ";
    }
    ConfigurationContainer own = plugin.getExecutionsAsMap().get(execution);
    return of(own != null && plugin.getConfiguration() == null ? own : plugin, String.valueOf(project.getFile()));
  }

  static String of(ConfigurationContainer container, String file) {
    Object dom = container.getConfiguration();
    if (dom instanceof Xpp3Dom xml && xml.getInputLocation() instanceof InputLocation exact) {
      return text(exact, file);
    }
    InputLocation location = container.getLocation("configuration");
    return text(location == null ? container.getLocation("") : location, file);
  }

  private static String text(InputLocation location, String file) {
    if (location == null || location.getLineNumber() < 1) {
      return file + " <configuration>";
    }
    String source = location.getSource() == null || location.getSource().getLocation() == null ? file : location.getSource().getLocation();
    return source + ":" + location.getLineNumber() + " <configuration>";
  }
}
