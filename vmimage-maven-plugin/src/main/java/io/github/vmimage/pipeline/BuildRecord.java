package io.github.vmimage.pipeline;

import io.github.vmimage.source.SourceStamp;
import java.util.Map;

/**
 * What a build made.
 *
 * @param source what it was built from
 * @param disk path of the finished disk, compressed and without a backing file
 * @param sha256 digest of that file when the build ended
 * @param virtualSize bytes that a guest sees
 * @param toolchain versions by the tool's name
 */
record BuildRecord(SourceStamp source, String disk, String sha256, long virtualSize, Map<String, String> toolchain) {}
