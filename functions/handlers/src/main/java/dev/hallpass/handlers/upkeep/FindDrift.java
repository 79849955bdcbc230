package dev.hallpass.handlers.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.adapters.errors.AwsRefusal;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.drift.Deployed;
import dev.hallpass.drift.Difference;
import dev.hallpass.handlers.Log;
import dev.hallpass.handlers.Metrics;
import dev.hallpass.handlers.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Compares what is deployed with what its template says and reports each difference, with what
/// brings it back. It changes nothing. Each hour the clock calls it, and those who run Hallpass
/// when they want to know: in the account, or from where they are, with a build and credentials of
/// their own.
public final class FindDrift implements RequestStreamHandler {

  private final Deployed deployed;
  private final InstantSource clock;

  /// Called by Lambda, once per environment.
  public FindDrift() {
    this(Wiring.fromEnvironment());
  }

  public FindDrift(Wiring wiring) {
    this.deployed = wiring.deployed();
    this.clock = wiring.clock();
  }

  /// Prints what differs as lines for a shell, the remedies as commands. The environment names the
  /// stack and holds the credentials.
  public static void main(String[] arguments) {
    System.out.print(script(Wiring.fromEnvironment().deployed().differences()));
  }

  /// Lines for a shell, each remedy behind a comment that says what it is for.
  static String script(List<Difference> differences) {
    return differences.isEmpty()
        ? "# No drift.\n"
        : differences.stream().map(FindDrift::lines).collect(joining());
  }

  private static String lines(Difference difference) {
    String remedy = remedy(difference);
    // No name may begin a line of its own, which a shell would run.
    return "# %s\n%s%s\n"
        .formatted(
            description(difference).replaceAll("\\p{Cntrl}", " "),
            remedy.startsWith("aws ") ? "" : "# ",
            remedy);
  }

  /// Takes any event: there is nothing to choose.
  ///
  /// @throws NotAllSeen if something could not be determined
  @Override
  public void handleRequest(InputStream event, OutputStream output, Context context)
      throws IOException {
    List<Difference> differences = deployed.differences();
    Log.run(context, () -> differences.forEach(FindDrift::log));
    long undetermined =
        differences.stream().filter(Difference.Undetermined.class::isInstance).count();
    Metrics.count(clock.instant(), Map.of("SystemDrift", differences.size() - undetermined));
    output.write(json(differences).getBytes(UTF_8));
    if (undetermined > 0) {
      throw new NotAllSeen(undetermined);
    }
  }

  private static void log(Difference difference) {
    if (difference instanceof Difference.Undetermined(_, _, _, String code, Optional<String> denied)
        && denied.isPresent()) {
      Log.refusal(sentence(difference), new AwsRefusal(denied.get(), code, false));
    } else {
      Log.info(sentence(difference));
    }
  }

  private static String json(List<Difference> differences) {
    var list = Json.object().putArray("differences");
    for (Difference difference : differences) {
      ObjectNode one =
          list.addObject()
              .put("resource", difference.resource())
              .put("name", difference.name())
              .put("aspect", difference.aspect())
              .put("found", found(difference));
      if (difference instanceof Difference.Undetermined undetermined) {
        one.put("why", undetermined.why());
      }
      one.put("remedy", remedy(difference));
    }
    return Json.write(list);
  }

  private static String sentence(Difference difference) {
    return "Drift: %s; %s".formatted(description(difference), remedy(difference));
  }

  private static String description(Difference difference) {
    return "%s (%s), %s: %s"
        .formatted(
            difference.resource(),
            difference.name(),
            difference.aspect(),
            difference instanceof Difference.Undetermined(_, _, _, String why, _)
                ? "%s, %s".formatted(found(difference), why)
                : found(difference));
  }

  private static String found(Difference difference) {
    return switch (difference) {
      case Difference.Changed _ -> "not as the template says";
      case Difference.Missing _ -> "not there";
      case Difference.Added _ -> "not in the template";
      case Difference.Undetermined _ -> "cannot be determined";
    };
  }

  private static String remedy(Difference difference) {
    return switch (difference) {
      case Difference.Changed changed -> changed.remedy();
      case Difference.Missing missing -> missing.remedy();
      case Difference.Added added -> added.remedy();
      case Difference.Undetermined _ -> "see to it that the next check can tell";
    };
  }

  /// A check that did not see everything does not count: an alarm rings when none counts.
  static final class NotAllSeen extends RuntimeException {

    private NotAllSeen(long undetermined) {
      super("Parts that could not be determined: " + undetermined);
    }
  }
}
