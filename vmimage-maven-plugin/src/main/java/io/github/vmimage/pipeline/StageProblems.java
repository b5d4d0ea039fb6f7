package io.github.vmimage.pipeline;

import io.github.vmimage.release.Coordinates;
import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;
import java.nio.file.Path;
import java.util.List;

/** What can be wrong between the stages, and with what a stage is asked for. */
final class StageProblems {

  private StageProblems() {}

  static Problem badImageName(String name) {
    return Problem.project("The image's name cannot be stamped").at("<imageName> (vmimage.imageName)").saw(name)
        .accepts("0-9 a-z . _ -, beginning with a digit or a letter").next("set <imageName>, or rename the artifactId");
  }

  static Problem timeLimitOutOfRange(String parameter, long minutes, int usual) {
    return Problem.project("A time limit is out of range").at("<" + parameter + "> (vmimage." + parameter + ")").saw(minutes)
        .accepts("1 to 1440 minutes").next("leave it out for " + usual);
  }

  static Problem badReason(String where, String reason) {
    return Problem.project("What is left out has no usable reason").at(where).saw(reason == null || reason.isBlank() ? "nothing" : reason)
        .accepts("1 to 1000 characters; the manifest records them").next("say why, or remove the element");
  }

  static Problem badTestNetwork(String value, List<String> known) {
    return Problem.project("The network of the clones is none that is known").at("<testNetwork> (vmimage.testNetwork)").saw(value)
        .accepts(String.join(", ", known)).next("leave it out: auto opens it where a task of the playbook needs it");
  }

  static Problem badPart(String where, String kind, String name) {
    return Problem.project("A " + kind + " is not named, or named twice").at(where).saw(name.isEmpty() ? "nothing" : name)
        .accepts("each " + kind + " once").next("<" + kind + "><name>" + (kind.equals("role") ? "tuning" : "tuning : Measure")
            + "</name><reason>Why it cannot be applied twice.</reason></" + kind + ">");
  }

  static Problem noTemplate(Path template) {
    return Problem.project("The Packer template does not exist").at("<template> (vmimage.template)").saw(template)
        .accepts("a folder with *.pkr.hcl files, or a JSON file")
        .next("mvn archetype:generate -DarchetypeGroupId=io.github.vmimage -DarchetypeArtifactId=vmimage-archetype"
            + " makes a project to start from");
  }

  static Problem lintErrors(Path project, List<String> errors) {
    return Problem.project("Lint found " + errors.size() + (errors.size() == 1 ? " error" : " errors")).at(project)
        .saw(String.join("\n", errors)).next("mend them, then mvn verify");
  }

  static Problem noSignature(Coordinates image, String seen) {
    return Problem.project("The upstream has a <keyring>, but the manifest of that release has no signature").at(image.toString()).saw(seen)
        .accepts("a detached signature beside the manifest, extension json.asc")
        .next("take a version that its makers signed, or ask them to sign their releases (maven-gpg-plugin does)");
  }

  static Problem changedUpstream(String file, String seen, String proven) {
    return Problem.environment("The file of an upstream is not the one that was proven").at(file).saw(seen).accepts(proven)
        .next("find out who writes to that folder, then prove it again: mvn clean install");
  }

  static Problem lackingEvidence(Coordinates image, Path archive, String name, String sha256) {
    return Problem.project("The evidence of a released image is not what its manifest says").at(image.toString())
        .saw("no such file, or another one, in " + archive).accepts(name + ", sha256:" + sha256)
        .next(Hints.removeFolder(archive.getParent()) + ",\nthen run it again" + Hints.BROKEN_RELEASE);
  }

  static Problem noDisk(Path log, String imageName) {
    return disks("Packer made no disk", log, List.of(), imageName);
  }

  static Problem severalDisks(Path log, List<Path> disks, String imageName) {
    return disks("Packer made several disks, and none is named after the image", log, disks, imageName);
  }

