package dev.hallpass.cli;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/// The way from this machine to addresses that are not of Hallpass's API.
@FunctionalInterface
public interface Network {

  /// Prepares a call.
  ///
  /// @throws IOException if there is no way to the address
  HttpURLConnection to(URI address) throws IOException;

  /// The network of this process.
  static Network ofProcess() {
    return address -> (HttpURLConnection) address.toURL().openConnection();
  }
}
