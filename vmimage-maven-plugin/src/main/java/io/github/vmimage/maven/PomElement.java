package io.github.vmimage.maven;

import io.github.vmimage.report.Problem;
import io.github.vmimage.report.Problems;
import io.github.vmimage.report.Spelling;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/**
 * One element of a goal's configuration, read by ourselves: where Maven reads it into an object, one unknown element inside ends in a line
 * of Maven's that names neither the place nor what would be known.
 *
 * @param place the way to it, such as {@code <upstreams><upstream[1]>}
 * @param dom the element
 * @param values of expressions in it
 * @param problems where what is wrong is noted
 */
record PomElement(String place, PlexusConfiguration dom, ExpressionEvaluator values, Problems problems) {

  /** What to say of an element that means nothing. */
  static Problem unknown(String name, String place, Collection<String> known) {
    return ConfigurationProblems.unknownElement(place, name, known, Spelling.nearest(name, known));
  }

  /** Notes each child that has another name, and each that is there twice. */
  PomElement knowing(String... names) {
    return knowing(List.of(names), List.of());
  }

  /** The same, where some names are known but not worth a recommendation. */
  PomElement knowing(List<String> names, List<String> tolerated) {
    List<String> seen = Stream.of(dom.getChildren()).map(PlexusConfiguration::getName).toList();
    seen.stream().distinct().filter(n -> !names.contains(n) && !tolerated.contains(n)).forEach(n -> problems.add(unknown(n, place, names)));
    seen.stream().distinct().filter(names::contains).filter(n -> seen.indexOf(n) != seen.lastIndexOf(n))
        .forEach(n -> problems.add(ConfigurationProblems.elementTwice(place, n)));
    return this;
  }

  /** The children of a list, which all have one name; others are noted. */
  List<PomElement> each(String name) {
    return eachOf(List.of(name));
  }

  /** The children of a list that has several kinds, in their order; others are noted. */
  List<PomElement> eachOf(List<String> names) {
    Stream.of(dom.getChildren()).map(PlexusConfiguration::getName).filter(n -> !names.contains(n)).distinct()
        .forEach(n -> problems.add(unknown(n, place, names)));
    List<PlexusConfiguration> all = Stream.of(dom.getChildren()).filter(c -> names.contains(c.getName())).toList();
    return IntStream.range(0, all.size())
        .mapToObj(i -> new PomElement(place + "<" + all.get(i).getName() + "[" + (i + 1) + "]>", all.get(i), values, problems)).toList();
  }

  /** A child; null where it is absent. */
  PomElement child(String name) {
    PlexusConfiguration child = dom.getChild(name, false);
    return child == null ? null : new PomElement(place + "<" + name + ">", child, values, problems);
  }

  /** The text of a child; null where it is absent or empty. */
  String text(String name) {
    PomElement child = child(name);
    return child == null ? null : child.text();
  }

  private String text() {
    if (dom.getChildCount() > 0) {
      problems.add(ConfigurationProblems.elementForText(place, dom.getChild(0).getName()));
    }
    String written = dom.getValue(null);
    if (written == null || written.isEmpty()) {
      return null;
    }
    try {
      Object value = values.evaluate(written);
      return value == null ? null : value.toString();
    } catch (ExpressionEvaluationException e) {
      problems.add(ConfigurationProblems.badExpression(place, written, String.valueOf(e.getMessage())));
      return null;
    }
  }

  /** The texts of a child's children, or of its own text with commas; nothing where it is absent. */
  List<String> texts(String name, String each) {
    PomElement list = child(name);
    if (list == null) {
      return List.of();
    }
    if (list.dom().getChildCount() > 0) {
      return list.each(each).stream().map(PomElement::text).map(t -> t == null ? "" : t).toList();
    }
    String text = list.text();
    return text == null ? List.of() : Stream.of(text.split(",")).map(String::strip).toList();
  }
}
