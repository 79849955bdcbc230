package dev.hallpass.cli.command.decision;

import dev.hallpass.cli.api.Call;
import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.api.Reply;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.command.call.Confirmation;
import dev.hallpass.cli.command.call.GrantCommand;
import dev.hallpass.cli.command.call.RequestOptions;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.surroundings.Surroundings;
import dev.hallpass.cli.terminal.Words;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `hallpass approve`.
@Command(
    name = "approve",
    description = "Says yes to a request, with a proof that you say it.",
    footer = {"", "Example:", "  hallpass approve grant-0123abcd --for 30m"})
public final class Approve extends GrantCommand {

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = RequestOptions.Time.class,
      description = "Allows a shorter time than was asked for.")
  private @Nullable Duration duration;

  @Mixin private Confirmation confirmation = new Confirmation();

  public Approve(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected Reply call(Client client, String id) {
    Grant asked = Grant.of(client.show(id));
    text().request(asked).forEach(terminal()::tell);
    text().policy(asked).forEach(terminal()::tell);
    String path = "/grants/%s/approval".formatted(id);
    Call call = Call.post(path);
    if (duration == null) {
      confirmation.confirm(terminal(), "Approve it?");
    } else {
      confirmation.confirm(terminal(), "Approve it for %s?".formatted(Words.of(duration)));
      call = Call.post(path, Json.object().put("duration", duration.toString()));
    }
    // The yes is for the policy that was shown. If it is another one by now, Hallpass refuses it.
    return client.api().call(call.approving(asked.policyHash()));
  }
}
