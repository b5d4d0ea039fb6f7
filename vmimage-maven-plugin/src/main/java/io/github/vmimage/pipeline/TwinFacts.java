package io.github.vmimage.pipeline;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a clone says of itself after its first boot.
 *
 * @param hostname its name
 * @param machineId content of {@code /etc/machine-id}; empty where there is none
 * @param hostKeys fingerprints of all its SSH host keys, sorted, as OpenSSH shows them
 * @param failedUnits systemd's units that failed
 * @param cloudInit what cloud-init says of its run, such as {@code done}; empty where there is none
 * @param buildUser whether the user of the build exists
 * @param buildKeyFiles files that let the build's key in
 * @param release lines of {@code /etc/release}
 * @param osRelease lines of {@code /etc/os-release}
 */
record TwinFacts(String hostname, String machineId, List<String> hostKeys, List<String> failedUnits, String cloudInit,
    boolean buildUser, List<String> buildKeyFiles, List<String> release, List<String> osRelease) {
  /** OpenSSH's line of a public key: type, key, and perhaps a comment. */
  private static final Pattern PUBLIC_KEY = Pattern.compile("[a-z0-9@.-]+ ([A-Za-z0-9+/]{16,}={0,3})(?: .*)?");

  /** Copies the lists. */
  TwinFacts {
    hostKeys = hostKeys.stream().sorted().toList();
    failedUnits = List.copyOf(failedUnits);
    buildKeyFiles = List.copyOf(buildKeyFiles);
    release = List.copyOf(release);
    osRelease = List.copyOf(osRelease);
  }

  /**
   * What a clone runs as root to tell all of it; one line for each fact. cloud-init's own command takes seconds in an emulated guest, so its
   * result file is asked first.
   */
  static String script(String buildUser, String buildKey) {
    return """
        echo "hostname $(cat /proc/sys/kernel/hostname)"
        echo "machine-id $(cat /etc/machine-id 2>/dev/null)"
        for f in /etc/ssh/ssh_host_*_key.pub; do [ -f "$f" ] && read -r type key rest <"$f" && echo "host-key $key"; done
        if command -v systemctl >/dev/null 2>&1; then
          systemctl list-units --state=failed --no-legend --plain --no-pager | while read -r unit rest; do echo "failed-unit $unit"; done
        fi
        if tr -d ' \\n' </run/cloud-init/result.json 2>/dev/null | grep -q '"errors":\\[\\]'; then
          echo "cloud-init done"
        elif command -v cloud-init >/dev/null 2>&1; then
          cloud-init status | sed -n 's/^status: */cloud-init /p'
        fi
        if getent passwd %1$s >/dev/null; then echo "build-user %1$s"; fi
        { getent passwd | cut -d: -f6; echo /root; } | sort -u | while read -r home; do
          for f in "$home"/.ssh/authorized_keys*; do [ -f "$f" ] && grep -qF '%2$s' "$f" && echo "build-key $f"; done
        done
        sed 's/^/release /' /etc/release 2>/dev/null
        sed 's/^/os-release /' /etc/os-release 2>/dev/null
        exit 0
        """.formatted(buildUser, keyBody(buildKey).orElseThrow());
  }

  /** A line of a public key without type and comment; nothing where it is none, and then it could be looked for nowhere. */
  static Optional<String> keyBody(String publicKey) {
    Matcher key = PUBLIC_KEY.matcher(publicKey == null ? "" : publicKey.strip());
    return key.matches() ? Optional.of(key.group(1)) : Optional.empty();
  }

  /** Reads what the script printed. */
  static TwinFacts read(List<String> lines) {
    return new TwinFacts(first(lines, "hostname"), first(lines, "machine-id"),
        all(lines, "host-key").stream().map(TwinFacts::fingerprint).toList(), all(lines, "failed-unit"), first(lines, "cloud-init"),
        !all(lines, "build-user").isEmpty(), all(lines, "build-key"), all(lines, "release"), all(lines, "os-release"));
  }

  private static String first(List<String> lines, String key) {
    return all(lines, key).stream().findFirst().orElse("");
  }

  private static List<String> all(List<String> lines, String key) {
    List<String> values = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith(key + " ")) {
        values.add(line.substring(key.length() + 1).strip());
      }
    }
    return values;
  }

  private static String fingerprint(String key) {
    try {
      byte[] blob = Base64.getDecoder().decode(key.getBytes(StandardCharsets.US_ASCII));
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(MessageDigest.getInstance("SHA-256").digest(blob));
    } catch (IllegalArgumentException | NoSuchAlgorithmException e) {
      return "unreadable:" + key;
    }
  }
}
