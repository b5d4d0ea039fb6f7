package io.github.vmimage.maven;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the answer of a goal goes that was asked something. */
public final class Answer {

  private Answer() {}

  /**
   * Gives an answer.
   *
   * @param text ending in a line end
   * @param output file to write, with its folders, or null for the console
   * @param console standard output
   * @throws io.github.vmimage.report.ProblemException when the file cannot be written
   */
  public static void give(String text, File output, PrintStream console) {
    if (output == null) {
      console.print(text);
      return;
    }
    Path file = output.toPath().toAbsolutePath();
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw ResolutionProblems.answerNotWritten(output.getPath(), e.toString()).because(e);
    }
  }
}
