/**
 * What the project's own lint rules share: {@link io.github.vmimage.lint.LintRules} is the catalogue,
 * {@link io.github.vmimage.lint.RuleSettings} what a POM makes of it, and {@link io.github.vmimage.lint.Sarif} the report for machines.
 *
 * <p>No rule is checked here: the room that owns a language checks the rules over it ({@code packer}, {@code ansible},
 * {@code upstream}).
 */
package io.github.vmimage.lint;
