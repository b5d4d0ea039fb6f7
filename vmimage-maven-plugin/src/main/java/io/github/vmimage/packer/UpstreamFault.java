package io.github.vmimage.packer;

import io.github.vmimage.lint.LintRules;
import io.github.vmimage.lint.Rule;
import io.github.vmimage.report.Finding.Place;

/**
 * Something in a template that speaks against its images being made of the POM's upstreams.
 *
 * @param kind how bad it is
 * @param place where it stands
 * @param message what it is, in words without any value of the template, which may hold a secret
 * @param source the source that is concerned, as Packer calls it; empty for none in particular
 */
record UpstreamFault(Kind kind, Place place, String message, String source) {

  /** What follows from a fault. */
  enum Kind {
    /** It cannot be true that the image starts from what is declared: nothing is built. */
    UNPROVEN(LintRules.UPSTREAM_UNPROVEN),
    /** An upstream is declared, and would stand in the manifest, without being used: nothing is built. */
    UNREAD(LintRules.UPSTREAM_UNREAD),
    /** Known only when Packer runs, and held then against what it opened. */
    UNFOLLOWED(LintRules.UPSTREAM_UNFOLLOWED),
    /** The same of what the options of QEMU's process tell. */
    UNFOLLOWED_GUEST(LintRules.UPSTREAM_UNFOLLOWED);

    private final Rule rule;

    Kind(Rule rule) {
      this.rule = rule;
    }

    Rule rule() {
      return rule;
    }
  }
}
