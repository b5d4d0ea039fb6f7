package io.github.vmimage.release;

import com.fasterxml.jackson.core.JsonPointer;
import io.github.vmimage.report.Messages;
import io.github.vmimage.report.MessagesContract;
import java.nio.file.Path;
import java.util.List;

/** The messages of manifests and releases. */
public class ReleaseMessagesTest extends MessagesContract {
  private static final Path FOLDER = Path.of("/home/ada/.m2/repository/com/example/images/app-image/0.1.0");
  private static final Path FILE = FOLDER.resolve("app-image-0.1.0.json");
  private static final Path DISK = FOLDER.resolve("app-image-0.1.0.qcow2");
  private static final ManifestPlace FETCHED = ManifestPlace.ofFile(FILE);
  private static final ManifestPlace STREAM = ManifestPlace.ofStream("https://repository.example/releases/app-image-0.1.0.json");
  private static final ManifestPlace BUILT = ManifestPlace.ofBuild("/home/ada/app-image/target/app-image-0.1.0.json");
  private static final Coordinates ASKED = new Coordinates("com.example.images", "app-image", "0.1.0");
  private static final String SHA256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
  private static final String OTHER = "486ea46224d1bb4fb680f34f7c9ad96a8f24ec88be73ea8e5a6c65260e9cb8a7";

  ReleaseMessagesTest() {
    super(messages());
  }

  /** With samples. */
  public static Messages messages() {
    DiskImage image = new DiskImage("qcow2", "app-image-0.1.0.qcow2", 402653184, SHA256, "0".repeat(128), 8589934592L,
        new DiskImage.ContentDigest(SHA256, 24117));
    return Messages.of("release", "Release: the manifest and its disk")
        .from(ManifestProblems.class)
        .say("absent", FILE, "no such file")
        .say("unreadable", FILE, "java.nio.file.AccessDeniedException: " + FILE)
        .say("brokenTransfer", STREAM.name(), "java.io.IOException: connection reset")
        .say("unwritable", Path.of(BUILT.name()), "java.io.IOException: No space left on device")
        .say("tooLarge", STREAM, ManifestReader.MAX_BYTES)
        .say("notUtf8", FETCHED, (byte) 0xe4, 412)
        .say("byteOrderMark", FETCHED)
        .say("empty", FETCHED)
        .say("trailingContent", FETCHED, "line 90, column 2: START_OBJECT")
        .say("outOfBounds", FETCHED, pointer("/guest/packages/0/name"),
            "line 12, column 5000: String value length (5000) exceeds the maximum allowed (4096)")
        .say("notJson", FETCHED, pointer("/images/0"), "line 31, column 7: Unexpected character (',' (code 44))")
        .say("badNumber", FETCHED, pointer("/images/0/size"), "4.5")
        .say("unknownSchema", FETCHED, "vm-image-manifest/2.0")
        .say("newerSchema", FETCHED, "vm-image-manifest/1.7")
        .say("absentField", FETCHED, pointer("/source/commit"), "The commit that was built, 40 hexadecimal digits.")
        .say("unknownField", FETCHED, pointer("/source/branch"), "\"branch\"", "the fields release, dirty, tag, commit, tree")
        .say("badValue", BUILT, pointer("/images"), "an array of 0", "at least 1: The released files")
        .say("twice", BUILT, pointer("/images"), "format", "qcow2")
        .say("chainTooLong", BUILT, pointer("/upstreams/0/proof/upstreams"), 8)
        .say("tooMuchEvidence", BUILT, 104857600L, 67108864L)
        .say("stampIsNotTheTag", BUILT, "release-0.1.0", "release-0.2.0")
        .say("otherBytesThanPinned", BUILT, pointer("/upstreams/0/sha256"), SHA256, OTHER)
        .say("otherBytesThanListed", BUILT, pointer("/upstreams/0/sha256"), SHA256, OTHER)
        .say("otherImageThanProven", FETCHED, pointer("/upstreams/0/location"), "com.example.images:base-image:0.2.0",
            "com.example.images:base-image:0.1.0")
        .from(GuestProblems.class)
        .say("unreadable", Path.of("/home/ada/app-image/target/vmimage/scratch/manifest/root"), "java.io.IOException: Input/output error")
        .say("noRegularFile", "/etc/os-release", "os-release")
        .say("tooLarge", "/var/lib/dpkg/status", 1099511627776L, 33554432L)
        .say("circle", "/etc/os-release", 40)
        .say("noPackageList", "/var/lib/dpkg/status")
        .say("longPackageList", "/var/lib/rpm/rpmdb.sqlite", 20000)
        .say("unreadableDatabase", "/var/lib/rpm/rpmdb.sqlite", 1, "error: cannot open Packages database in /tmp/vmimage-ada/4f1c7a2e/rpm")
        .say("malformedPackageList", "/var/lib/dpkg/status", 118, "a paragraph without the field version",
            "Package, Status, Version and Architecture in each paragraph")
        .say("noOsRelease", "/etc/os-release")
        .say("malformedOsRelease", "/etc/os-release", "ID", "My Linux", "[a-z0-9][a-z0-9._-]{0,63}")
        .from(EvidenceProblems.class)
        .say("changed", Path.of("/home/ada/.cache/vmimage/sha256/2c/2cf24d"), OTHER, SHA256)
        .say("unwritable", EVIDENCE, "java.nio.file.AccessDeniedException: " + EVIDENCE)
        .say("unreadable", EVIDENCE, "java.util.zip.ZipException: zip END header not found")
        .from(ReleaseProblems.class)
        .say("noCoordinates", "com.example.images:app-image")
        .say("otherImage", FILE, DISK, new Coordinates("com.example.images", "base-image", "0.1.0"), ASKED)
        .say("noSuchFormat", FILE, "vhd", List.of("ova", "qcow2"))
        .say("absentDisk", FILE, DISK, ASKED, "no such file", image)
        .say("unreadableDisk", DISK, "java.nio.file.AccessDeniedException: " + DISK)
        .say("otherDisk", FILE, DISK, ASKED, "SHA-256", OTHER, SHA256);
  }

  private static final Path EVIDENCE = Path.of("/home/ada/app-image/target/app-image-0.1.0-evidence.zip");

  private static JsonPointer pointer(String text) {
    return JsonPointer.compile(text);
  }
}
