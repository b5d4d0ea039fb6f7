/**
 * The single place that starts a process: {@link io.github.vmimage.process.Command} says what to run,
 * {@link io.github.vmimage.process.Processes} runs it with a time limit, masks secrets in what it prints, and kills the whole
 * process tree when the limit is reached or Maven is stopped. {@link io.github.vmimage.process.Tool} knows each external
 * program, its oldest usable version and where it comes from; {@link io.github.vmimage.process.Toolbox} looks whether it is here, and
 * {@link io.github.vmimage.process.Installation} tells how to install it on this {@link io.github.vmimage.process.Host}.
 *
 * <p>What a tool's output means is the business of the room that called it.
 */
package io.github.vmimage.process;
