package io.github.vmimage.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.report.Problems;
import io.github.vmimage.upstream.TrustParser;
import io.github.vmimage.upstream.Upstream;
import io.github.vmimage.upstream.UpstreamDeclaration;
import io.github.vmimage.upstream.UpstreamParser;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.codehaus.plexus.configuration.xml.XmlPlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the docs show to be copied into a POM is accepted as it stands, once the values that they leave open are filled in. */
class DocumentedUpstreamsTest {
  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```xml\\n(.*?)^```$");
  private static final String KEY = "DC53179BD4A56F90F7AF68867C21DECA5F091DEB";
  /** The one key that stands in an example itself; no keyring here has it. */
  private static final String SHOWN_KEY = "A0ABAFDAF8C2CFAFEDD5E8C4D6D4B4CF4B6F2E77";
  private static final ExpressionEvaluator VALUES = new ExpressionEvaluator() {
    @Override
    public Object evaluate(String expression) {
      return expression;
    }

    @Override
    public File alignToBaseDirectory(File file) {
      return file;
    }
  };

  @TempDir
  Path project;

  @ParameterizedTest
  @CsvSource({"upstreams, 7", "cloud-upstreams, 3", "custody, 1", "trust-policy, 1"})
  void areAccepted(String page, int upstreams) throws Exception {
    assertThat(parsed(page)).hasSize(upstreams);
  }

  /** One for each of what the page is to explain, and more. */
  @Test
  void areOfEveryKind() throws Exception {
    assertThat(parsed("upstreams").stream().map(u -> u.getClass().getSimpleName())).containsExactly("ArtifactUpstream",
        "DebianArchiveUpstream", "UrlUpstream", "UrlUpstream", "UrlUpstream", "AmiUpstream", "AzureImageUpstream");
    String page = Files.readString(page("upstreams"));
    assertThat(page).contains("## Another project's release", "## Debian and Ubuntu", "### Ubuntu", "### Debian", "### Fedora",
        "## An AMI");
  }

  private static Path page(String name) {
    return Path.of("..", "docs", name + ".md");
  }

  private List<Upstream> parsed(String page) throws Exception {
    List<Upstream> all = new ArrayList<>();
    for (MatchResult example : EXAMPLE.matcher(Files.readString(page(page))).results().toList()) {
      if (example.group(1).contains("<upstream>")) {
        all.addAll(upstreams(example.group(1)));
      }
    }
    return all;
  }

  private List<Upstream> upstreams(String example) throws Exception {
    String filled = example.replace("THE FINGERPRINT THAT gpg --show-keys TELLS", KEY).replace(SHOWN_KEY, KEY)
        .replace("<sha512>...", "<sha512>" + "0a".repeat(64)).replace("MIRROR", "mirror.example");
    assertThat(filled).as("values left open").doesNotContain("...");
    PlexusConfiguration dom = dom(filled.startsWith("<configuration>") ? filled
        : "<configuration><upstreams>" + filled + "</upstreams></configuration>");
    keyrings(filled);
    Problems problems = new Problems();
    ImageElements elements = new ImageElements(VALUES, "pom.xml:1", problems);
    List<UpstreamDeclaration> declared = elements.upstreams(dom.getChild("upstreams", false));
    TrustParser.parse(elements.trustPolicy(dom.getChild("trustPolicy", false)), declared);
    problems.throwIfAny();
    return new UpstreamParser(project).parse(declared);
  }

  private void keyrings(String example) throws IOException {
    Matcher keyring = Pattern.compile("<keyring>(.*?)</keyring>").matcher(example);
    while (keyring.find()) {
      Path file = project.resolve(keyring.group(1));
      Files.createDirectories(file.getParent());
      try (InputStream key = DocumentedUpstreamsTest.class.getResourceAsStream("/io/github/vmimage/upstream/archive-key.asc")) {
        Files.write(file, key.readAllBytes());
      }
    }
  }

  private static PlexusConfiguration dom(String xml) throws Exception {
    return new XmlPlexusConfiguration(Xpp3DomBuilder.build(new StringReader(xml)));
  }
}
