package io.github.vmimage.testreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class JunitReportTest {

  static Stream<TestReport> reports() {
    return Stream.of(Samples.passed(), Samples.failed(), Samples.audited(), Samples.broken(), Samples.hostile());
  }

  @ParameterizedTest
  @MethodSource("reports")
  void isValidForAntAndForJenkins(TestReport report) throws Exception {
    String xml = JunitReport.of(report);
    schema().newValidator().validate(new StreamSource(new StringReader(xml)));
    assertThat(xml).isEqualTo(JunitReport.of(report));
    Document document = parse(xml);
    for (int suite = 1; suite <= count(document, "//testsuite"); suite++) {
      String path = "//testsuite[" + suite + "]";
      assertThat(text(document, path + "/@tests")).isEqualTo("" + count(document, path + "/testcase"));
      assertThat(text(document, path + "/@failures")).isEqualTo("" + count(document, path + "//failure"));
      assertThat(text(document, path + "/@errors")).isEqualTo("" + count(document, path + "//error"));
      assertThat(text(document, path + "/@skipped")).isEqualTo("" + count(document, path + "//skipped"));
    }
  }

  @Test
  void schemaRefusesWhatNoCiSystemReads() {
    String xml = JunitReport.of(Samples.failed()).replaceFirst(" type=\"seal\"", "");
    assertThatThrownBy(() -> schema().newValidator().validate(new StreamSource(new StringReader(xml)))).isInstanceOf(SAXException.class);
  }

  @Test
  void everyAreaIsASuite() throws Exception {
    Document document = parse(JunitReport.of(Samples.failed()));
    for (String suite : new String[] {"stages", "seal", "first-boot", "acceptance", "idempotence", "upgrade"}) {
      assertThat(count(document, "//testsuite[@name='" + suite + "']/testcase")).as(suite).isPositive();
    }
    String rule = "//testsuite[@name='seal']/testcase[@name='ssh-host-keys']/failure";
    assertThat(text(document, rule + "/@message")).isEqualTo("/etc/ssh/ssh_host_ed25519_key: a host key");
    assertThat(text(document, rule)).isEqualTo("""
        /etc/ssh/ssh_host_ed25519_key: a host key
        /etc/ssh/ssh_host_rsa_key: a host key
        why: Machines with the same host key can be taken for each other
        fix: let the role vmimage_seal be the last of the playbook""");
    assertThat(text(document, "//testcase[@name='apt-lists']/skipped/@message"))
        .isEqualTo("waived: Our mirror is not reachable from where the image is used");
    assertThat(text(document, "//testcase[@name='stamp-is-there']/skipped/@message")).isEqualTo("not reached: the twin was gone");
    assertThat(text(document, "//testcase[@name='verify.yml']/@time")).isEqualTo("21.000");
    assertThat(text(document, "//testsuite[@name='seal']/@timestamp")).isEqualTo("2026-11-27T12:07:04");
  }

  @Test
  void stageThatFailedIsAnErrorAlsoWhereThereIsNothingElse() throws Exception {
    Document document = parse(JunitReport.of(Samples.broken()));
    assertThat(count(document, "//testsuite")).isEqualTo(1);
    assertThat(text(document, "//testcase[@name='build']/error")).isEqualTo("The guest did not boot in 15 minutes\nsee serial.log");
  }

  private static Schema schema() throws SAXException {
    return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(JunitReportTest.class.getResource("junit.xsd"));
  }

  private static Document parse(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
  }

  private static int count(Document document, String path) throws Exception {
    return Integer.parseInt(text(document, "count(" + path + ")"));
  }

  private static String text(Document document, String path) throws Exception {
    return XPathFactory.newInstance().newXPath().evaluate(path, document);
  }
}
