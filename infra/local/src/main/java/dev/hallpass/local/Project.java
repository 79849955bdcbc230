package dev.hallpass.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The project's files that are deployed, where they lie in a checkout.
///
/// @param folder the top of the checkout
public record Project(Path folder) {

  /// What can be asked for.
  public Path catalog() {
    return folder.resolve("infra/catalog");
  }

  /// The API's routes.
  public Path openApi() {
    return folder.resolve("functions/handlers/openapi.yaml");
  }

  /// The definition of the grants' state machine, before its places are filled in.
  public String grantLifecycle() {
    try {
      return Files.readString(folder.resolve("statemachines/grant-lifecycle.asl.json"));
    } catch (IOException e) {
      throw new UncheckedIOException("The state machine's definition cannot be read", e);
    }
  }
}
