package io.github.vmimage.packer;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.vmimage.fuzz.ForeignInput;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class HclFuzzTest {
  @FuzzTest
  void givesATreeOrAProblem(byte[] input) throws Exception {
    String text = ForeignInput.text(input);

    ForeignInput.check(() -> {
      Body body = HclReader.read(new SourceText("x.pkr.hcl", text));
      assertThat(body).isNotNull();
      assertThat(followed(body)).isNotNull();
    });
  }

  /** Every value of a template is followed, wherever it leads. */
  static List<UpstreamFault> followed(Body body) {
    Path folder = Path.of("target");
    Template template = new Template(folder, Template.Syntax.HCL2,
        List.of(new Template.TemplateFile(folder.resolve("x.pkr.hcl"), "x.pkr.hcl", body)), List.of());
    GivenUpstream upstream = GivenUpstream.ofFile("base", folder.resolve("disk"));
    TemplateInputs inputs = new TemplateInputs(List.of(upstream), ContractValues.NONE, List.of(), Map.of());
    return UpstreamUse.of(template, List.of(upstream), TemplateScope.of(template, inputs), new OwnFiles(folder, List.of()));
  }
}
