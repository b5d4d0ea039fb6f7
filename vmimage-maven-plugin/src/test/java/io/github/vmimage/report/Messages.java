package io.github.vmimage.report;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All that one room says when something is wrong, each message with a sample or more: made by calling the method that makes the
 * message in earnest, so that a sample cannot show another one's text.
 */
public final class Messages {
  private final String room;
  private final String title;
  private final List<Class<?>> sources = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();

  /**
   * One message with values in it.
   *
   * @param name class and method, such as {@code TagProblems.absent}
   * @param problem what the method makes of the values
   */
  public record Sample(String name, Problem problem) {}

  private Messages(String room, String title) {
    this.room = room;
    this.title = title;
  }

  /**
   * Starts the list of a room.
   *
   * @param room its package's last name
   * @param title its name in the documents
   */
  public static Messages of(String room, String title) {
    return new Messages(room, title);
  }

  /** The samples that follow are of this class. */
  public Messages from(Class<?> problems) {
    sources.add(problems);
    return this;
  }

  /**
   * Adds a sample of the class named last.
   *
   * @param method a method that returns a {@link Problem}
   * @param values what it gets: such values as are seen in real life, and the same on every machine
   */
  public Messages say(String method, Object... values) {
    Class<?> source = sources.get(sources.size() - 1);
    Method found = declared(source).stream().filter(m -> m.getName().equals(method)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no message " + source.getSimpleName() + "." + method));
    try {
      found.setAccessible(true);
      samples.add(new Sample(name(found), (Problem) found.invoke(null, values)));
    } catch (IllegalAccessException | IllegalArgumentException | InvocationTargetException e) {
      throw new IllegalArgumentException(found + " does not take " + Arrays.toString(values), e);
    }
    return this;
  }

  /** The room's package, last name only. */
  public String room() {
    return room;
  }

  /** The room's name in the documents. */
  public String title() {
    return title;
  }

  /** The classes that hold the room's messages. */
  public List<Class<?>> sources() {
    return sources;
  }

  /** In the order they were added. */
  public List<Sample> samples() {
    return samples;
  }

  /** The names of all messages of a class, whether they have samples or not. */
  public static List<String> names(Class<?> problems) {
    return declared(problems).stream().map(Messages::name).toList();
  }

  private static String name(Method method) {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }

  private static List<Method> declared(Class<?> problems) {
    return Arrays.stream(problems.getDeclaredMethods()).filter(m -> m.getReturnType() == Problem.class)
        .filter(m -> Modifier.isStatic(m.getModifiers()) && !Modifier.isPrivate(m.getModifiers()) && !m.isSynthetic()).toList();
  }
}
