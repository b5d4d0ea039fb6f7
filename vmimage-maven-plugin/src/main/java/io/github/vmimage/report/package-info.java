/**
 * What the other rooms say to a person: {@link io.github.vmimage.report.Problem} is the one shape of an error,
 * {@link io.github.vmimage.report.Finding} one remark of a linter or of the audit, and
 * {@link io.github.vmimage.report.Progress} the sink for what is going on.
 *
 * <p>Nothing here knows Maven, prints, or decides whether a build fails.
 */
package io.github.vmimage.report;
