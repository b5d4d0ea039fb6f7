package io.github.vmimage.maven;

import io.github.vmimage.download.Network;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The time limits of downloads, by the properties that Maven's own transports have: {@code aether.connector.requestTimeout} or
 * {@code maven.wagon.http.readTimeout} for a time without any byte, {@code aether.connector.connectTimeout} or
 * {@code maven.wagon.http.connectionTimeout} for making a connection, each in milliseconds.
 *
 * @param connect limit for making a connection; 30 s where no property is set
 * @param stall limit for a time without any byte; 60 s where no property is set
 */
record TransferLimits(Duration connect, Duration stall) {
  /** What 0 stands for, which is no limit in Maven: nothing here may wait for ever. */
  private static final Duration LONGEST = Duration.ofDays(1);

  /** Reads the properties of a session; of two names for one limit the first that is set holds. */
  static TransferLimits of(Map<String, ?> properties) {
    return new TransferLimits(
        limit(properties, List.of("aether.connector.connectTimeout", "maven.wagon.http.connectionTimeout"), Network.CONNECT),
        limit(properties, List.of("aether.connector.requestTimeout", "maven.wagon.http.readTimeout"), Network.STALL));
  }

  private static Duration limit(Map<String, ?> properties, List<String> names, Duration usual) {
    for (String name : names) {
      Object value = properties.get(name);
      if (value != null) {
        return milliseconds(name, value.toString().strip());
      }
    }
    return usual;
  }

  private static Duration milliseconds(String name, String value) {
    if (!value.matches("\\d{1,9}")) {
      throw ConfigurationProblems.badTransferLimit(name, value).asException();
    }
    int millis = Integer.parseInt(value);
    return millis == 0 ? LONGEST : Duration.ofMillis(millis);
  }
}
