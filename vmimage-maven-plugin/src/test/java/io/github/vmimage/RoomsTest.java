package io.github.vmimage;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.github.vmimage.guest.GuestDisk;
import io.github.vmimage.report.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The rules between the rooms; ARCHITECTURE.md tells them in words. */
@AnalyzeClasses(packages = "io.github.vmimage", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {
  private static final String ROOT = "io.github.vmimage.";
  private static final String[] STAGE_ROOMS =
      {ROOT + "source..", ROOT + "upstream..", ROOT + "packer..", ROOT + "ansible..", ROOT + "disk..", ROOT + "seal..", ROOT + "guest..",
          ROOT + "release..", ROOT + "testreport.."};

  @ArchTest
  static final ArchRule ONLY_TWO_ROOMS_KNOW_MAVEN = noClasses().that().resideOutsideOfPackages(ROOT + "mojo..", ROOT + "maven..")
      .should().dependOnClassesThat().resideInAnyPackage("org.apache.maven..", "org.eclipse.aether..", "org.codehaus.plexus..");

  @ArchTest
  static final ArchRule ONLY_MOJOS_AND_MAVEN_CALL_THE_PIPELINE = classes().that().resideInAPackage(ROOT + "pipeline..")
      .should().onlyBeAccessed().byAnyPackage(ROOT + "mojo..", ROOT + "maven..", ROOT + "pipeline..");

  @ArchTest
  static final ArchRule NOBODY_CALLS_A_MOJO = noClasses().that().resideOutsideOfPackage(ROOT + "mojo..")
      .should().dependOnClassesThat().resideInAPackage(ROOT + "mojo..");

  @ArchTest
  static final ArchRule STAGES_DO_NOT_KNOW_EACH_OTHER = slices().matching(ROOT + "(*)..").namingSlices("$1")
      .should().notDependOnEachOther()
      .ignoreDependency(io(ROOT + "mojo"), io(ROOT))
      .ignoreDependency(io(ROOT + "maven"), io(ROOT))
      .ignoreDependency(io(ROOT + "pipeline"), io(ROOT))
      .ignoreDependency(io(ROOT), io(ROOT + "digest"))
      .ignoreDependency(io(ROOT), io(ROOT + "download"))
      .ignoreDependency(io(ROOT), io(ROOT + "lint"))
      .ignoreDependency(io(ROOT), io(ROOT + "process"))
      .ignoreDependency(io(ROOT), io(ROOT + "report"))
      .ignoreDependency(io(ROOT), io(ROOT + "run"))
      .ignoreDependency(io(ROOT), io(ROOT + "signature"))
      .ignoreDependency(io(ROOT), io(ROOT + "files"));

  @ArchTest
  static final ArchRule STAGES_DO_NOT_LOOK_UP = noClasses().that().resideInAnyPackage(STAGE_ROOMS)
      .should().dependOnClassesThat().resideInAnyPackage(ROOT + "mojo..", ROOT + "maven..", ROOT + "pipeline..");

  @ArchTest
  static final ArchRule ONLY_ONE_ROOM_STARTS_PROCESSES = noClasses().that().resideOutsideOfPackage(ROOT + "process..")
      .should().callMethodWhere(target(name("exec")).and(target(owner(assignableTo(Runtime.class)))))
      .orShould().callMethodWhere(target(name("start")).and(target(owner(assignableTo(ProcessBuilder.class)))))
      .orShould().callConstructorWhere(target(owner(assignableTo(ProcessBuilder.class))))
      .orShould().dependOnClassesThat().resideInAPackage("org.apache.commons.exec..");

  @ArchTest
  static final ArchRule ONLY_CLASSES_OF_PROBLEMS_WORD_THEM = noClasses().that().resideOutsideOfPackage(ROOT + "report..")
      .and().haveSimpleNameNotEndingWith("Problems")
      .should().callMethodWhere(target(nameMatching("project|environment|at|saw|accepts|next")).and(target(owner(type(Problem.class))))
          .and(describe("with a part of it", call -> !call.getTarget().getRawParameterTypes().isEmpty())))
      .orShould().callConstructorWhere(target(owner(type(Problem.class))));

  @ArchTest
  static void everyMessageIsSaidSomewhere(JavaClasses all) {
    assertThat(all.stream().filter(c -> c.getSimpleName().endsWith("Problems") && !c.getPackageName().equals(ROOT + "report"))
        .flatMap(c -> c.getMethods().stream())
        .filter(m -> m.getRawReturnType().isEquivalentTo(Problem.class) && !m.getName().startsWith("lambda$"))
        .filter(m -> m.getAccessesToSelf().isEmpty())).as("messages that nobody says").isEmpty();
  }

  /** Of all classes only one makes disks for guests, and it takes none that nobody looked into. */
  @ArchTest
  static final ArchRule GUESTS_GET_CHECKED_DISKS = noClasses().that().doNotHaveSimpleName("GuestDisks")
      .should().callConstructorWhere(target(owner(type(GuestDisk.class))));

  @ArchTest
  static final ArchRule NO_GRAB_BAGS = noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)");

  @ArchTest
  static void everyRoomSaysWhatLivesThere(JavaClasses all) throws Exception {
    assertThat(all).isNotEmpty();
    try (Stream<Path> folders = Files.walk(Path.of("src/main/java"))) {
      List<Path> silent = folders.filter(Files::isDirectory).filter(RoomsTest::holdsJava)
          .filter(d -> !Files.exists(d.resolve("package-info.java"))).toList();
      assertThat(silent).as("packages without a package-info.java").isEmpty();
    }
  }

  private static boolean holdsJava(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(f -> f.toString().endsWith(".java"));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static com.tngtech.archunit.base.DescribedPredicate<com.tngtech.archunit.core.domain.JavaClass> io(String prefix) {
    return com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
        prefix.endsWith(".") ? prefix.substring(0, prefix.length() - 1) + ".." : prefix + "..");
  }
}
