/**
 * The stages of a release as data: each {@link io.github.vmimage.pipeline.Stage} has a name, tells what it would do and does it.
 * Here, and only here, the stage rooms meet: a stage calls them and hands the records they give to the next stage through the
 * {@link io.github.vmimage.pipeline.Workspace}, which also owns every path below {@code target/vmimage}.
 *
 * <p>The way of a release: {@code ValidateStage}, {@code LintStage}, {@code UpstreamStage}, {@code BuildStage}, {@code AuditStage},
 * {@code ManifestStage}. How a stage does its work is told in the room that bears its name.
 */
package io.github.vmimage.pipeline;
