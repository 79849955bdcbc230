package dev.hallpass.cli.command.session;

import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.command.call.ApiCommand;
import dev.hallpass.cli.command.call.ChildProfile;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.command.call.PortReader;
import dev.hallpass.cli.command.call.Waiting;
import dev.hallpass.cli.credentials.CredentialServer;
import dev.hallpass.cli.credentials.CredentialSource;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `hallpass serve`.
@Command(
    name = "serve",
    customSynopsis = {
      "hallpass serve (ENTITLEMENT [NAME=VALUE...] | GRANT) [OPTIONS] [-- PROGRAM [ARGUMENT...]]"
    },
    description = {
      "Gives credentials to programs of this machine, as AWS does in containers.",
      "With a program, it serves that one until it ends. Without, until the access or Ctrl-C ends it.",
      "AWS's tools ask here only where no profile has credentials for them."
    },
    footer = {"", "Example:", "  hallpass serve grant-0123abcd -- python3 nightly.py"})
public final class Serve extends ApiCommand {

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration MOMENT = Duration.ofSeconds(15);

  private final List<String> program;

  @Mixin private Access access = new Access();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = PortReader.class,
      description = "Listens on this port. Without it, on any that is free.")
  private int port;

  /// @param program the words after `--`
  public Serve(Surroundings surroundings, List<String> program) {
    super(surroundings);
    this.program = List.copyOf(program);
  }

  @Override
  protected int run(Client client) {
    demand(program);
    Grant open = access.open(this, client);
    // A question would come between the lines of the program.
    CredentialSource source = Client.silent(surroundings(), client.settings()).credentials();
    try (CredentialServer server = new CredentialServer(port, () -> source.answer(open.id()))) {
      return program.isEmpty() ? untilTheEnd(open, server, client) : child(open, server);
    }
  }

  private int child(Grant open, CredentialServer server) {
    ChildProfile profile = new ChildProfile(surroundings(), open.id());
    return run(program, profile.served(open, server.address(), server.token()), open);
  }

  private int untilTheEnd(Grant open, CredentialServer server, Client client) {
    terminal().print("export %s=%s".formatted(ChildProfile.SERVER_ADDRESS, server.address()));
    terminal().print("export %s=%s".formatted(ChildProfile.SERVER_TOKEN, server.token()));
    terminal().tell("Ctrl-C ends it. Unset AWS_PROFILE where programs use it.");
    Waiting waiting = new Waiting(surroundings(), client);
    Optional<Instant> end = open.expiresAt();
    while (end.isPresent()) {
      pauseUntil(end.get());
      end = end(open.id(), waiting.answer(client::grants));
    }
    terminal().tell("The access of %s is over.".formatted(open.shortId()));
    return ExitCode.DONE.code();
  }

  private void pauseUntil(Instant end) {
    // In small steps, because a machine that sleeps does not count them.
    for (Duration left = left(end); left.isPositive(); left = left(end)) {
      surroundings().pause().of(left.compareTo(LONGEST_PAUSE) < 0 ? left : LONGEST_PAUSE);
    }
  }

  private Duration left(Instant end) {
    return Duration.between(surroundings().clock().instant(), end);
  }

  /// The end of the extension that is open, or of a moment in which one may open; empty if none
  /// will.
  private Optional<Instant> end(String grant, List<Grant> all) {
    Instant now = surroundings().clock().instant();
    return CredentialSource.openExtension(all, grant)
        .flatMap(Grant::expiresAt)
        .filter(now::isBefore)
        .or(() ->
            all.stream()
                .filter(one -> one.extensionOf().filter(grant::equals).isPresent())
                .filter(one -> one.goesOn(all))
                .map(_ -> now.plus(MOMENT))
                .findFirst());
  }
}
