/**
 * The only room beside {@code mojo} that knows Maven. It turns what Maven has (settings, resolver, log, session, POM elements) into
 * what the pipeline asks for, and {@link io.github.vmimage.report.ProblemException} into Maven's two exceptions.
 *
 * <p>The lifecycle of the packaging {@code vm-image} and its artifact handler are in {@code META-INF/plexus/components.xml}.
 */
package io.github.vmimage.maven;
