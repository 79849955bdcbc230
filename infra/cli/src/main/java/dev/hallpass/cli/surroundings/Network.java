package dev.hallpass.cli.surroundings;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/// Connects to addresses on the network that are not Hallpass's API.
@FunctionalInterface
public interface Network {

  /// Prepares a call.
  ///
  /// @throws IOException if the address cannot be reached
  HttpURLConnection to(URI address) throws IOException;

  /// The network of this process.
  static Network ofProcess() {
    return address -> (HttpURLConnection) address.toURL().openConnection();
  }
}
