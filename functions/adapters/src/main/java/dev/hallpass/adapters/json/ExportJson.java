package dev.hallpass.adapters.json;

import dev.hallpass.audit.TableRows.Row;
import dev.hallpass.grant.CorruptLedger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The lines of an export of the ledger's table in the format DYNAMODB_JSON (source: DynamoDB
/// Developer Guide, export output format).
public final class ExportJson {

  private static final Pattern SEQUENCE = Pattern.compile("[0-9]{1,9}");

  private ExportJson() {}

  /// Reads a row. Its attributes for the indexes are not part of the entry.
  ///
  /// @param what the row, as people find it
  public static Row row(String what, String line) {
    try {
      JsonNode item = Json.read(line).path("Item");
      StoredEntry stored =
          new StoredEntry(
              text(item, "grant"),
              sequence(item),
              text(item, "type"),
              text(item, "at"),
              text(item, "actor"),
              text(item, "event"),
              text(item, "previous"),
              text(item, "build"),
              text(item, "hash"));
      return new Row(what, Optional.of(LoggedJson.logged(stored, stored.computedHash())), "");
    } catch (CorruptLedger | Json.UnexpectedJson e) {
      return new Row(what, Optional.empty(), String.valueOf(e.getMessage()));
    } catch (JacksonException _) {
      return new Row(what, Optional.empty(), "is not JSON");
    }
  }

  private static String text(JsonNode item, String member) {
    return Json.text(item.path(member), "S");
  }

  private static int sequence(JsonNode item) {
    String number = Json.text(item.path("sequence"), "N");
    return SEQUENCE.matcher(number).matches() ? Integer.parseInt(number) : -1;
  }

  /// The time of which an export is, by its summary; empty if it does not say.
  public static Optional<Instant> time(String summary) {
    try {
      return Json.optionalText(Json.read(summary), "exportTime").map(Instant::parse);
    } catch (JacksonException | Json.UnexpectedJson | DateTimeException _) {
      return Optional.empty();
    }
  }
}
