/**
 * What a sealed image is: {@link io.github.vmimage.seal.SealRules} is the catalogue, one small pure check per rule over the files of a
 * guest, and {@link io.github.vmimage.seal.Audit} applies it to a finished disk that somebody else has opened.
 *
 * <p>A rule lives in the file of its family ({@code IdentityRules}, {@code LoginRules}, {@code NetworkRules}, {@code CloudInitRules},
 * {@code ResidueRules}, {@code DiskRules}, {@code StampRules}), its example in the test of the same name; the shipped role
 * {@code vmimage_seal} cleans what the rules ask for. Rules see a guest only through {@code GuestTree}, which stays inside the tree, is
 * bounded, and turns whatever cannot be read into a violation.
 *
 * <p>Nothing here opens a disk, starts a process, writes a file, or knows where waivers are configured.
 */
package io.github.vmimage.seal;
