package dev.hallpass.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.emulator.lambda.LambdaFunction;
import dev.hallpass.emulator.time.WallTimeline;
import dev.hallpass.handlers.notifications.Notify;
import dev.hallpass.local.ApiClient;
import dev.hallpass.local.Assembly;
import dev.hallpass.local.LocalSystem;
import dev.hallpass.local.Website;
import dev.hallpass.local.gateway.LocalPeople;
import dev.hallpass.local.web.LocalServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// Plays grants on the local system with functions that start anew at each call, and prints what
/// each start cost.
public final class Benchmark {

  private final LocalSystem system;
  private final Machine machine;
  private final Wire wire;
  private final Path code;
  private final Path floor;
  private final List<String> flags;
  private final Costs costs = new Costs();
  private final Map<String, Integer> ran = new ConcurrentHashMap<>();
  private boolean countClasses = true;
  private boolean isWarm = false;

  private Benchmark(
      LocalSystem system, Machine machine, Wire wire, Path code, Path floor, List<String> flags) {
    this.system = system;
    this.machine = machine;
    this.wire = wire;
    this.code = code;
    this.floor = floor;
    this.flags = flags;
  }

  /// Plays grants and prints the table.
  ///
  /// @param arguments the project's folder; the folder of the synthesized stacks; the functions'
  ///   jar; a folder to write to, which has the runtime client; how many grants are played; flags
  ///   of the JVM, if there are any
  public static void main(String... arguments) throws IOException, InterruptedException {
    measure(
            Path.of(arguments[0]),
            Path.of(arguments[1]),
            Path.of(arguments[2]),
            Path.of(arguments[3]),
            Integer.parseInt(arguments[4]),
            Stream.of(arguments).skip(5).filter(flag -> !flag.isBlank()).toList())
        .print();
    System.exit(0);
  }

  /// Plays one grant that counts the classes of one start of each function, then others that
  /// measure, and then as many without starts.
  ///
  /// @param project the project's folder
  /// @param stacks the folder of the synthesized stacks
  /// @param jar the functions' jar
  /// @param scratch a folder to write to, which has the runtime client
  /// @param runs how many grants measure
  /// @param flags further flags of the JVM
  static Costs measure(
      Path project, Path stacks, Path jar, Path scratch, int runs, List<String> flags)
      throws IOException, InterruptedException {
    Path folder = scratch.toAbsolutePath();
    Path code = unpacked(jar, folder.resolve("task"));
    Path floor = emptyFunction(folder.resolve("floor"));
    Certificate certificate = Certificate.make(folder.resolve("aws.p12"));
    SecureRandom random = new SecureRandom();
    try (Wire wire = new Wire(certificate);
        LocalServer server = LocalServer.bind(0);
        WallTimeline timeline = new WallTimeline();
        LocalSystem system =
            new LocalSystem(
                CompiledCatalog.of(project),
                Assembly.read(stacks),
                timeline,
                random,
                server.address())) {
      LocalPeople people = LocalPeople.generate(random);
      Website.open(server, system, people, timeline, random);
      var benchmark =
          new Benchmark(
              system,
              new Machine(folder.resolve("runtime"), certificate, folder),
              wire,
              code,
              floor,
              flags);
      return benchmark.run(
          new Play(
              system,
              people,
              new ApiClient(server.address(), timeline),
              () -> benchmark.ran(Notify.class.getSimpleName())),
          runs,
          Files.readAllBytes(project.resolve("events/upkeep/reap.json")));
    }
  }

  /// @param runs how many grants measure
  /// @param minute the event of the reaper's minute
  private Costs run(Play play, int runs, byte[] minute) {
    Map<String, LambdaFunction> functions = new HashMap<>();
    for (LambdaFunction function : system.region().lambda().functions()) {
      functions.put(simpleName(function), function);
      wire.admit(function.name(), system.clients(function));
      system.surround(simpleName(function), warm -> cold(function, warm));
    }
    for (int i = 0; i <= runs; i++) {
      Waited waited;
      try {
        waited = play.play();
      } finally {
        // What was not answered is the reason of all that went wrong after it.
        wire.requireAnswers();
      }
      invoke(requireNonNull(functions.get("Reap")), minute);
      if (i > 0) {
        costs.cold(waited);
      }
      // The first play counts the classes of one start of each function, which costs time, and
      // fills the caches of the disk.
      countClasses = false;
    }
    isWarm = true;
    for (int i = 0; i < runs; i++) {
      costs.warm(play.play());
    }
    return costs;
  }

  /// How often a function has run to its end.
  ///
  /// @param function its simple name
  private int ran(String function) {
    return ran.getOrDefault(function, 0);
  }

  private RequestStreamHandler cold(LambdaFunction function, RequestStreamHandler warm) {
    return (event, answer, context) -> {
      if (isWarm || (countClasses && costs.has(simpleName(function)))) {
        warm.handleRequest(event, answer, context);
      } else {
        answer.write(invoke(function, event.readAllBytes()).getBytes(UTF_8));
      }
      ran.merge(simpleName(function), 1, Integer::sum);
    };
  }

  private synchronized String invoke(LambdaFunction function, byte[] event) {
    if (!countClasses || costs.hasNoFloor()) {
      costs.floor(
          machine
              .invoke(
                  floor,
                  EmptyHandler.class.getName(),
                  environment(),
                  event,
                  countClasses,
                  List.of())
              .cost());
    }
    Map<String, String> environment = new HashMap<>(system.environment(function));
    environment.putAll(environment());
    environment.put("AWS_ACCESS_KEY_ID", function.name());
    environment.put("AWS_ENDPOINT_URL", wire.address());
    wire.calls();
    Machine.Answer answer =
        machine.invoke(code, function.handler(), environment, event, countClasses, flags);
    costs.add(simpleName(function), answer.cost(), wire.calls());
    return answer.body();
  }

  private static Map<String, String> environment() {
    return Map.of(
        "AWS_REGION", "eu-central-1",
        "AWS_ACCESS_KEY_ID", "nobody",
        "AWS_SECRET_ACCESS_KEY", "secret",
        "AWS_SESSION_TOKEN", "token",
        "AWS_LAMBDA_FUNCTION_NAME", "function");
  }

  private static String simpleName(LambdaFunction function) {
    return function.handler().substring(function.handler().lastIndexOf('.') + 1);
  }

  private static Path unpacked(Path jar, Path folder) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(jar))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName());
        if (!entry.isDirectory()) {
          Files.createDirectories(file.getParent());
          Files.copy(zip, file, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    return folder;
  }

  private static Path emptyFunction(Path folder) throws IOException {
    String name = EmptyHandler.class.getName().replace('.', '/') + ".class";
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (InputStream compiled = EmptyHandler.class.getResourceAsStream("/" + name)) {
      Files.copy(requireNonNull(compiled), file, StandardCopyOption.REPLACE_EXISTING);
    }
    return folder;
  }
}
