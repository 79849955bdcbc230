package dev.hallpass.local.web;

import java.io.IOException;

/// Thrown when another program listens on the port.
public final class PortInUse extends IOException {

  /// @param port the requested port
  public PortInUse(int port, IOException cause) {
    super(
        "Port %d is in use: stop the program that listens there, or choose another with -Dport="
            .formatted(port),
        cause);
  }
}
