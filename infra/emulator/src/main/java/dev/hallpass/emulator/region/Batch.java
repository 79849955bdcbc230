package dev.hallpass.emulator.region;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The changes of one call of a function.
///
/// @param retry 0 for the first time, then one more for each failure
record Batch(List<Change> changes, int retry) {

  Batch {
    changes = List.copyOf(changes);
  }

  /// Changes in batches of a size, without tries.
  static List<Batch> of(List<Change> changes, int size) {
    List<Batch> batches = new ArrayList<>();
    for (int from = 0; from < changes.size(); from += size) {
      batches.add(new Batch(changes.subList(from, Math.min(from + size, changes.size())), 0));
    }
    return batches;
  }

  boolean isEmpty() {
    return changes.isEmpty();
  }

  /// The batch without changes from before an instant.
  Batch since(Instant oldest) {
    return new Batch(
        changes.stream().filter(change -> !change.at().isBefore(oldest)).toList(), retry);
  }

  /// The batch without so many of the first changes. The others start again.
  Batch without(int done) {
    return done == 0 ? this : new Batch(changes.subList(done, changes.size()), 0);
  }

  String event() {
    ObjectNode event = JsonMapper.shared().createObjectNode();
    ArrayNode records = event.putArray("Records");
    changes.forEach(change -> records.add(change.record()));
    return event.toString();
  }

  /// The next batches after the function has failed at all of it.
  ///
  /// @param halves whether it is split; that does not count as a retry
  List<Batch> failed(boolean halves) {
    if (!halves || changes.size() < 2) {
      return List.of(new Batch(changes, retry + 1));
    }
    int middle = changes.size() / 2;
    return List.of(
        new Batch(changes.subList(0, middle), retry),
        new Batch(changes.subList(middle, changes.size()), retry));
  }

  /// How many changes from the first on the function has done by its answer: those before the first
  /// that it reports as failed, and none where it reports what it was not given. [Source](
  /// https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html)
  int doneBy(String answer) {
    try {
      int done = changes.size();
      List<String> numbers = changes.stream().map(Change::sequenceNumber).toList();
      for (JsonNode failure : JsonMapper.shared().readTree(answer).path("batchItemFailures")) {
        done = Math.min(done, numbers.indexOf(failure.path("itemIdentifier").asString("")));
      }
      return Math.max(done, 0);
    } catch (JacksonException _) {
      return 0;
    }
  }
}
