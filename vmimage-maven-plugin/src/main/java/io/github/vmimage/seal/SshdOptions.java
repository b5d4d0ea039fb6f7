package io.github.vmimage.seal;

import io.github.vmimage.seal.GuestEntry.Kind;
import io.github.vmimage.seal.SshdConfiguration.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the service gives sshd on its command line: {@code -f FILE}, and {@code -o KEYWORD=VALUE}, which goes before every file. It stands in
 * the file of variables of the distribution's unit, or in a unit of the administrator's.
 *
 * @param files configurations that are named, in place of the usual one
 * @param settings in order
 */
record SshdOptions(List<String> files, List<Setting> settings) {
  private static final List<String> VARIABLES = List.of("/etc/default/ssh", "/etc/sysconfig/sshd", "/etc/sysconfig/ssh", "/etc/conf.d/sshd");
  private static final List<String> UNITS = List.of("/etc/systemd/system/ssh*.service", "/etc/systemd/system/ssh*.service.d/*.conf");
  private static final Pattern VARIABLE = Pattern.compile("\\s*(?:export\\s+)?(?:SSHD_OPTS|OPTIONS|SSHD_OPTIONS)\\s*=(.*)");
  private static final Pattern STARTED = Pattern.compile("\\s*ExecStart\\s*=.*?/sshd(\\s.*)");
  private static final Pattern FILE = Pattern.compile("(?<=\\s)-[A-Za-z]*f\\s*(/[^\\s\"']+)");
  private static final Pattern SETTING = Pattern.compile("(?<=\\s)-[A-Za-z]*o\\s*(?:\"([^\"]+)\"|'([^']+)'|([^\\s\"']+))");

  static SshdOptions of(GuestTree tree) {
    SshdOptions options = new SshdOptions(new ArrayList<>(), new ArrayList<>());
    VARIABLES.forEach(path -> options.read(tree, tree.at(path), VARIABLE));
    UNITS.stream().flatMap(pattern -> tree.glob(pattern).stream()).filter(unit -> tree.follow(unit).kind() != Kind.FOLDER)
        .forEach(unit -> options.read(tree, unit, STARTED));
    return options;
  }

  private void read(GuestTree tree, GuestEntry file, Pattern line) {
    for (String text : tree.read(file).lines().toList()) {
      Matcher matcher = line.matcher(text);
      if (matcher.matches()) {
        String arguments = " " + matcher.group(1).strip().replaceFirst("^[\"'](.*)[\"']$", "$1");
        FILE.matcher(arguments).results().forEach(named -> files.add(named.group(1)));
        SETTING.matcher(arguments).results().map(o -> o.group(1) != null ? o.group(1) : o.group(2) != null ? o.group(2) : o.group(3))
            .forEach(o -> SshdConfiguration.setting(file.path(), o, List.of()).ifPresent(settings::add));
      }
    }
  }
}
