package io.github.vmimage.testreport;

/**
 * A task that changed something when the playbook was applied once more.
 *
 * @param name of the task, with its role
 * @param place file and line
 * @param waived the project's reason why it may; empty where it may not
 */
public record ChangedTask(String name, String place, String waived) {}
