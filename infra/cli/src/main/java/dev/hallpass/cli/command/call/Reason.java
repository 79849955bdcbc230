package dev.hallpass.cli.command.call;

import dev.hallpass.cli.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/// Why a command is given.
public final class Reason {

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why. It is recorded.")
  private @Nullable String reason;

  /// The document with the reason. A person who is there is asked for it.
  ///
  /// @throws dev.hallpass.cli.surroundings.Stopped if it is missing, and nobody can be asked
  public ObjectNode document(ApiCommand command, String question) {
    return Json.object().put("reason", command.needed(reason, "--reason", question));
  }
}
