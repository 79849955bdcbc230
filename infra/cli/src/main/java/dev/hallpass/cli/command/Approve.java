package dev.hallpass.cli.command;

import dev.hallpass.cli.ExitCode;
import dev.hallpass.cli.Surroundings;
import dev.hallpass.cli.api.Call;
import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.api.Json;
import dev.hallpass.cli.api.Reply;
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
final class Approve extends ApiCommand {

  @Mixin private GrantArgument grant = new GrantArgument();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = RequestOptions.Time.class,
      description = "Allows a shorter time than was asked for.")
  private @Nullable Duration duration;

  @Option(names = "--yes", description = "Does not ask whether you mean it.")
  private boolean yes;

  Approve(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(Client client) {
    String id = grant.id(client);
    Grant asked = Grant.of(client.show(id));
    text().request(asked).forEach(terminal()::tell);
    confirm("Approve it?", yes);
    String path = "/grants/%s/approval".formatted(id);
    Call call =
        duration == null
            ? Call.post(path)
            : Call.post(path, Json.object().put("duration", duration.toString()));
    // The yes is for the policy that was shown. If it is another one by now, Hallpass refuses it.
    Reply reply = client.api().call(call.approving(asked.policyHash()));
    if (!printed(reply)) {
      Grant now = Grant.of(reply);
      terminal().print("%s %s".formatted(now.shortId(), text().state(now)));
    }
    return ExitCode.DONE.code();
  }
}
