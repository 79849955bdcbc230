package dev.hallpass.local.load;

import dev.hallpass.emulator.Emulated;
import dev.hallpass.emulator.authorization.NetworkLink;
import dev.hallpass.emulator.dynamodb.InMemoryDynamoDb;
import dev.hallpass.emulator.dynamodb.TableEngine;
import dev.hallpass.emulator.policy.Principal;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/// What AWS would charge for: the calls of functions by their kind, and the items that queries read
/// by where they read them.
final class Meter implements TableEngine, NetworkLink {

  private final InMemoryDynamoDb engine = new InMemoryDynamoDb();
  private final Map<String, Integer> counted = new ConcurrentHashMap<>();

  /// What something costs that is done now.
  Map<String, Integer> costOf(Runnable what) {
    counted.clear();
    what.run();
    return new TreeMap<>(counted);
  }

  @Override
  public void request(Principal caller, SdkRequest request) {
    count(request.getClass().getSimpleName().replace("Request", ""), 1);
  }

  private void count(String what, int number) {
    counted.merge(what, number, Integer::sum);
  }

  @Override
  public DynamoDbClient client() {
    return Emulated.layered(DynamoDbClient.class, new Metered(engine.client()), engine.client());
  }

  @Override
  public DynamoDbStreamsClient streams() {
    return engine.streams();
  }

  @Override
  public void close() {
    engine.close();
  }

  /// The queries of a client, counted.
  private final class Metered implements DynamoDbClient {
    private final DynamoDbClient client;

    Metered(DynamoDbClient client) {
      this.client = client;
    }

    @Override
    public QueryResponse query(QueryRequest request) {
      QueryResponse answer = client.query(request);
      String place = request.indexName() == null ? "the table" : "the index " + request.indexName();
      count("items of " + place, answer.count());
      return answer;
    }

    @Override
    public String serviceName() {
      return client.serviceName();
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
