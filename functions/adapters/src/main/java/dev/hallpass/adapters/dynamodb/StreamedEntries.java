package dev.hallpass.adapters.dynamodb;

import dev.hallpass.adapters.json.IntervalJson;
import dev.hallpass.adapters.json.StoredEntry;
import dev.hallpass.log.NewEntries;
import dev.hallpass.port.OutcomeUnknown;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/// The new entries of the ledger's table, by its stream; by the table itself where the stream has
/// not all of them.
public final class StreamedEntries implements NewEntries {

  private static final Comparator<StoredEntry> ORDER =
      Comparator.comparing(StoredEntry::at)
          .thenComparing(StoredEntry::grant)
          .thenComparingInt(StoredEntry::sequence);

  private final DynamoDbClient client;
  private final DynamoDbStreamsClient streams;
  private final String table;
  private final String stream;

  /// @param stream the ARN of the table's stream
  public StreamedEntries(
      DynamoDbClient client, DynamoDbStreamsClient streams, String table, String stream) {
    this.client = client;
    this.streams = streams;
    this.table = table;
    this.stream = stream;
  }

  @Override
  public Optional<News> after(SortedMap<String, String> positions, int most) {
    try {
      return new StreamReading(streams, stream, positions).news(most);
    } catch (TrimmedDataAccessException _) {
      return Optional.empty();
    } catch (ResourceNotFoundException _) {
      // The shard is gone, or the whole stream.
      return Optional.empty();
    } catch (SdkException failure) {
      throw new OutcomeUnknown("read the ledger's stream", failure);
    }
  }

  @Override
  public News all() {
    try {
      List<StoredEntry> entries = new ArrayList<>();
      List<String> changes = new ArrayList<>();
      client.scanPaginator(scan -> scan.tableName(table).consistentRead(true)).items().stream()
          .forEach(item ->
              Items.loggable(item)
                  .ifPresentOrElse(
                      entries::add, () -> changes.add(LedgerChange.malformed(item).line())));
      // The stream comes second, so that an entry is in one of them, whenever it came.
      News streamed =
          new StreamReading(streams, stream, new TreeMap<>()).news(Integer.MAX_VALUE).orElseThrow();
      List<String> lines =
          new ArrayList<>(entries.stream().sorted(ORDER).map(IntervalJson::line).toList());
      lines.addAll(streamed.entries());
      changes.addAll(streamed.changes());
      return new News(lines, changes.stream().distinct().toList(), streamed.positions(), true);
    } catch (SdkException failure) {
      throw new OutcomeUnknown("read the whole ledger", failure);
    }
  }
}
