package dev.hallpass.cli.command.decision;

import dev.hallpass.cli.api.Call;
import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.api.Reply;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.command.call.Confirmation;
import dev.hallpass.cli.command.call.GrantCommand;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.surroundings.Surroundings;
import dev.hallpass.cli.terminal.Words;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `hallpass review`.
@Command(
    name = "review",
    description = "Says whether an access that is over was justified, as one of its owners.",
    footer = {
      "",
      "Example:",
      "  hallpass review grant-0123abcd --verdict JUSTIFIED --remarks \"the change is in INC-99\""
    })
public final class Review extends GrantCommand {

  @Option(names = "--verdict", required = true, description = "JUSTIFIED or NOT_JUSTIFIED.")
  private Verdict verdict = Verdict.NOT_JUSTIFIED;

  @Option(names = "--remarks", paramLabel = "TEXT", description = "What you note about it.")
  private @Nullable String remarks;

  @Mixin private Confirmation confirmation = new Confirmation();

  private enum Verdict {
    JUSTIFIED,
    NOT_JUSTIFIED
  }

  public Review(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected Reply call(Client client, String id) {
    Grant over = Grant.of(client.show(id));
    text().whole(over).forEach(terminal()::tell);
    text().policy(over).forEach(terminal()::tell);
    String words = needed(remarks, "--remarks", "What do you note?");
    confirmation.confirm(terminal(), "Record %s?".formatted(Words.of(verdict.name())));
    return client
        .api()
        .call(
            Call.post(
                "/grants/%s/review".formatted(id),
                Json.object().put("verdict", verdict.name()).put("remarks", words)));
  }
}
