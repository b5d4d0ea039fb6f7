package io.github.vmimage.maven;

import io.github.vmimage.release.Coordinates;
import io.github.vmimage.report.Messages;
import io.github.vmimage.report.MessagesContract;
import java.nio.file.Path;
import java.util.List;

/** The messages of Maven's side. */
public class MavenMessagesTest extends MessagesContract {
  private static final String RELEASES = "https://repository.example/releases";
  private static final Path LOCAL = Path.of("/home/ada/.m2/repository/com/example/images");
  private static final String POM = "/home/ada/app-image/pom.xml:27 <configuration>";
  private static final Coordinates BASE = new Coordinates("com.example.images", "base-image", "0.1.0");

  MavenMessagesTest() {
    super(messages());
  }

  /** With samples. */
  public static Messages messages() {
    return Messages.of("maven", "Maven: configuration, repositories, deployment")
        .from(DeploymentProblems.class)
        .say("released", "com.example.images", "app-image", "0.1.0", RELEASES)
        .say("begun", "com.example.images", "app-image", "0.1.0", RELEASES)
        .say("refused", RELEASES, "releases", "com.example.images:app-image:pom:0.1.0: status: 403 Forbidden")
        .say("refusedHalfway", RELEASES, "releases", "com.example.images:app-image:json:0.1.0: status: 507 Insufficient Storage")
        .say("noRoom", LOCAL, 104857600L, 402653184L)
        .say("unknownRoom", LOCAL, "java.nio.file.AccessDeniedException: " + LOCAL)
        .say("offline")
        .say("badAlternative", RELEASES)
        .say("noRepository")
        .say("notAsked", "0.1.0", RELEASES, "releases",
            "Could not transfer artifact com.example.images:app-image:pom:0.1.0: status code: 401")
        .say("unreachable", RELEASES, "releases", "Could not transfer metadata: status code: 401")
        .say("noTemporaryFolder", Path.of("/tmp"), "java.nio.file.AccessDeniedException: /tmp/vmimage-ask-1")
        .from(ResolutionProblems.class)
        .say("notReleased", BASE, "json", "Could not find artifact com.example.images:base-image:json:0.1.0", List.of(RELEASES))
        .say("notReached", BASE, "json.asc", "Could not transfer artifact com.example.images:base-image:json.asc:0.1.0: status code: 503,"
            + " reason phrase: Service Unavailable (503)", List.of(RELEASES))
        .say("offline", BASE, "json", "Cannot access releases (" + RELEASES + ") in offline mode")
        .say("page", BASE, Path.of("/home/ada/.m2/repository/com/example/images/base-image/0.1.0/base-image-0.1.0.json.asc"),
            "an HTML page: Sign in to the guest network")
        .say("badRemoteRepository", RELEASES)
        .say("noVersions", "com.example.images:base-image", "no route to host", List.of("https://repository.example/releases"))
        .say("answerNotWritten", "/srv/answer.json", "java.nio.file.AccessDeniedException: /srv/answer.json")
        .from(PomProblems.class)
        .say("notHere", Path.of("/home/ada/app-image/pom.xml"), "base", 0)
        .say("absent", Path.of("/home/ada/app-image/pom.xml"), "base", "ami/id")
        .say("notPlain", Path.of("/home/ada/app-image/pom.xml"), "base", "sha256", "${base.sha256}")
        .say("unreadable", Path.of("/home/ada/app-image/pom.xml"), "a document type at character 40")
        .say("unwritable", Path.of("/home/ada/app-image/pom.xml"), "java.nio.file.AccessDeniedException: /home/ada/app-image/pom.xml")
        .from(ConfigurationProblems.class)
        .say("unknownElement", POM, "upstrems", List.of("template", "upstreams", "waivers"), "upstreams")
        .say("elementTwice", POM + "<upstreams><upstream[1]>", "sha256")
        .say("elementForText", POM + "<upstreams><upstream[1]><url>", "value")
        .say("badTransferLimit", "maven.wagon.http.readTimeout", "60s")
        .say("badExpression", POM + "<imageName>", "${project.", "The expression has no end");
  }
}
