package io.github.vmimage.pipeline;

/** What is known of the sizes of a project's upstreams, gathered from several threads. All in bytes. */
final class UpstreamSizes {
  private long files;
  private long virtual;
  private long toFetch;
  private int toFetchOfUnknownSize;
  private int toBootstrap;
  private boolean unknown;

  /** A file, its size negative where it is not known, and whether it is on this machine already. */
  synchronized void file(long bytes, boolean here) {
    unknown |= bytes < 0;
    files += Math.max(0, bytes);
    toFetch += here ? 0 : Math.max(0, bytes);
    toFetchOfUnknownSize += here || bytes >= 0 ? 0 : 1;
  }

  /** What a guest sees of a disk. */
  synchronized void virtual(long bytes) {
    virtual += bytes;
  }

  /** A disk that is yet to be made from a package archive. */
  synchronized void bootstrap() {
    toBootstrap++;
  }

  synchronized long files() {
    return files;
  }

  /** 0 where nothing is known. */
  synchronized long virtual() {
    return virtual;
  }

  synchronized long toFetch() {
    return toFetch;
  }

  synchronized int toFetchOfUnknownSize() {
    return toFetchOfUnknownSize;
  }

  synchronized int toBootstrap() {
    return toBootstrap;
  }

  synchronized boolean isUnknown() {
    return unknown || files == 0;
  }
}
