package io.github.vmimage.testreport;

import java.time.Duration;
import java.time.Instant;

/**
 * How one stage ended when it ran last.
 *
 * @param goal the goal's name
 * @param began when it began, to the second
 * @param time how long it took
 * @param ok whether it came to its end
 * @param message the first line of what was wrong; empty where it is ok
 * @param where the file that tells most of it, relative to the workspace; may be empty
 */
public record StageRun(String goal, Instant began, Duration time, boolean ok, String message, String where) {}
