package io.github.vmimage.ansible;

/**
 * How long playbooks took.
 *
 * @param tasks how many tasks and handlers were begun
 * @param millis from the first of them to the recap, without the time between playbooks
 */
public record PlaybookTime(int tasks, long millis) {
  /** No playbook ran. */
  public static final PlaybookTime NONE = new PlaybookTime(0, 0);
}
