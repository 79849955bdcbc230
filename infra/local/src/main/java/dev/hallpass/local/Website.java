package dev.hallpass.local;

import dev.hallpass.local.console.Console;
import dev.hallpass.local.console.Executions;
import dev.hallpass.local.gateway.Gateway;
import dev.hallpass.local.gateway.LocalPeople;
import dev.hallpass.local.mailbox.Mailbox;
import dev.hallpass.local.web.LocalServer;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// The parts of the local system that a browser or curl reaches: the API, the mailbox, the duties
/// and the console.
public final class Website {

  private Website() {}

  /// Serves the system at a server's paths, and starts the server.
  public static void open(
      LocalServer server,
      LocalSystem system,
      LocalPeople people,
      InstantSource clock,
      RandomGenerator random) {
    system.signIn(people);
    server.serve("/", new Gateway(system.hub(), people, system::behind, clock, random));
    server.serve("/mailbox", new Mailbox(system::mails));
    server.serve("/duties", system.duties());
    server.serve(
        "/console",
        new Console(
            system.catalog(),
            system.ledger(),
            system::grants,
            new Executions(system.stepFunctions(), system.stateMachine()),
            system.account(),
            clock));
    server.start();
  }
}
