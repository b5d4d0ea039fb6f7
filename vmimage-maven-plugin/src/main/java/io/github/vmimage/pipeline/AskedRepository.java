package io.github.vmimage.pipeline;

/**
 * A Maven repository that a project uses.
 *
 * @param role {@code resolve} or {@code deploy}
 * @param id Maven's id of it; empty where none is configured
 * @param url its address; empty where none is configured
 * @param ask asks it something small, within seconds; throws a {@link io.github.vmimage.report.ProblemException} where it cannot be used
 */
public record AskedRepository(String role, String id, String url, Runnable ask) {}
