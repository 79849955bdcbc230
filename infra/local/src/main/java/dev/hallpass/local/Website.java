package dev.hallpass.local;

import dev.hallpass.local.console.Console;
import dev.hallpass.local.console.Executions;
import dev.hallpass.local.gateway.Gateway;
import dev.hallpass.local.gateway.GatewayRoutes;
import dev.hallpass.local.gateway.LocalPeople;
import dev.hallpass.local.gateway.Signatures;
import dev.hallpass.local.mailbox.Mailbox;
import dev.hallpass.local.web.LocalServer;
import java.io.IOException;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// What a browser or curl reaches of the local system: the API, the mailbox and the console.
public final class Website {

  private Website() {}

  /// Puts the system behind a server's paths, and lets the server begin.
  ///
  /// @throws IOException if the routes cannot be read
  public static void open(
      LocalServer server,
      LocalSystem system,
      Project project,
      LocalPeople people,
      InstantSource clock,
      RandomGenerator random)
      throws IOException {
    server.serve(
        "/",
        new Gateway(
            GatewayRoutes.read(project.openApi()),
            new Signatures(people, clock),
            system.operations(),
            clock,
            random));
    server.serve("/mailbox", new Mailbox(system::mails));
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
