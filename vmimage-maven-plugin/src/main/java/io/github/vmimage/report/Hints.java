package io.github.vmimage.report;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Next steps that more than one message names, each worded once. All of them can be typed as they stand. */
public final class Hints {
  /** For what was built and does not fit together any more. */
  public static final String REBUILD = "mvn clean install";
  /** For what only the network has. */
  public static final String ONLINE = "run once without -o";
  /** For what a second run may not meet again. */
  public static final String AGAIN = "run it again; -X shows every command";
  /** For a program that failed; {@link Problem#where} is its command line. */
  public static final String BY_HAND = "run the command above by hand; -X shows every command";

  /** The end of a next step that fetches a part of a release again. */
  public static final String BROKEN_RELEASE = "; if it stays so, this release is broken: use another version";

  /** The end of a next step that mends something first. */
  public static final String THEN_AGAIN = ", then run it again";

  private Hints() {}

  /**
   * For a file or folder that cannot be made or written.
   *
   * @param folder the folder it is to lie in
   * @return the next step
   */
  public static String roomAndRights(Object folder) {
    String word = word(folder);
    return "ls -ld " + word + "; df -h " + word + "\nmend the rights or make room" + THEN_AGAIN;
  }

  /**
   * For a folder on a full disk; the end of the next step is the caller's, such as {@link #THEN_AGAIN}.
   *
   * @param folder exists
   * @return the beginning of the next step
   */
  public static String roomFor(Object folder) {
    return "df -h '" + folder + "', make room there";
  }

  /**
   * For a file that cannot be read.
   *
   * @param file the file
   * @return the next step
   */
  public static String readable(Object file) {
    return "ls -l " + word(file) + " shows its rights; make it readable and run it again";
  }

  /**
   * For a folder that cannot be read or listed.
   *
   * @param folder the folder
   * @return the next step
   */
  public static String readableFolder(Object folder) {
    return "ls -ld " + word(folder) + " shows its rights; make it readable and run it again";
  }

  /**
   * For a file that has to go.
   *
   * @param file the file
   * @return the command
   */
  public static String remove(Object file) {
    return "rm " + word(file);
  }

  /**
   * For a folder that has to go, with all that is in it.
   *
   * @param folder the folder
   * @return the command
   */
  public static String removeFolder(Object folder) {
    return "rm -r " + word(folder);
  }

  /**
   * For what came out of a Maven repository and is not what was released.
   *
   * @param what how it is called when it is resolved anew, such as its coordinates, or "it"
   * @param files what lies in the local repository
   * @return the next step
   */
  public static String resolveAgain(String what, Object... files) {
    String again = " and resolve " + what + " again with mvn -U" + BROKEN_RELEASE;
    return files.length == 1 ? "Delete " + files[0] + again
        : "Delete these files" + again + Arrays.stream(files).map(f -> "\n" + f).collect(Collectors.joining());
  }

  /**
   * For a program that is there and does not work.
   *
   * @param install the command that installs it
   * @return the next step
   */
  public static String reinstall(String install) {
    return "install it anew: " + install;
  }

  /**
   * For a rule that is named and does not exist.
   *
   * @param nearest the rule that looks most like it
   * @param element what named it, such as "waiver"
   * @return the next step
   */
  public static String meantRule(String nearest, String element) {
    return "write <rule>" + nearest + "</rule> if that is meant, or remove the " + element;
  }

  /**
   * For a Maven repository that does not answer as it should.
   *
   * @param serverId its id
   * @return the next step
   */
  public static String repositoryAccess(String serverId) {
    return "check the address, the credentials for server id '" + serverId + "' in settings.xml and the network";
  }

  /**
   * A word of a shell's command line.
   *
   * @param value a path or name
   * @return the value, in quotes where a shell would take it for something else
   */
  public static String word(Object value) {
    String text = value.toString();
    return text.matches("[A-Za-z0-9._/:@%+=,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
