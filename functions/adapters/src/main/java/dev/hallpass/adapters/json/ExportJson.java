package dev.hallpass.adapters.json;

import dev.hallpass.audit.TableRows.Row;
import dev.hallpass.grant.CorruptLedger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The lines of an export of the ledger's table in the format DYNAMODB_JSON (source: DynamoDB
/// Developer Guide, export output format).
public final class ExportJson {

  private ExportJson() {}

  /// Reads a row. Its attributes for the indexes are not part of the entry.
  ///
  /// @param what the row, as people find it
  public static Row row(String what, String line) {
    try {
      JsonNode item = Json.read(line).path("Item");
      StoredEntry stored =
          StoredEntry.ofItem(
              Json.text(item.path("sequence"), "N"), name -> Json.text(item.path(name), "S"));
      return new Row(what, Optional.of(LoggedJson.logged(stored, stored.computedHash())), "");
    } catch (CorruptLedger | Json.UnexpectedJson e) {
      return new Row(what, Optional.empty(), String.valueOf(e.getMessage()));
    } catch (JacksonException _) {
      return new Row(what, Optional.empty(), "is not JSON");
    }
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
