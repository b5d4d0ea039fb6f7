package io.github.vmimage.packer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.report.Finding.Place;
import org.junit.jupiter.api.Test;

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
}
