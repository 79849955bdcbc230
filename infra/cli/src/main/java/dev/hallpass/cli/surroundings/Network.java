package dev.hallpass.cli.surroundings;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;

/// Connects to addresses on the network.
@FunctionalInterface
public interface Network {

  /// Prepares a call.
  ///
  /// @throws IOException if the address cannot be reached
  HttpURLConnection to(URI address) throws IOException;

  /// The network as an environment describes it: with its proxy, and with its certificates.
  static Network of(Map<String, String> environment) {
    return new ProcessNetwork(environment);
  }
}
