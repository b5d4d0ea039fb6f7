/**
 * Files from elsewhere: {@link io.github.vmimage.download.Download} gets them over HTTP or from this machine, within bounds of size and
 * time, and goes on where a transfer broke off; {@link io.github.vmimage.download.UpstreamCache} keeps them under their own digest, for
 * all builds of this user at once.
 *
 * <p>What a file is, and why it may be trusted, is for the rooms that ask. Bytes that do not hash to what was asked for are never visible
 * under their final name.
 */
package io.github.vmimage.download;