  private static Problem disks(String what, Path log, List<Path> disks, String imageName) {
    return Problem.project(what).at(log).saw(String.join("\n", disks.stream().map(Path::toString).toList()))
        .accepts("one disk, named " + imageName + ".qcow2").next("set the builder's vm_name to \"${var.image_name}.qcow2\"");
  }

  static Problem unknownVersion(String executable, String said, String install) {
    return Problem.environment("The program " + executable + " does not tell its version").at(executable + " --version")
        .saw(said).next(Hints.reinstall(install));
  }

  static Problem changedDisk(Path disk, String seen, String built) {
    return Problem.environment("The disk changed after it was built").at(disk).saw("sha256:" + seen).accepts("sha256:" + built)
        .next(Hints.REBUILD);
  }

  static Problem otherVersion(Path images, String built, Coordinates project) {
    return Problem.project("What vmimage:build left is of another version").at(images).saw(built).accepts(project.toString())
        .next(Hints.REBUILD);
  }

  static Problem notRun(Path record, String goal) {
    return Problem.project("The goal vmimage:" + goal + " has not run here, or failed").at(record).saw("no such file")
        .next("mvn vmimage:" + goal + ", or mvn install for the whole line");
  }

  static Problem unreadableRecord(Path record, String goal, String reason) {
    return Problem.environment("What vmimage:" + goal + " left cannot be read").at(record).saw(reason).next(Hints.REBUILD);
  }

  static Problem unwritable(Path path, String reason) {
    return Problem.environment("The workspace cannot be written").at(path).saw(reason)
        .next(Hints.roomAndRights(path.toAbsolutePath().getParent()));
  }

  static Problem unfitProject(String verdict, String seen, String next) {
    return unfit(Problem.project(unfit(verdict)), seen, next);
  }

  static Problem unfitMachine(String verdict, String seen, String next) {
    return unfit(Problem.environment(unfit(verdict)), seen, next);
  }

  private static String unfit(String verdict) {
    return "A build needs what is missing or of no use: " + verdict;
  }

  private static Problem unfit(Problem problem, String seen, String next) {
    return problem.at("the report above").saw(seen).next(next + "\n-Dvmimage.doctorFails=false tells the same and does not fail");
  }

  static Problem noSuchUpstream(String asked, List<String> known) {
    return Problem.project("It is not said which one upstream is meant").at("-Dupstream").saw(asked.isEmpty() ? "nothing" : asked)
        .accepts(known.isEmpty() ? "a project with <upstreams>" : String.join(", ", known))
        .next(known.isEmpty() ? "add an <upstream> to the POM" : "-Dupstream=" + known.get(0));
  }

  static Problem badCoordinates(String image) {
    return Problem.project("The image's coordinates cannot be read").at("-Dimage").saw(image).accepts("groupId:artifactId:version")
        .next("-Dimage=com.example.images:app-image:0.1.0");
  }

  static Problem brokenLink(String link, CustodyLink.Check check) {
    return Problem.project("The chain of custody is broken: " + check.what()).at(link).saw(check.seen()).accepts(check.accepted())
        .next("do not build on this image; ask whoever released it, and compare with another copy of the repository");
  }

  static Problem badManifestDigest(String seen) {
    return Problem.project("The digest of the manifest is no SHA-256").at("-DmanifestSha256").saw(seen.strip())
        .accepts("64 hexadecimal digits").next("sha256sum ARTIFACT-VERSION.json, on a copy from whoever released it");
  }

  static Problem noSuchKey(String fingerprint, List<String> held) {
    return Problem.project("The keyring does not have a key of that fingerprint").at("-Dfingerprints").saw(fingerprint)
        .accepts(held.isEmpty() ? "fingerprints beside a -Dkeyring" : String.join("\n", held))
        .next(held.isEmpty() ? "name the file of the keys with -Dkeyring" : "gpg --show-keys --fingerprint FILE, for the keys of a file");
  }

  static Problem badFormat(String format) {
    return Problem.project("The output format is unknown").at("-Dformat").saw(format).accepts("text, json")
        .next("leave it out for text, or -Dformat=json");
  }
}
