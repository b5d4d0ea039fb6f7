package io.github.vmimage.pipeline;

import io.github.vmimage.download.Network;
import io.github.vmimage.download.TransferProgress;
import io.github.vmimage.process.Processes;
import io.github.vmimage.report.Progress;

/**
 * What every stage may use.
 *
 * @param project the image
 * @param workspace every path below {@code target/vmimage}
 * @param processes starts programs, hides secrets
 * @param progress tells the user what goes on
 * @param network how to reach upstreams
 * @param transfers shows downloads
 * @param images where released images come from
 * @param pluginVersion our own version, for the manifest
 */
public record StageContext(ImageProject project, Workspace workspace, Processes processes, Progress progress, Network network,
    TransferProgress transfers, ImageRepository images, String pluginVersion) {}
