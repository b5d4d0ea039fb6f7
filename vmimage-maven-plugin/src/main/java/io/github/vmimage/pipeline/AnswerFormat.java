package io.github.vmimage.pipeline;


/** The forms in which a goal answers that was asked something. */
final class AnswerFormat {

  private AnswerFormat() {}

  /** Refuses any other than text and json. */
  static void require(String format) {
    if (!format.equals("text") && !format.equals("json")) {
      throw StageProblems.badFormat(format).asException();
    }
  }
}
