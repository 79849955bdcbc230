package dev.hallpass.cli.audit;

import dev.hallpass.audit.grants.GrantRecord;
import dev.hallpass.audit.grants.GrantRecord.Answer;
import dev.hallpass.audit.grants.GrantRecords;
import dev.hallpass.audit.grants.Span;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.surroundings.Surroundings;
import dev.hallpass.cli.terminal.Table;
import dev.hallpass.identity.Person;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `hallpass audit approved-by`.
@Command(
    name = "approved-by",
    description = {
      "Shows what a person said yes to, under each tag of their address.",
      "The ledger has a person's one name, as the catalogue's aliases give it: ask by that."
    },
    footer = {"", "Example:", "  hallpass audit approved-by bob@example.com --from archive"})
final class ApprovedBy extends AuditCommand {

  @Parameters(paramLabel = "PERSON", description = "The e-mail address of the person.")
  private String person = "";

  @Mixin private SpanOption times = new SpanOption();

  @Option(names = "--json", description = "Prints a document.")
  private boolean json;

  ApprovedBy(Surroundings surroundings) {
    super(surroundings);
  }

  private record Yes(GrantRecord grant, Answer answer) {}

  @Override
  void answer() {
    Person approver = BadArgument.person(person);
    Span span = times.span();
    GrantRecords extract = extract(_ -> true);
    List<Yes> yeses =
        extract.grants().stream()
            .flatMap(grant -> yeses(grant, approver))
            .filter(yes -> span.has(yes.answer().at()))
            .toList();
    if (json) {
      ObjectNode members = Json.object();
      ArrayNode list = members.putArray("yeses");
      yeses.forEach(yes -> list.add(document(yes)));
      print("approved-by", extract, members);
      return;
    }
    printHead(extract);
    if (yeses.isEmpty()) {
      print("%s said yes to nothing in that time.".formatted(approver));
      return;
    }
    Table table = new Table("AT", "FOR", "ENTITLEMENT", "GRANT", "AS", "CHANNEL", "SEAL", "");
    yeses.forEach(yes ->
        table.add(
            RecordWords.of(yes.answer().at()),
            yes.grant().requester().email(),
            yes.grant().request().entitlement().value(),
            yes.grant().grant().value(),
            yes.answer().approver().email(),
            yes.answer().channel().name().toLowerCase(Locale.ROOT),
            yes.answer().isSealed() ? "sealed" : "not sealed",
            yes.answer().takenBack().map(at -> "taken back at " + RecordWords.of(at)).orElse("")));
    print(table);
  }

  private static Stream<Yes> yeses(GrantRecord grant, Person approver) {
    return grant.answers().stream()
        .filter(Answer::isYes)
        .filter(answer -> answer.approver().isSameHumanAs(approver))
        .map(answer -> new Yes(grant, answer));
  }

  private static ObjectNode document(Yes yes) {
    ObjectNode document = AnswerJson.answer(yes.answer());
    document.set("grant", AnswerJson.grant(yes.grant()));
    return document;
  }
}
