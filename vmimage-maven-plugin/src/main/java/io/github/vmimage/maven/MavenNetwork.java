package io.github.vmimage.maven;

import io.github.vmimage.download.Network;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** The way to an upstream's server by the proxies and credentials of settings.xml. A {@code <server>} is found by the host's name. */
public final class MavenNetwork {

  private MavenNetwork() {}

  /**
   * Reads the settings.
   *
   * @param settings the effective settings
   * @param decrypter Maven's own
   * @param properties of the session; see {@link TransferLimits}
   * @param offline whether Maven runs with {@code -o}
   * @return the network
   * @throws io.github.vmimage.report.ProblemException when a property cannot be used
   */
  public static Network of(Settings settings, SettingsDecrypter decrypter, Map<String, ?> properties, boolean offline) {
    List<Server> servers = decrypter.decrypt(new DefaultSettingsDecryptionRequest(settings)).getServers();
    TransferLimits limits = TransferLimits.of(properties);
    return new Network(new SettingsProxies(settings.getProxies()), url -> authorization(servers, url), limits.connect(), limits.stall(),
        offline);
  }

  private static Optional<String> authorization(List<Server> servers, URI url) {
    return servers.stream().filter(s -> s.getUsername() != null && s.getPassword() != null)
        .filter(s -> s.getId().equals(url.getHost()) || s.getId().equals(url.getHost() + ":" + url.getPort())).findFirst()
        .map(s -> (s.getUsername() + ":" + s.getPassword()).getBytes(StandardCharsets.UTF_8))
        .map(plain -> "Basic " + Base64.getEncoder().encodeToString(plain));
  }

  /** The first active proxy of the URL's scheme, as Maven chooses it. */
  private static final class SettingsProxies extends ProxySelector {
    private final List<Proxy> proxies;

    SettingsProxies(List<Proxy> proxies) {
      this.proxies = proxies.stream().filter(Proxy::isActive).toList();
    }

    @Override
    public List<java.net.Proxy> select(URI url) {
      return proxies.stream().filter(p -> p.getProtocol().equalsIgnoreCase(url.getScheme())).findFirst()
          .filter(p -> !isExcluded(p, url.getHost()))
          .map(p -> new java.net.Proxy(java.net.Proxy.Type.HTTP, new InetSocketAddress(p.getHost(), p.getPort())))
          .map(List::of).orElse(List.of(java.net.Proxy.NO_PROXY));
    }

    private static boolean isExcluded(Proxy proxy, String host) {
      String patterns = proxy.getNonProxyHosts() == null ? "" : proxy.getNonProxyHosts();
      return Stream.of(patterns.split("[|,]")).map(String::strip).filter(p -> !p.isEmpty())
          .anyMatch(p -> host.matches(Stream.of(p.split("\\*", -1)).map(Pattern::quote).reduce((a, b) -> a + ".*" + b).orElse("")));
    }

    @Override
    public void connectFailed(URI url, SocketAddress proxy, IOException reason) {
      // The download itself reports it.
    }
  }
}
