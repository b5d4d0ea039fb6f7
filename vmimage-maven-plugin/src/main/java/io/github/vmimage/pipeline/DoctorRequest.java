package io.github.vmimage.pipeline;

import io.github.vmimage.release.Coordinates;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What the doctor is asked.
 *
 * @param project whether there is an image project; otherwise only the machine is looked at
 * @param repositories the Maven repositories that are used
 * @param builtHere tells whether a release is a module of this very build
 * @param format {@code text} or {@code json}
 * @param fails whether something that is missing fails the goal
 * @param answer gets the whole report
 */
public record DoctorRequest(boolean project, List<AskedRepository> repositories, Predicate<Coordinates> builtHere, String format,
    boolean fails, Consumer<String> answer) {

  /** Copies the list. */
  public DoctorRequest {
    repositories = List.copyOf(repositories);
  }
}
