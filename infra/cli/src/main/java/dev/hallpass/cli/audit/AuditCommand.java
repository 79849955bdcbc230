package dev.hallpass.cli.audit;

import dev.hallpass.adapters.json.IntervalJson;
import dev.hallpass.adapters.json.LoggedJson;
import dev.hallpass.audit.grants.GrantRecordReader;
import dev.hallpass.audit.grants.GrantRecords;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.ledger.ArchiveOption;
import dev.hallpass.cli.ledger.Places;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Surroundings;
import dev.hallpass.cli.terminal.Table;
import dev.hallpass.ledger.Entry;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ObjectNode;

/// A question of auditors.
abstract class AuditCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Mixin private ArchiveOption archive = new ArchiveOption();

  AuditCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public final Integer call() {
    return Places.told(
        "There is no answer:",
        () -> {
          answer();
          return ExitCode.DONE.code();
        });
  }

  /// Reads what is needed, and prints the answer.
  abstract void answer();

  /// The records of the grants whose requests are wanted.
  final GrantRecords extract(Predicate<Entry> wanted) {
    Places places = places();
    return new GrantRecordReader(
            places.archive(from()), new IntervalJson(), new LoggedJson(), places.threads(from()))
        .read(wanted);
  }

  /// Where archives and trails are.
  final Places places() {
    return archive.places(surroundings);
  }

  /// Prints an answer as a document.
  ///
  /// @param members the members of the document beside what it was read against
  final void print(String question, GrantRecords extract, ObjectNode members) {
    ObjectNode document = AnswerJson.head(question, extract);
    document.setAll(members);
    print(Json.text(document));
  }

  /// Prints what an answer was read against.
  final void printHead(GrantRecords extract) {
    Head.lines(extract, from()).forEach(this::print);
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
    return archive.from();
  }
}
