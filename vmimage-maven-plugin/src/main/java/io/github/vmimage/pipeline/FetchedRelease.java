package io.github.vmimage.pipeline;

import io.github.vmimage.disk.StandaloneDisk;
import io.github.vmimage.release.CheckedRelease;

/**
 * A release from a repository. That its disk is the one that its manifest names says nothing of who made both, so the disk has been looked
 * at as well.
 *
 * @param release what it is, by its manifest
 * @param disk its disk, which needs no other file
 */
record FetchedRelease(CheckedRelease release, StandaloneDisk disk) {}
