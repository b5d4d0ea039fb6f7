package io.github.vmimage.source;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;

/**
 * The name of the tag that belongs to a version, in the syntax of maven-release-plugin's {@code tagNameFormat}: {@code @{version}},
 * {@code @{artifactId}} and {@code @{groupId}}, each also with the prefix {@code project.} or {@code pom.}. That plugin leaves an
 * expression it does not know as it is; here it is refused.
 */
public final class TagName {
  /** The format where a project gives none. */
  public static final String DEFAULT_FORMAT = "release-@{project.version}";

  private static final Pattern EXPRESSION = Pattern.compile("@\\{([^}]*)}");
  private static final Pattern PREFIX = Pattern.compile("^(project|pom)\\.");

  private TagName() {}

  /**
   * Fills in a format.
   *
   * @param format the format, such as {@link #DEFAULT_FORMAT}
   * @param groupId of the project
   * @param artifactId of the project
   * @param version of the project
   * @return a name that Git accepts
   * @throws io.github.vmimage.report.ProblemException where an expression is unknown or Git would refuse the name
   */
  public static String of(String format, String groupId, String artifactId, String version) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("version", version);
    values.put("artifactId", artifactId);
    values.put("groupId", groupId);
    Matcher expression = EXPRESSION.matcher(format);
    StringBuilder name = new StringBuilder();
    while (expression.find()) {
      String value = values.get(PREFIX.matcher(expression.group(1)).replaceFirst(""));
      if (value == null) {
        throw TagProblems.unknownExpression(expression.group()).asException();
      }
      expression.appendReplacement(name, Matcher.quoteReplacement(value));
    }
    expression.appendTail(name);
    return checked(format, name.toString());
  }

  private static String checked(String format, String name) {
    // A leading dash is a valid reference and a trap on every command line; Git itself refuses it as a tag's name.
    if (name.startsWith("-") || name.equals(Constants.HEAD) || !Repository.isValidRefName(Constants.R_TAGS + name)) {
      throw TagProblems.badName(format, name).asException();
    }
    return name;
  }
}
