package io.github.vmimage.ansible;

import java.nio.file.Path;

/**
 * A running machine that a playbook is applied to.
 *
 * @param address where its SSH server is reached
 * @param port of that address
 * @param user may do everything by sudo, without a password
 * @param privateKeyFile OpenSSH private key without a passphrase
 */
public record PlaybookHost(String address, int port, String user, Path privateKeyFile) {}
