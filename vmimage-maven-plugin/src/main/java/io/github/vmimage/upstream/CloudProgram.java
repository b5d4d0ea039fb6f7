package io.github.vmimage.upstream;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.Outcome;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Tool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A cloud's own command line program, asked for JSON. It runs in the user's environment, so its credentials, profiles and single sign-on
 * are the user's; it cannot ask anything back.
 */
final class CloudProgram {
  /** Longer than a slow sign-on takes. */
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Map<String, String> PLAIN = Map.of("AWS_PAGER", "", "AWS_CLI_AUTO_PROMPT", "off", "AZURE_CORE_NO_COLOR", "true",
      "AZURE_CORE_ONLY_SHOW_ERRORS", "true", "CLOUDSDK_CORE_DISABLE_PROMPTS", "1", "NO_COLOR", "1", "PYTHONIOENCODING", "utf-8");

  /** Finds the user's programs on the PATH. */
  static final UnaryOperator<String> ON_PATH = UnaryOperator.identity();

  private final Processes processes;
  private final UnaryOperator<String> place;
  private final Tool tool;
  private final Pattern noLogin;
  private final String login;
  private final Pattern absent;

  private CloudProgram(Processes processes, UnaryOperator<String> place, Tool tool, String noLogin, String login, String absent) {
    this.processes = processes;
    this.place = place;
    this.tool = tool;
    this.noLogin = Pattern.compile(noLogin, Pattern.CASE_INSENSITIVE);
    this.login = login;
    this.absent = Pattern.compile(absent, Pattern.CASE_INSENSITIVE);
  }

  static CloudProgram aws(Processes processes, UnaryOperator<String> place) {
    return new CloudProgram(processes, place, Tool.AWS, "unable to locate credentials|partial credentials"
        + "|config profile .* could not be found|sso (session|token)|token has expired"
        + "|\\((AuthFailure|InvalidClientTokenId|UnrecognizedClientException|ExpiredToken|RequestExpired|SignatureDoesNotMatch)\\)",
        "aws sso login, or aws configure; AWS_PROFILE names the profile to use",
        "\\(InvalidAMIID\\.(NotFound|Malformed|Unavailable)\\)");
  }

  static CloudProgram azure(Processes processes, UnaryOperator<String> place) {
    return new CloudProgram(processes, place, Tool.AZ, "az login|AADSTS|no subscription found|InvalidAuthenticationToken",
        "az login; az account set --subscription NAME",
        "\\((NotFound|PlatformImageNotFound|ImageNotFound|ArtifactNotFound)\\)|VMImage was not found");
  }

  static CloudProgram google(Processes processes, UnaryOperator<String> place) {
    return new CloudProgram(processes, place, Tool.GCLOUD, "active account|refreshing your current auth tokens|reauthentication|auth login"
        + "|valid credentials", "gcloud auth login", "was not found");
  }

  /**
   * Asks one question.
   *
   * @param location what is asked for, for messages
   * @param hint what to do where it does not exist
   * @param arguments of the program
   * @return its answer
   */
  CloudAnswer ask(String location, String hint, List<String> arguments) {
    Outcome outcome = processes.run(Command.of(tool, arguments.toArray()).by(place.apply(tool.executable())).env(PLAIN).within(LIMIT));
    if (!outcome.succeeded()) {
      String said = outcome.tail(10);
      if (noLogin.matcher(said).find()) {
        throw CloudProblems.notLoggedIn(tool.executable(), outcome.command(), said, login).asException();
      }
      if (absent.matcher(said).find()) {
        throw CloudProblems.notFound(location, said, hint).asException();
      }
      throw CloudProblems.failed(tool.executable(), outcome.exitCode(), outcome.command(), said).asException();
    }
    return CloudAnswer.read(location, tool.executable(), outcome.out());
  }
}
