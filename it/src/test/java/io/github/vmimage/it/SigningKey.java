package io.github.vmimage.it;

import java.nio.file.Path;
import java.util.Map;

/**
 * A key by which releases are signed, made by a real GnuPG; the passphrase is empty.
 *
 * @param secret the secret key, armoured, as maven-gpg-plugin takes it
 * @param armoured the public key
 * @param fingerprint of the primary key
 */
record SigningKey(Path secret, String armoured, String fingerprint) {
  private static final String USER = "releases@example.com";

  static SigningKey in(Path folder) {
    Program gpg = Program.in(folder).with(Map.of("GNUPGHOME", folder.toString()));
    try {
      gpg.run("gpg", "--batch", "--quiet", "--passphrase", "", "--quick-generate-key", USER, "ed25519", "sign", "never");
      String fingerprint = gpg.run("gpg", "--batch", "--with-colons", "--list-keys", USER).lines().filter(l -> l.startsWith("fpr:"))
          .map(l -> l.split(":")[9]).findFirst().orElseThrow();
      gpg.run("gpg", "--batch", "--armor", "--output", "secret.asc", "--export-secret-keys", USER);
      return new SigningKey(folder.resolve("secret.asc"), gpg.run("gpg", "--batch", "--armor", "--export", USER) + "\n", fingerprint);
    } finally {
      gpg.run("gpgconf", "--kill", "all");
    }
  }

  /** Adds maven-gpg-plugin to a POM, so that all that is published is signed. */
  String signing(String pom) {
    return pom.replaceFirst("</plugins>", """
          <plugin>
            <groupId>org.apache.maven.plugins</groupId>
            <artifactId>maven-gpg-plugin</artifactId>
            <version>3.2.8</version>
            <executions>
              <execution>
                <id>sign</id>
                <phase>install</phase>
                <goals>
                  <goal>sign</goal>
                </goals>
                <configuration>
                  <signer>bc</signer>
                  <keyFilePath>%s</keyFilePath>
                </configuration>
              </execution>
            </executions>
          </plugin>
        </plugins>""".formatted(secret));
  }

  /** What an {@code <upstream>} says of it. */
  String trusted(String keyring) {
    return "<keyring>" + keyring + "</keyring><fingerprints><fingerprint>" + fingerprint + "</fingerprint></fingerprints>";
  }
}
