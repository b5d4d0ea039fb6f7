package io.github.vmimage.source;

/**
 * How the making of a tag ended.
 *
 * @param stamp the release that the tag stamps
 * @param created false where the same tag was on this commit already
 */
public record Tagging(SourceStamp stamp, boolean created) {}
