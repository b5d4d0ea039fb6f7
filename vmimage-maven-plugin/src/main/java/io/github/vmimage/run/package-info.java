/**
 * One run of the plugin on one project, as this machine sees it: the lock that keeps a second run out, the short-lived folder that takes
 * what must not lie below {@code target} (sockets, mount points, other programs' temporary files), the mark on every process, and how a
 * run that was cut off is cleaned up by the next one.
 *
 * <p>What the stages make below {@code target/vmimage} is the business of {@code pipeline}; how a process is stopped that of
 * {@code process}.
 */
package io.github.vmimage.run;
