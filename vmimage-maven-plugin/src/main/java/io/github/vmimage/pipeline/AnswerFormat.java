package io.github.vmimage.pipeline;

import io.github.vmimage.report.Problem;

/** The forms in which a goal answers that was asked something. */
final class AnswerFormat {

  private AnswerFormat() {}

  /** Refuses any other than text and json. */
  static void require(String format) {
    if (!format.equals("text") && !format.equals("json")) {
      throw Problem.project("The output format is unknown").at("-Dformat").saw(format).accepts("text, json").next("leave it out")
          .asException();
    }
  }
}
