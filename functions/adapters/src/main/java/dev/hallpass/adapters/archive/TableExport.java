package dev.hallpass.adapters.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.adapters.json.ExportJson;
import dev.hallpass.audit.TableRows;
import dev.hallpass.log.ArchiveReader;
import dev.hallpass.log.ArchivedObject;
import dev.hallpass.log.Lines;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// An export of a DynamoDB table to S3 in the format DYNAMODB_JSON, or a folder with its files.
///
/// @param files the files of the export
public record TableExport(ArchiveReader files) implements TableRows {

  private static final String SUMMARY = "manifest-summary.json";

  @Override
  public void each(Consumer<Row> taker) {
    List<String> names =
        files.names("").stream()
            .filter(name -> name.endsWith(".json.gz") || name.endsWith(".json"))
            .filter(name -> !name.substring(name.lastIndexOf('/') + 1).startsWith("manifest-"))
            .toList();
    if (names.isEmpty()) {
      throw new OutcomeUnknown(
          "read an export of the table",
          new IOException("It has no file that ends with .json.gz or .json"));
    }
    names.forEach(name -> each(name, taker));
  }

  private void each(String name, Consumer<Row> taker) {
    byte[] content =
        files
            .read(name)
            .map(ArchivedObject::content)
            .orElseThrow(() -> new OutcomeUnknown("read " + name, new IOException("It is gone")));
    int line = 1;
    for (String row : lines(name, content)) {
      taker.accept(ExportJson.row("row %d of %s".formatted(line, name), row));
      line++;
    }
  }

  private static List<String> lines(String name, byte[] content) {
    if (!name.endsWith(".gz")) {
      return new String(content, UTF_8).lines().toList();
    }
    try {
      return Lines.read(content);
    } catch (IllegalArgumentException e) {
      throw new OutcomeUnknown("read " + name, e);
    }
  }

  @Override
  public Optional<Instant> at() {
    return files.names("").stream()
        .filter(name -> name.endsWith(SUMMARY))
        .findFirst()
        .flatMap(files::read)
        .flatMap(object -> ExportJson.time(object.text()));
  }
}
