/**
 * One class per goal: parameters in, one call, done. A goal has no logic of its own; what it does is told by the stage of
 * {@code pipeline} that it runs. Parameters that several goals share are in {@code ConfiguredMojo}.
 */
package io.github.vmimage.mojo;
