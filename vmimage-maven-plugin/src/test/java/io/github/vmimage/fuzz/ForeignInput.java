package io.github.vmimage.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.report.ProblemException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What every reader of foreign input owes: a result or a {@link ProblemException}, whose text holds no control character but the ends of
 * its lines. Time and memory are bounded by whoever runs the fuzz tests.
 *
 * <p>A fuzzer makes small inputs. So that it reaches what only a large one breaks, the byte {@value #REPEAT} in an input stands for a
 * repetition: the next two bytes say how many of those after them, and how often.
 */
public final class ForeignInput {
  /** No text has it. */
  public static final int REPEAT = 0x1D;

  private static final int MAX_BYTES = 1 << 16;

  private ForeignInput() {}

  /** Reads bytes. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Reads.
     *
     * @throws Exception if the reader is wrong
     */
    void read() throws Exception;
  }

  /**
   * Runs a reader.
   *
   * @param reader what may end in a problem
   * @throws Exception what should not come out
   */
  public static void check(Reader reader) throws Exception {
    try {
      reader.read();
    } catch (ProblemException e) {
      assertThat(e.problems()).isNotEmpty();
      assertThat(e.getMessage().chars().filter(c -> c != '\n' && Character.isISOControl(c)).mapToObj(Integer::toHexString).toList())
          .as("control characters of a problem").isEmpty();
    }
  }

  /**
   * Carries out the repetitions of an input.
   *
   * @param input what the fuzzer made
   * @return at most 64 KiB, more only where the input itself has more
   */
  public static byte[] expanded(byte[] input) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(input.length);
    for (int at = 0; at < input.length; at++) {
      if (input[at] != REPEAT || at + 2 >= input.length) {
        all.write(input[at]);
        continue;
      }
      int length = Math.min(input[at + 1] & 0xFF, input.length - at - 3);
      int times = 1 << (input[at + 2] & 15);
      byte[] unit = Arrays.copyOfRange(input, at + 3, at + 3 + length);
      for (int i = 0; i < times && all.size() + length <= MAX_BYTES; i++) {
        all.writeBytes(unit);
      }
      at += 2 + length;
    }
    return all.toByteArray();
  }

  /**
   * The same, as text.
   *
   * @param input what the fuzzer made
   * @return each byte sequence that is no UTF-8 as U+FFFD, as the readers of files have it
   */
  public static String text(byte[] input) {
    return new String(expanded(input), StandardCharsets.UTF_8);
  }
}
