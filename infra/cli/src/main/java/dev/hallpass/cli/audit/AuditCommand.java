package dev.hallpass.cli.audit;

import dev.hallpass.adapters.json.IntervalJson;
import dev.hallpass.adapters.json.LoggedJson;
import dev.hallpass.audit.Extract;
import dev.hallpass.audit.Extractor;
import dev.hallpass.audit.NoLog;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.ledger.Places;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.surroundings.Surroundings;
import dev.hallpass.cli.terminal.Table;
import dev.hallpass.ledger.Entry;
import dev.hallpass.port.OutcomeUnknown;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/// A question of auditors.
abstract class AuditCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Option(
      names = "--from",
      paramLabel = "ARCHIVE",
      required = true,
      description = "The archive: a folder with a copy of it, or s3://BUCKET.")
  private String from = "";

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Reads buckets with this profile of AWS's configuration.")
  private @Nullable String profile;

  AuditCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public final Integer call() {
    try {
      answer();
      return ExitCode.DONE.code();
    } catch (NoLog e) {
      throw new Stopped(ExitCode.UNKNOWN, String.valueOf(e.getMessage()));
    } catch (OutcomeUnknown e) {
      throw new Stopped(
          ExitCode.UNKNOWN,
          "There is no answer: %s%s. Try it again."
              .formatted(
                  e.getMessage(),
                  Optional.ofNullable(e.getCause())
                      .map(cause -> " (%s)".formatted(cause.getMessage()))
                      .orElse("")));
    }
  }

  /// Reads what is needed, and prints the answer.
  abstract void answer();

  /// The records of the grants whose requests are wanted.
  final Extract extract(Predicate<Entry> wanted) {
    Places places = places();
    return new Extractor(
            places.archive(from), new IntervalJson(), new LoggedJson(), places.threads(from))
        .read(wanted);
  }

  /// Where archives and trails are.
  final Places places() {
    return Places.of(surroundings, profile);
  }

  /// Prints an answer as a document.
  ///
  /// @param members the members of the document beside what it was read against
  final void print(String question, Extract extract, ObjectNode members) {
    ObjectNode document = AnswerJson.head(question, extract);
    document.setAll(members);
    print(Json.text(document));
  }

  /// Prints what an answer was read against.
  final void printHead(Extract extract) {
    Head.lines(extract, from).forEach(this::print);
    print("");
  }

  final void print(Table table) {
    table.lines(surroundings.terminal().width()).forEach(this::print);
  }

  final void print(String line) {
    surroundings.terminal().print(line);
  }

  final Surroundings surroundings() {
    return surroundings;
  }

  final String from() {
    return from;
  }
}
