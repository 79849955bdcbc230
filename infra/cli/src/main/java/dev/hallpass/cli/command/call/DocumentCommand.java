package dev.hallpass.cli.command.call;

import dev.hallpass.cli.api.Reply;
import dev.hallpass.cli.surroundings.Surroundings;
import picocli.CommandLine.Option;

/// A command that shows a document of the API: in words, or as it came.
public abstract class DocumentCommand extends ApiCommand {

  @Option(names = "--json", description = "Prints the API's own document.")
  private boolean json;

  protected DocumentCommand(Surroundings surroundings) {
    super(surroundings);
  }

  /// Prints a document as it came, if that is wanted.
  ///
  /// @return whether it is
  protected final boolean printed(Reply reply) {
    if (json) {
      terminal().print(reply.body());
    }
    return json;
  }
}
