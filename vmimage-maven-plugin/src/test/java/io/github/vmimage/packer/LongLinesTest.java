package io.github.vmimage.packer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.report.Finding.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text as long as the readers take it, where time that grows with its square would never end. */
class LongLinesTest {

  @Test
  void aTemplateOnOneLineHasTheRightColumns() {
    int entries = 500_000;
    Body body = HclReader.read(new SourceText("x.pkr.hcl", "x={" + "a=1,".repeat(entries) + "last=2}"));

    Value.Mapping mapping = (Value.Mapping) body.get("x").orElseThrow();
    assertThat(mapping.entries()).hasSize(entries + 1);
    assertThat(mapping.entries().get(entries).place()).isEqualTo(new Place("x.pkr.hcl", 1, 4 + 4 * entries));
  }

  @Test
  void columnsCountCharactersNotUnits() {
    SourceText text = new SourceText("x", "a\uD83D\uDE00b\n\uD83D\uDE00\uD83D\uDE00c\uD83D");

    assertThat(text.place(0)).isEqualTo(new Place("x", 1, 1));
    assertThat(text.place(1)).isEqualTo(new Place("x", 1, 2));
    assertThat(text.place(3)).isEqualTo(new Place("x", 1, 3));
    assertThat(text.place(4)).isEqualTo(new Place("x", 1, 4));
    assertThat(text.place(5)).isEqualTo(new Place("x", 2, 1));
    assertThat(text.place(9)).isEqualTo(new Place("x", 2, 3));
    assertThat(text.place(11)).isEqualTo(new Place("x", 2, 5));
  }

  @Test
  void aRowMayEndInAnyNumberOfLineEnds() {
    String ends = "\\r\\n".repeat(10_000) + "\\n".repeat(10_000);

    assertThat(PackerRow.parse("1,,ui,say,==> qemu.disk: x" + ends).orElseThrow().field(1)).isEqualTo("==> qemu.disk: x");
    assertThat(PackerRow.parse("1,,ui,say,==> qemu.disk: x" + ends + "y").orElseThrow().field(1))
        .isEqualTo("==> qemu.disk: x" + ends + "y");
    assertThat(PackerRow.parse("1,,ui,say,==> qemu.disk:\\n").orElseThrow().field(1)).isEqualTo("==> qemu.disk:");
    assertThat(PackerRow.parse("1,,ui,say,==> qemu.disk: a\\r").orElseThrow().field(1)).isEqualTo("==> qemu.disk: a\\r");
  }

  /** Values that grow or nest without end are not followed; the limit of the test is minutes away from what it needs. */
  @ParameterizedTest
  @Timeout(60)
  @ValueSource(strings = {"parentheses", "brackets", "negations", "doubled text", "doubled list", "chain", "circle", "interpolations"})
  void followsNoValueWithoutEnd(String what) {
    StringBuilder locals = new StringBuilder("locals {\n");
    for (int n = 0; n < 300; n++) {
      locals.append("t" + n + " = " + (n == 0 ? "\"xy\"" : "\"${local.t" + (n - 1) + "}${local.t" + (n - 1) + "}\"") + "\n");
      locals.append("l" + n + " = " + (n == 0 ? "[1]" : "[local.l" + (n - 1) + ", local.l" + (n - 1) + "]") + "\n");
    }
    String value = switch (what) {
      case "parentheses" -> "(".repeat(100_000) + "1" + ")".repeat(100_000);
      case "brackets" -> "a(" + "[".repeat(50) + "]".repeat(50) + ")";
      case "negations" -> "!".repeat(100_000) + "true";
      case "doubled text" -> "local.t40";
      case "doubled list" -> "local.l40";
      case "chain" -> "local.t299";
      case "circle" -> "local.self";
      default -> "\"" + "${var.a}".repeat(100_000) + "\"";
    };
    Body body = HclReader.read(new SourceText("x.pkr.hcl", locals + "self = local.self\n}\nsource \"qemu\" \"a\" {\n  iso_url = " + value
        + "\n}\nbuild {\n  sources = [\"source.qemu.a\"]\n}\n"));

    assertThat(HclFuzzTest.followed(body)).extracting(UpstreamFault::kind).contains(UpstreamFault.Kind.UNFOLLOWED);
  }
}
