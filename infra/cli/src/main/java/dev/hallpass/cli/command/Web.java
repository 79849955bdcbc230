package dev.hallpass.cli.command;

import dev.hallpass.cli.command.call.ApiCommand;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.command.call.PortReader;
import dev.hallpass.cli.console.Browser;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.surroundings.Surroundings;
import dev.hallpass.cli.web.WebServer;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `hallpass web`.
@Command(
    name = "web",
    description = {
      "Shows Hallpass in your browser: what you can ask for, your grants, and what waits for you.",
      "It is on this machine alone, and signs with your own credentials. Ctrl-C ends it, or a day.",
      "The address that it prints is good once, for one browser."
    },
    footer = {"", "Example:", "  hallpass web --print"})
final class Web extends ApiCommand {

  // Who forgets it has it open no longer than a day of work.
  private static final Duration LONGEST = Duration.ofHours(12);
  private static final Duration PAUSE = Duration.ofMinutes(1);

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = PortReader.class,
      description = "Listens on this port. Without it, on any that is free.")
  private int port;

  @Option(names = "--print", description = "Prints the address, and opens no browser.")
  private boolean print;

  Web(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected int run(Client client) {
    try (WebServer server = new WebServer(port, new WebSite(surroundings(), client.settings()))) {
      String address = server.address().toString();
      terminal().print(address);
      terminal().tell("The address is good once, for one browser. Ctrl-C ends it.");
      if (!print && terminal().isInteractive()) {
        open(address);
      }
      Instant end = surroundings().clock().instant().plus(LONGEST);
      while (surroundings().clock().instant().isBefore(end)) {
        surroundings().pause().of(PAUSE);
      }
    }
    terminal().tell("It was open for 12 hours, and is over. Run it again if you need it.");
    return ExitCode.DONE.code();
  }

  private void open(String address) {
    try {
      new Browser(surroundings()).open(address, "hallpass");
    } catch (Stopped none) {
      // The address is printed, so a person can still open it.
      terminal().tell(none.says());
    }
  }
}
