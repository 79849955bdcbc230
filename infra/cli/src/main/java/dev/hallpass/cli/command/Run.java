package dev.hallpass.cli.command;

import dev.hallpass.cli.ExitCode;
import dev.hallpass.cli.Stopped;
import dev.hallpass.cli.Surroundings;
import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.api.Json;
import dev.hallpass.cli.credentials.CachedCredentials;
import dev.hallpass.cli.terminal.Words;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `hallpass run`.
@Command(
    name = "run",
    customSynopsis =
        "hallpass run (ENTITLEMENT [NAME=VALUE...] | GRANT) [OPTIONS] -- PROGRAM [ARGUMENT...]",
    description = {
      "Asks for access, waits until it can be used, and runs a program with it.",
      "If a grant for the same access is open or waits already, it is taken instead of a new one.",
      "The program gets a profile, and no secret in its environment. Its exit code is passed on."
    },
    footer = {
      "",
      "Example:",
      "  hallpass run read-bucket-prefix bucket=acme-exports prefix=customers/4711 \\",
      "    --for 30m --reason \"case 4711\" -- aws s3 ls s3://acme-exports/customers/4711/"
    })
final class Run extends ApiCommand {

  private final List<String> program;

  @Parameters(
      index = "0",
      paramLabel = "ENTITLEMENT|GRANT",
      description = "What you ask for, or a grant that you have.")
  private String target = "";

  @Parameters(
      index = "1..*",
      paramLabel = "NAME=VALUE",
      description = "The values of its parameters.")
  private List<String> values = List.of();

  @Mixin private RequestOptions options = new RequestOptions();

  @Option(
      names = "--at-least",
      paramLabel = "TIME",
      converter = RequestOptions.Time.class,
      description = "Asks for more time if less than this is left.")
  private @Nullable Duration atLeast;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = RequestOptions.Time.class,
      description = "Stops waiting for answers after this time, with exit code 5.")
  private @Nullable Duration timeout;

  @Option(names = "--detach", description = "Prints the id of the grant, and does not wait.")
  private boolean detach;

  /// @param program the words after `--`
  Run(Surroundings surroundings, List<String> program) {
    super(surroundings);
    this.program = List.copyOf(program);
  }

  @Override
  int run(Client client) {
    if (program.isEmpty() && !detach) {
      throw new Stopped(
          ExitCode.USAGE,
          "Which program? Write it behind two dashes: hallpass run %s … -- aws s3 ls"
              .formatted(target));
    }
    Grant grant = grant(client);
    if (detach) {
      terminal().print(grant.id());
      return ExitCode.DONE.code();
    }
    Optional<Duration> longest = Optional.ofNullable(timeout);
    Waiting waiting = new Waiting(surroundings(), client);
    Grant open = withEnough(waiting.untilOpen(grant.id(), longest), waiting, client);
    // Fetched here, so that the program does not have to wait until AWS knows the access.
    client.credentials().answer(open.id());
    terminal().tell("%s %s".formatted(open.shortId(), text().state(open)));
    return child(open, client);
  }

  private Grant grant(Client client) {
    if (CachedCredentials.isGrant(target) || target.startsWith("grant-")) {
      return Grant.of(client.show(client.id(target)));
    }
    Asking.Result result = Request.asked(this, client, target, values, options);
    if (result.grants().size() > 1) {
      throw new Stopped(
          ExitCode.USAGE,
          "These are several grants, and a program uses one. Run it with one of: "
              + String.join(", ", result.grants().stream().map(Grant::shortId).toList()));
    }
    Grant grant = result.grants().getFirst();
    if (result.reply().isPresent()) {
      text().request(grant).forEach(terminal()::tell);
      terminal().tell("Ctrl-C stops waiting, and the request stays.");
    }
    return grant;
  }

  /// Asks for more time if too little is left. The credentials of a grant go on with its extension.
  private Grant withEnough(Grant open, Waiting waiting, Client client) {
    Duration left =
        Duration.between(surroundings().clock().instant(), open.expiresAt().orElseThrow());
    if (atLeast == null || left.compareTo(atLeast) >= 0) {
      return open;
    }
    Duration more = options.duration().orElseGet(open::duration);
    Grant extension =
        client.grants().stream()
            .filter(grant ->
                grant.isPending() && grant.extensionOf().filter(open.id()::equals).isPresent())
            .findFirst()
            .orElseGet(() ->
                new Asking(surroundings(), client)
                    .extend(
                        open.id(),
                        Json.object()
                            .put("duration", more.toString())
                            .put(
                                "justification",
                                Optional.ofNullable(options.reason())
                                    .orElseGet(open::justification))));
    terminal()
        .tell(
            "%s are left, so %s more are asked for."
                .formatted(Words.of(left), Words.of(extension.duration())));
    waiting.untilApproved(extension.id(), Optional.ofNullable(timeout));
    return open;
  }

  private int child(Grant open, Client client) {
    Map<String, String> environment =
        new ChildProfile(surroundings(), open.id()).environment(open, client.settings().profile());
    try {
      return surroundings().programs().run(program, environment);
    } catch (IOException e) {
      throw new Stopped(
          ExitCode.FAILED,
          "Cannot start %s: %s. The access is open: hallpass show %s"
              .formatted(program.getFirst(), e.getMessage(), open.shortId()));
    }
  }
}
