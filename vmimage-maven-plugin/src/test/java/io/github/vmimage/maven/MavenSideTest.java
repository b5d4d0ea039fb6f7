package io.github.vmimage.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.process.Secrets;
import java.io.File;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MavenSideTest {
  /** Stands for Maven's own, whose key file is the user's: says of each password that it was "plain-" and the rest. */
  private static final SettingsDecrypter DECRYPTER = request -> new SettingsDecryptionResult() {
    @Override
    public Server getServer() {
      return getServers().get(0);
    }

    @Override
    public List<Server> getServers() {
      List<Server> plain = new ArrayList<>();
      for (Server server : request.getServers()) {
        Server copy = server.clone();
        copy.setPassword("plain-" + server.getPassword());
        plain.add(copy);
      }
      return plain;
    }

    @Override
    public Proxy getProxy() {
      return getProxies().get(0);
    }

    @Override
    public List<Proxy> getProxies() {
      return request.getProxies();
    }

    @Override
    public List<SettingsProblem> getProblems() {
      return List.of();
    }
  };

  private static Settings settings() {
    Settings settings = new Settings();
    Server server = new Server();
    server.setId("files.example");
    server.setUsername("reader");
    server.setPassword("{sealed}");
    settings.addServer(server);
    Proxy proxy = new Proxy();
    proxy.setProtocol("https");
    proxy.setHost("proxy.example");
    proxy.setPort(3128);
    proxy.setPassword("proxy-secret");
    proxy.setNonProxyHosts("localhost|*.internal");
    settings.addProxy(proxy);
    return settings;
  }

  @Test
  void hidesPasswordsAsWrittenAndDecrypted() {
    Secrets secrets = SettingsSecrets.of(settings(), DECRYPTER);
    assertThat(secrets.mask("{sealed} plain-{sealed} proxy-secret reader")).isEqualTo("**** **** **** reader");
  }

  @Test
  void hidesTheTokensOfHttpHeaders() {
    Xpp3Dom value = new Xpp3Dom("value");
    value.setValue("glpat-0123456789");
    Xpp3Dom name = new Xpp3Dom("name");
    name.setValue("Private-Token");
    Xpp3Dom property = new Xpp3Dom("property");
    property.addChild(name);
    property.addChild(value);
    Xpp3Dom headers = new Xpp3Dom("httpHeaders");
    headers.addChild(property);
    Xpp3Dom configuration = new Xpp3Dom("configuration");
    configuration.addChild(headers);
    Settings settings = settings();
    settings.getServers().get(0).setConfiguration(configuration);
    assertThat(SettingsSecrets.of(settings, DECRYPTER).mask("Private-Token: glpat-0123456789")).isEqualTo("Private-Token: ****");
  }

  @ParameterizedTest
  @CsvSource({"https://a.example/x, proxy.example", "http://a.example/x, ", "https://b.internal/x, ", "https://localhost/x, ",
      "https://internal/x, proxy.example"})
  void goesThroughTheProxyOfTheScheme(URI url, String proxy) {
    java.net.Proxy chosen = MavenNetwork.of(settings(), DECRYPTER, Map.of(), false).proxies().select(url).get(0);
    assertThat(chosen.address()).isEqualTo(proxy == null ? null : new InetSocketAddress(proxy, 3128));
  }

  @Test
  void givesCredentialsToTheirHostOnly() {
    var credentials = MavenNetwork.of(settings(), DECRYPTER, Map.of(), true).credentials();
    assertThat(credentials.authorization(URI.create("https://files.example/x"))).hasValue("Basic cmVhZGVyOnBsYWluLXtzZWFsZWR9");
    assertThat(credentials.authorization(URI.create("https://other.example/x"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"a::https://r.example/x, a, https://r.example/x", "a::default::file:///r, a, file:///r", "a::file:/r, a, file:/r",
      "a::http://h:8081/r, a, http://h:8081/r"})
  void readsARepositoryInItsTwoForms(String text, String id, String url) {
    Matcher matcher = RepositoryList.REPOSITORY.matcher(text);
    assertThat(matcher.matches()).isTrue();
    assertThat(matcher.group("id")).isEqualTo(id);
    assertThat(matcher.group("url")).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource({"https://r.example/x", "a:https://r.example", "::x", "a::"})
  void refusesOtherFormsOfARepository(String text) {
    assertThat(RepositoryList.REPOSITORY.matcher(text).matches()).isFalse();
  }

  @Test
  void takesTheChosenCache() {
    assertThat(CacheFolder.of(new File("/some/where"))).isEqualTo(Path.of("/some/where"));
    assertThat(CacheFolder.of(null)).isAbsolute().endsWith(Path.of("vmimage"));
  }
}
