package io.github.vmimage.upstream;

/**
 * An upstream whose bytes were proven. Passes between goals as JSON.
 *
 * @param id what the author calls it
 * @param kind {@code url}, {@code artifact} or {@code debianArchive}: the POM's element
 * @param location URL, Maven coordinates, or suite and archive URL
 * @param file absolute path of the local file that was verified, and that Packer gets
 * @param size of that file, in bytes
 * @param sha256 of that file, 64 small hexadecimal digits
 * @param proof why it may be trusted
 */
public record VerifiedUpstream(String id, String kind, String location, String file, long size, String sha256, Proof proof) {}
