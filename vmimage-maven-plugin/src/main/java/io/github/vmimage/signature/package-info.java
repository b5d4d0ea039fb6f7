/**
 * OpenPGP signatures of files: the {@link io.github.vmimage.signature.Keyring keys} that a project trusts, and the
 * {@link io.github.vmimage.signature.SignatureCheck check} that gives a {@link io.github.vmimage.signature.SignatureVerdict verdict} on
 * each signature.
 *
 * <p>What others wrote is framed here, packet by packet, before any library reads one: so a packet of an unknown kind ends nothing, copies
 * of one key are merged, and what has to be verified is bounded. Bouncy Castle understands single packets and does the arithmetic.
 *
 * <p>Bytes in, verdicts out. What is signed, where it came from and what a verdict means for a build is for the rooms that ask. Nothing is
 * signed here, and no program of the machine is started.
 */
package io.github.vmimage.signature;
