package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server of moto, which answers as AWS would, on a free port of this machine; and the real {@code aws} in front of it.
 *
 * <p>The AWS CLI of Debian 12 (2.9) knows no environment variable for the address of a service (2.13 does), so a script that comes first on
 * the PATH adds {@code --endpoint-url} and then is that program. It adds nothing else.
 */
final class Moto implements AutoCloseable {
  /** The account that moto takes every caller for. */
  static final String ACCOUNT = "123456789012";
  static final String REGION = "eu-central-1";

  private static final String RELEASE = "5.2.5";
  private static final Pattern ADDRESS = Pattern.compile("Running on http://127\\.0\\.0\\.1:(\\d+)");
  private static final Duration START = Duration.ofMinutes(2);

  private final Process server;
  private final Path folder;
  private final Path programs;

  private Moto(Process server, Path folder, Path programs) {
    this.server = server;
    this.folder = folder;
    this.programs = programs;
  }

  /** Starts a server without any image of ours. */
  static Moto in(Path folder) {
    Path real = StandIn.find("aws");
    Path log = folder.resolve("moto.log");
    ProcessBuilder builder = new ProcessBuilder(environment().resolve("bin/moto_server").toString(), "-H", "127.0.0.1", "-p", "0")
        .redirectErrorStream(true).redirectOutput(log.toFile()).redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().put("PYTHONUNBUFFERED", "1");
    try {
      Process server = builder.start();
      String port = port(server, log);
      Path programs = Folders.make(folder.resolve("programs"));
      StandIn.script(programs.resolve("aws"), "exec '" + real + "' --endpoint-url http://127.0.0.1:" + port + " \"$@\"\n");
      return new Moto(server, folder, programs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** moto in a virtual environment of its own, made once below target. */
  private static Path environment() {
    Path place = Reactor.target().resolve("moto-" + RELEASE);
    Path made = place.resolve("made");
    if (Files.notExists(made)) {
      Folders.delete(place);
      Program program = Program.in(Folders.make(place.getParent()));
      program.run("python3", "-m", "venv", place.toString());
      Program.Result installed = program.attempt(Duration.ofMinutes(10), List.of(place.resolve("bin/pip").toString(), "install", "--quiet",
          "moto[server]==" + RELEASE));
      assertThat(installed.exitCode()).as("%s: %s", installed.command(), installed.output()).isZero();
      Folders.write(made, RELEASE);
    }
    return place;
  }

  private static String port(Process server, Path log) throws IOException {
    Instant end = Instant.now().plus(START);
    while (Instant.now().isBefore(end) && server.isAlive()) {
      Matcher matcher = ADDRESS.matcher(Files.readString(log));
      if (matcher.find()) {
        return matcher.group(1);
      }
      pause();
    }
    server.destroyForcibly();
    throw new AssertionError("moto did not start: " + Files.readString(log));
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for moto", e);
    }
  }

  /** What Maven and the program need to find it: the PATH and credentials, which moto takes as they come. */
  Map<String, String> variables() {
    Map<String, String> all = new LinkedHashMap<>(credentials());
    all.put("PATH", programs + ":" + System.getenv("PATH"));
    return all;
  }

  private Map<String, String> credentials() {
    return Map.of("AWS_ACCESS_KEY_ID", "testing", "AWS_SECRET_ACCESS_KEY", "testing", "AWS_CONFIG_FILE",
        folder.resolve("no-config").toString(), "AWS_SHARED_CREDENTIALS_FILE", folder.resolve("no-credentials").toString(),
        "AWS_EC2_METADATA_DISABLED", "true");
  }

  Maven maven(Maven maven) {
    variables().forEach(maven::with);
    return maven;
  }

  /** Makes an image of {@link #ACCOUNT} out of an instance: only such a one has an architecture in moto. */
  String register(String name, String architecture) {
    String base = aws("describe-images", "--filters", "Name=architecture,Values=" + architecture)
        .path("Images").path(0).path("ImageId").asText();
    String instance = aws("run-instances", "--image-id", base, "--count", "1", "--instance-type", "t3.micro").path("Instances").path(0)
        .path("InstanceId").asText();
    return aws("create-image", "--instance-id", instance, "--name", name).path("ImageId").asText();
  }

  JsonNode describe(String image) {
    return aws("describe-images", "--image-ids", image).path("Images").path(0);
  }

  void deregister(String image) {
    ec2("deregister-image", "--image-id", image);
  }

  /** The same, in a later second than another image, since an AMI tells its time in seconds. */
  String registerAfter(String other, String name, String architecture) {
    String created = describe(other).path("CreationDate").asText();
    while (true) {
      String image = register(name, architecture);
      if (describe(image).path("CreationDate").asText().compareTo(created) > 0) {
        return image;
      }
      deregister(image);
      pause();
    }
  }

  private JsonNode aws(String... arguments) {
    return Json.parse(ec2(arguments));
  }

  private String ec2(String... arguments) {
    List<String> command = new ArrayList<>(List.of(programs.resolve("aws").toString(), "ec2", "--region", REGION, "--output", "json"));
    command.addAll(List.of(arguments));
    return Program.in(folder).with(credentials()).run(command);
  }

  @Override
  public void close() {
    server.destroy();
    try {
      server.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
