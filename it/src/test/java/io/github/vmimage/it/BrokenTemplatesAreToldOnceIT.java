package io.github.vmimage.it;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BrokenTemplatesAreToldOnceIT {
  @RegisterExtension
  static final Bench BENCH = new Bench();

  @RegisterExtension
  static final FaultTable TABLE = new FaultTable("Templates");

  private static FaultyRun faulty;

  @BeforeAll
  static void runAllFaultsInOneReactor() {
    Path disk = PreparedDisk.ofRelease("tiny", "1.0.0").in(BENCH.folder("disks"));
    FaultyModules reactor = new FaultyModules(BENCH, "templates");
    reactor.template("syntax", disk, t -> t.replace("build {", "build {{"));
    reactor.module("json").on(disk).withJson().edit(GuestlessProject.JSON, t -> t.replaceFirst("\\]\\s*\\}\\s*$", "]"));
    reactor.template("undeclared", disk, t -> t.replace("${var.image_name}", "${var.flavour}"));
    reactor.template("unset", disk, t -> t + "\nvariable \"flavour\" {\n  type = string\n}\n");
    reactor.template("sourceless", disk, t -> t.replace("[\"source.file.disk\"]", "[]"));
    reactor.template("unknown", disk, t -> t.replace("[\"source.file.disk\"]", "[\"source.file.other\"]"));
    reactor.template("builder", disk, t -> t.replace("source \"file\"", "source \"files\"").replace("source.file.", "source.files."));
    reactor.module("absent").on(disk).configured("<template>src/main/nowhere</template>").withHcl();
    reactor.module("empty").on(disk).configured("<template>src/main/none</template>").withHcl().write("src/main/none/README", "none\n");
    reactor.module("misspelt").on(disk).configured("<tempalte>src/main/packer</tempalte>").withHcl();
    Path top = reactor.tagged();
    FileRepository remote = BENCH.newFileRepository("remote");
    faulty = FaultyRun.of(TABLE, BENCH, BENCH.maven(top), top, remote, "--fail-at-end", "deploy", remote.asTarget());
  }

  @Test
  void syntaxError() {
    faulty.told("template with a syntax error", "syntax").by("lint").saying("disk.pkr.hcl:");
  }

  @Test
  void syntaxErrorInJson() {
    faulty.told("JSON template that ends too early", "json").by("lint").saying("disk.json:");
  }

  @Test
  void undeclaredVariable() {
    faulty.told("template that uses a variable it does not declare", "undeclared").by("lint").saying("disk.pkr.hcl:", "flavour");
  }

  @Test
  void requiredVariableWithoutAValue() {
    faulty.told("required variable that gets no value", "unset").by("lint").saying("disk.pkr.hcl:", "flavour");
  }

  @Test
  void noSource() {
    faulty.told("build without a source", "sourceless").next("source");
  }

  @Test
  void unknownSource() {
    faulty.told("build on a source that is not declared", "unknown").by("lint")
        .saying("Unknown source file.other", "Known: map[file.disk]");
  }

  @Test
  void unknownBuilder() {
    faulty.told("source of a kind that Packer does not know", "builder").by("lint").saying("disk.pkr.hcl", "files");
  }

  @Test
  void absent() {
    faulty.told("template that does not exist", "absent").by("validate").saying("src/main/nowhere");
  }

  @Test
  void unknownElementOfThePom() {
    faulty.told("element of the POM that no goal knows: <tempalte>", "misspelt").by("validate").saying("<tempalte>", "pom.xml:")
        .next("write <template> if that is meant");
  }

  @Test
  void folderWithoutATemplate() {
    faulty.told("template folder without a template", "empty").saying("src/main/none");
  }
}
