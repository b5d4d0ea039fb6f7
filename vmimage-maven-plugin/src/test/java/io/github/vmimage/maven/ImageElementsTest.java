package io.github.vmimage.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.lint.RuleSetting;
import io.github.vmimage.pipeline.AcceptedDifference;
import io.github.vmimage.pipeline.NonIdempotentPart;
import io.github.vmimage.report.Problems;
import io.github.vmimage.seal.Waiver;
import io.github.vmimage.upstream.CloudDeclaration;
import io.github.vmimage.upstream.TrustDeclaration;
import io.github.vmimage.upstream.UpstreamDeclaration;
import java.io.File;
import java.io.StringReader;
import java.util.List;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.codehaus.plexus.configuration.xml.XmlPlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;

class ImageElementsTest {
  /** Stands for Maven's own: knows one expression. */
  private static final ExpressionEvaluator VALUES = new ExpressionEvaluator() {
    @Override
    public Object evaluate(String expression) {
      return expression.replace("${keys}", "src/main/keys");
    }

    @Override
    public File alignToBaseDirectory(File file) {
      return file;
    }
  };

  private final Problems problems = new Problems();
  private final ImageElements elements = new ImageElements(VALUES, "pom.xml:7 <configuration>", problems);

  @Test
  void readsDifferencesOfUpgrades() throws Exception {
    assertThat(elements.upgradeDifferences(dom("""
        <upgradeDifferences><difference><package>linux-image-*</package><reason>Kernels stay.</reason></difference></upgradeDifferences>
        """))).containsExactly(new AcceptedDifference("linux-image-*", "Kernels stay."));
    assertThat(elements.upgradeDifferences(null)).isEmpty();
    elements.upgradeDifferences(dom("<upgradeDifferences><difference><packages>a</packages></difference></upgradeDifferences>"));
    assertThatThrownBy(problems::throwIfAny).hasMessageContaining("<upgradeDifferences><difference[1]>").hasMessageContaining("<package>");
  }

  @Test
  void readsRolesAndTasksThatAreNotIdempotentInTheirOrder() throws Exception {
    assertThat(elements.nonIdempotent(dom("<nonIdempotent><role><name>tuning</name><reason>a</reason></role>"
        + "<task><name>web : Note the time</name><reason>b</reason></task></nonIdempotent>"))).containsExactly(
        new NonIdempotentPart(NonIdempotentPart.Kind.ROLE, "tuning", "a"),
        new NonIdempotentPart(NonIdempotentPart.Kind.TASK, "web : Note the time", "b"));
    assertThat(elements.nonIdempotent(null)).isEmpty();
    problems.throwIfAny();
    elements.nonIdempotent(dom("<nonIdempotent><tasks><name>x</name></tasks></nonIdempotent>"));
    assertThatThrownBy(problems::throwIfAny).hasMessageContaining("<nonIdempotent>").hasMessageContaining("tasks")
        .hasMessageContaining("role, task");
  }

  @Test
  void readsUpstreamsOfEveryKind() throws Exception {
    List<UpstreamDeclaration> upstreams = elements.upstreams(dom("""
        <upstreams>
          <upstream><id>a</id><url>file:///x</url><sha256>00</sha256></upstream>
          <upstream><url>file:///y</url><checksums>file:///SUMS</checksums><keyring>${keys}/a.gpg</keyring>
            <fingerprints><fingerprint>AB CD</fingerprint></fingerprints></upstream>
          <upstream><id>b</id><artifact>g:a:1</artifact><md5>11</md5></upstream>
          <upstream><debianArchive>
            <suite>bookworm</suite><keyring>${keys}/archive.gpg</keyring><components>main, contrib</components>
            <mirrors><mirror>deb http://a b main</mirror></mirrors><packages><package>nginx</package><package>git</package></packages>
            <size/>
          </debianArchive></upstream>
          <upstream>
            <ami><region>r</region><id>ami-1</id><owner>o</owner><name>n</name></ami>
            <azureImage><location>l</location><publisher>p</publisher><offer>o</offer><sku>s</sku><version>1.2.3</version></azureImage>
            <gceImage><project>p</project><name>n</name><family>f</family><architecture>arm64</architecture></gceImage>
          </upstream>
        </upstreams>"""));
    problems.throwIfAny();
    assertThat(upstreams).containsExactly(
        new UpstreamDeclaration("a", "file:///x", "00", null, null, null, null, null),
        new UpstreamDeclaration(null, "file:///y", null, null, null, null, null, null,
            new UpstreamDeclaration.Checksums("file:///SUMS", null, "src/main/keys/a.gpg", List.of("AB CD")), null),
        new UpstreamDeclaration("b", null, null, null, "11", null, "g:a:1", null),
        new UpstreamDeclaration(null, null, null, null, null, null, null, new UpstreamDeclaration.DebianArchive("bookworm",
            "src/main/keys/archive.gpg", List.of("main", "contrib"), List.of("deb http://a b main"), List.of("nginx", "git"), null)),
        new UpstreamDeclaration(null, null, null, null, null, null, null, null, null, new CloudDeclaration(
            new CloudDeclaration.Ami("r", "ami-1", "o", "n", null), new CloudDeclaration.AzureImage("l", "p", "o", "s", "1.2.3", null),
            new CloudDeclaration.GceImage("p", "n", "f", "arm64"))));
  }

