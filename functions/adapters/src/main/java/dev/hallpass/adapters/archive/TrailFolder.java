package dev.hallpass.adapters.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.adapters.json.TrailJson;
import dev.hallpass.audit.NoLog;
import dev.hallpass.audit.usage.Trail;
import dev.hallpass.audit.usage.TrailEvent;
import dev.hallpass.log.ArchiveReader;
import dev.hallpass.log.ArchivedObject;
import dev.hallpass.log.Lines;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// The files of a trail, or of what `aws cloudtrail lookup-events` printed, in a folder.
///
/// @param files the files, one read after the other
public record TrailFolder(ArchiveReader files) implements Trail {

  @Override
  public void each(Consumer<TrailEvent> taker) {
    List<String> names =
        files.names("").stream()
            .filter(name -> name.endsWith(".json.gz") || name.endsWith(".json"))
            .toList();
    if (names.isEmpty()) {
      throw new NoLog(
          "There are no events of CloudTrail here: no file ends with .json.gz or .json. Check the folder.");
    }
    names.forEach(name -> each(name, taker));
  }

  private void each(String name, Consumer<TrailEvent> taker) {
    byte[] content =
        files
            .read(name)
            .map(ArchivedObject::content)
            .orElseThrow(() -> new OutcomeUnknown("read " + name, new IOException("It is gone")));
    try {
      TrailJson.events(name.endsWith(".gz") ? Lines.text(content) : new String(content, UTF_8))
          .forEach(taker);
    } catch (IllegalArgumentException _) {
      throw new NoLog(
          "%s cannot be read as events of CloudTrail. Take it out of the folder.".formatted(name));
    }
  }
}
