package dev.hallpass.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The deployed files of the project in a checkout.
///
/// @param folder the top folder of the checkout
public record Project(Path folder) {

  /// The folder of the catalogue.
  public Path catalog() {
    return folder.resolve("infra/catalog");
  }

  /// The definition of the grants' state machine, with its placeholders.
  public String grantLifecycle() {
    try {
      return Files.readString(folder.resolve("statemachines/grant-lifecycle.asl.json"));
    } catch (IOException e) {
      throw new UncheckedIOException("The state machine's definition cannot be read", e);
    }
  }
}