  @Test
  void readsWaiversAndLintRules() throws Exception {
    assertThat(elements.waivers(dom("<waivers><waiver><rule>r</rule><reason>why</reason></waiver></waivers>")))
        .containsExactly(new Waiver("r", "why"));
    assertThat(elements.lintRules(dom("<lintRules><lintRule><rule>r</rule><severity>off</severity></lintRule></lintRules>")))
        .containsExactly(new RuleSetting("r", "off", null));
    assertThat(elements.upstreams(null)).isEmpty();
    problems.throwIfAny();
  }

  @Test
  void readsATrustPolicyAndAllowances() throws Exception {
    assertThat(elements.trustPolicy(null)).isEqualTo(TrustDeclaration.NONE);
    assertThat(elements.trustPolicy(dom("<trustPolicy/>"))).isEqualTo(TrustDeclaration.NONE);
    assertThat(elements.trustPolicy(dom("""
        <trustPolicy><methods>signature, owner</methods><minimumDigest>sha512</minimumDigest>
          <allowedHosts><host>a.example</host><host>*.b.example</host></allowedHosts>
          <requiredKeys><fingerprint>AB</fingerprint></requiredKeys><signedManifests>true</signedManifests>
          <maximumAge>30</maximumAge><maximumDepth>2</maximumDepth>
          <foreignInputs>refuse</foreignInputs></trustPolicy>"""))).isEqualTo(new TrustDeclaration(
              List.of("signature", "owner"), "sha512", List.of("a.example", "*.b.example"), List.of("AB"), "true", "30", "2", "refuse"));
    assertThat(elements.upstreams(dom("""
        <upstreams><upstream><url>file:///x</url><allowances><allowance><rule>host</rule><reason>why</reason></allowance><allowance/>
        </allowances></upstream></upstreams>""")).get(0).allowances()).containsExactly(
            new UpstreamDeclaration.Allowance("host", "why"), new UpstreamDeclaration.Allowance(null, null));
    problems.throwIfAny();
  }

  @Test
  void takesNothingEmptyInATrustPolicyForAbsent() throws Exception {
    assertThat(elements.trustPolicy(dom("<trustPolicy><methods/><minimumDigest/><allowedHosts/><requiredKeys/><signedManifests/>"
        + "<maximumAge/><maximumDepth/><foreignInputs/></trustPolicy>")))
        .isEqualTo(new TrustDeclaration(List.of(), "", List.of(), List.of(), "", "", "", ""));
  }

  @Test
  void namesAnUnknownElementItsPlaceAndTheNearestKnownOne() throws Exception {
    elements.upstreams(dom("<upstreams><upstream/><upstream><sha265>0</sha265></upstream></upstreams>"));
    assertThatThrownBy(problems::throwIfAny).hasMessage("""
        The configuration has an element that is not known
          where:    pom.xml:7 <configuration><upstreams><upstream[2]>
          seen:     <sha265>
          accepted: id, url, sha256, sha512, checksums, signature, keyring, fingerprints, artifact, debianArchive, ami, azureImage, \
        gceImage, allowances
          next:     write <sha256> if that is meant, else remove it; mvn vmimage:help -Ddetail explains each""");
  }

  @Test
  void tellsOfAllOfThemAtOnce() throws Exception {
    elements.upstreams(dom("<upstreams><upstrem/><upstream><debianArchive><siute/><packages><pakage/></packages></debianArchive></upstream>"
        + "</upstreams>"));
    elements.waivers(dom("<waivers><waiver><ruel>x</ruel></waiver></waivers>"));
    elements.upstreams(dom("<upstreams><upstream><allowances><alowance/><allowance><resaon/></allowance></allowances></upstream>"
        + "</upstreams>"));
    elements.trustPolicy(dom("<trustPolicy><method/><allowedHosts><hots>a</hots></allowedHosts></trustPolicy>"));
    elements.lintRules(dom("<lintRules><lintRule><severty>off</severty></lintRule></lintRules>"));
    assertThatThrownBy(problems::throwIfAny).hasMessageContainingAll("<upstrem>", "write <upstream>",
        "<upstream[1]><debianArchive>", "<siute>", "write <suite>", "<pakage>", "write <package>", "<waivers><waiver[1]>", "<ruel>",
        "write <rule>", "<severty>", "write <severity>", "<alowance>", "write <allowance>",
        "<allowance[1]>", "<resaon>", "write <reason>", "<trustPolicy>", "write <methods>", "<hots>", "write <host>");
  }

  @Test
  void refusesAnElementThatIsThereTwiceAndElementsInAText() throws Exception {
    elements.waivers(dom("<waivers><waiver><rule>a</rule><rule>b</rule><reason><b>bold</b></reason></waiver></waivers>"));
    assertThatThrownBy(problems::throwIfAny).hasMessageContainingAll("An element is there twice", "<rule>",
        "An element holds elements where it takes a text", "<b>");
  }

  private static PlexusConfiguration dom(String xml) throws Exception {
    return new XmlPlexusConfiguration(Xpp3DomBuilder.build(new StringReader(xml)));
  }
}
