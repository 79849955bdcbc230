package dev.hallpass.local;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.emulator.time.WallTimeline;
import dev.hallpass.local.Assembly.NotSynthesized;
import dev.hallpass.local.gateway.LocalPeople;
import dev.hallpass.local.gateway.LocalPerson;
import dev.hallpass.local.web.LocalServer;
import dev.hallpass.local.web.PortInUse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/// Runs the local system until Ctrl-C.
public final class Local {

  private Local() {}

  /// Runs the system until it is stopped.
  ///
  /// @param arguments the project's folder, the folder of the synthesized stacks, the port, and the
  ///   AWS configuration file that is written; the copy of the archive is beside it
  public static void main(String... arguments) throws IOException, InterruptedException {
    CompiledCatalog catalog = CompiledCatalog.of(Path.of(arguments[0]));
    try {
      run(
          catalog,
          Assembly.read(Path.of(arguments[1])),
          Integer.parseInt(arguments[2]),
          Path.of(arguments[3]));
    } catch (PortInUse | NotSynthesized | NumberFormatException refusal) {
      System.err.println(
          refusal instanceof NumberFormatException
              ? "-Dport= wants a number, such as -Dport=8080."
              : refusal.getMessage());
      System.exit(1);
    }
  }

  private static void run(CompiledCatalog catalog, Assembly assembly, int port, Path config)
      throws IOException, InterruptedException {
    SecureRandom random = new SecureRandom();
    LocalPeople people = LocalPeople.generate(random);
    CountDownLatch stopped = new CountDownLatch(1);
    try (LocalServer server = LocalServer.bind(port);
        WallTimeline timeline = new WallTimeline();
        LocalSystem system =
            new LocalSystem(catalog, assembly, timeline, random, server.address());
        AwsConfigFile profiles = AwsConfigFile.of(people, config)) {
      Website.open(server, system, people, timeline, random);
      ArchiveCopy copy =
          ArchiveCopy.begin(system.archive(), timeline, config.resolveSibling("archive"));
      greet(server.address(), people, profiles, copy);
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

  private static void greet(
      URI address, LocalPeople people, AwsConfigFile profiles, ArchiveCopy copy) {
    System.out.printf(
        """

        Hallpass runs at %1$s. Ctrl-C stops it, and all that is in it ends.

          console   %1$s/console
          mailbox   %1$s/mailbox

        In another terminal, act as one of %3$s:

          export AWS_CONFIG_FILE="%2$s"
          hallpass setup %1$s --profile alice

        hallpass approve ... --profile bob acts as bob. functions/handlers/README.md has the API by curl.

        Each five minutes the ledger's log is signed. A copy of it stays when the system stops:

          hallpass ledger verify "%4$s"

        """,
        address,
        profiles.path().toAbsolutePath(),
        people.all().stream().map(LocalPerson::name).collect(Collectors.joining(", ")),
        copy.folder().toAbsolutePath());
    System.out.flush();
  }
}
