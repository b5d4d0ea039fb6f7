package io.github.vmimage.maven;

import io.github.vmimage.process.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** The passwords of settings.xml, gathered so that no log and no manifest shows them. */
public final class SettingsSecrets {

  private SettingsSecrets() {}

  /**
   * Gathers passwords, passphrases and the values of HTTP headers, as written and decrypted.
   *
   * @param settings the effective settings
   * @param decrypter Maven's own
   * @return what to mask
   */
  public static Secrets of(Settings settings, SettingsDecrypter decrypter) {
    List<String> values = new ArrayList<>();
    SettingsDecryptionResult plain = decrypter.decrypt(new DefaultSettingsDecryptionRequest(settings));
    servers(plain.getServers(), values);
    servers(settings.getServers(), values);
    proxies(plain.getProxies(), values);
    proxies(settings.getProxies(), values);
    return new Secrets(values);
  }

  private static void servers(List<Server> servers, List<String> values) {
    for (Server server : servers) {
      add(server.getPassword(), values);
      add(server.getPassphrase(), values);
      headers(server.getConfiguration(), values);
    }
  }

  /** Tokens stand in {@code <configuration><httpHeaders>}, each header with a {@code <value>}. */
  private static void headers(Object configuration, List<String> values) {
    if (configuration instanceof Xpp3Dom dom && dom.getChild("httpHeaders") != null) {
      Stream.of(dom.getChild("httpHeaders").getChildren()).forEach(header -> {
        Xpp3Dom value = header.getChild("value");
        add(value == null ? header.getValue() : value.getValue(), values);
      });
    }
  }

  private static void proxies(List<Proxy> proxies, List<String> values) {
    proxies.forEach(p -> add(p.getPassword(), values));
  }

  private static void add(String value, List<String> values) {
    if (value != null) {
      values.add(value);
    }
  }
}
