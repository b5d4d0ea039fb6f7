package io.github.vmimage.packer;

/**
 * A variable that the project sets in its POM.
 *
 * @param name as the template declares it
 * @param value as text; a list or a map as JSON
 * @param sensitive whether it must not be seen in any log
 */
public record UserVariable(String name, String value, boolean sensitive) {

  /** An empty element of a POM is an empty string. */
  public UserVariable {
    value = value == null ? "" : value;
  }

  /** {@return the name without the value} */
  @Override
  public String toString() {
    return name;
  }
}
