package io.github.vmimage.ansible;

/**
 * A task that changed something in a guest.
 *
 * @param name with its role's, such as {@code web : Install the page}
 * @param place {@code file:line}
 */
public record ChangedTask(String name, String place) {

  /** {@return the name with the place, for a person} */
  @Override
  public String toString() {
    return place.isEmpty() ? name : name + " (" + place + ")";
  }
}
