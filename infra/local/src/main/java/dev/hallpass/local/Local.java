package dev.hallpass.local;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.emulator.time.WallTimeline;
import dev.hallpass.local.Assembly.NotSynthesized;
import dev.hallpass.local.gateway.LocalPeople;
import dev.hallpass.local.web.LocalServer;
import dev.hallpass.local.web.PortInUse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.CountDownLatch;

/// Runs the local system until Ctrl-C.
public final class Local {

  private Local() {}

  /// Runs the system until it is stopped.
  ///
  /// @param arguments the project's folder, the folder of the synthesized stacks, and the port
  public static void main(String... arguments) throws IOException, InterruptedException {
    CompiledCatalog catalog = CompiledCatalog.of(Path.of(arguments[0]));
    try {
      run(catalog, Assembly.read(Path.of(arguments[1])), Integer.parseInt(arguments[2]));
    } catch (PortInUse | NotSynthesized | NumberFormatException refusal) {
      System.err.println(
          refusal instanceof NumberFormatException
              ? "-Dport= wants a number, such as -Dport=8080."
              : refusal.getMessage());
      System.exit(1);
    }
  }

  private static void run(CompiledCatalog catalog, Assembly assembly, int port)
      throws IOException, InterruptedException {
    SecureRandom random = new SecureRandom();
    LocalPeople people = LocalPeople.generate(random);
    CountDownLatch stopped = new CountDownLatch(1);
    try (LocalServer server = LocalServer.bind(port);
        WallTimeline timeline = new WallTimeline();
        LocalSystem system =
            new LocalSystem(catalog, assembly, timeline, random, server.address())) {
      Website.open(server, system, people, timeline, random);
      greet(server.address(), people);
      Thread main = Thread.currentThread();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stopped, main)));
      stopped.await();
    }
    System.out.println("Stopped.");
  }

  /// Lets the main thread close everything, and makes the JVM wait for it.
  private static void stop(CountDownLatch stopped, Thread main) {
    stopped.countDown();
    try {
      main.join(5_000);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void greet(URI address, LocalPeople people) {
    System.out.printf(
        """

        Hallpass runs at %1$s. Nothing outlives it; Ctrl-C stops it.

          console   %1$s/console
          mailbox   %1$s/mailbox

        Sign requests as one of these, for example:
          curl --aws-sigv4 "aws:amz:eu-central-1:execute-api" --user KEY:SECRET %1$s/entitlements

        """,
        address);
    people
        .all()
        .forEach(person ->
            System.out.printf(
                "  %-28s %s:%s%n",
                person.person(), person.accessKeyId(), person.secretAccessKey()));
    System.out.println();
    System.out.flush();
  }
}
