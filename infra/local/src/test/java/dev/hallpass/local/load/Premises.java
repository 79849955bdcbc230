package dev.hallpass.local.load;

import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.emulator.dynamodb.TableEngine;
import dev.hallpass.emulator.time.Timeline;
import dev.hallpass.identity.Person;
import dev.hallpass.local.ApiClient;
import dev.hallpass.local.Assembly;
import dev.hallpass.local.LocalSystem;
import dev.hallpass.local.Website;
import dev.hallpass.local.gateway.LocalPeople;
import dev.hallpass.local.gateway.LocalPerson;
import dev.hallpass.local.web.LocalServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// The local system behind its server, in a house where more people work than it has by itself.
final class Premises implements AutoCloseable {

  /// What the build deploys.
  static final Catalog CATALOG = CompiledCatalog.of(Path.of("../..")).catalog();

  private static final Assembly ASSEMBLY = Assembly.read(Path.of("../cdk/target/cdk.out"));

  private final Timeline timeline;
  private final LocalPeople people;
  private final LocalServer server;
  private final LocalSystem system;

  /// @param engine what keeps the tables; closing this stops it
  /// @param others who works here besides those who approve
  Premises(
      Catalog catalog,
      Timeline timeline,
      RandomGenerator random,
      TableEngine engine,
      List<Person> others) {
    this.timeline = timeline;
    List<Person> all = new ArrayList<>(List.of(BOB, CAROL, DAVE));
    all.addAll(others);
    people =
        new LocalPeople(
            IntStream.range(0, all.size())
                .mapToObj(number ->
                    new LocalPerson(
                        all.get(number), "AKIA%016d".formatted(number), "secret-" + number))
                .toList());
    try {
      server = LocalServer.bind(0);
      system =
          new LocalSystem(
              catalog, ASSEMBLY, timeline, random, server.address(), Duration.ZERO, engine);
      Website.open(server, system, people, timeline, random);
    } catch (IOException e) {
      throw new UncheckedIOException("The local system does not start", e);
    }
  }

  LocalSystem system() {
    return system;
  }

  /// A program of its own that somebody calls the API with.
  Client client() {
    return new Client(new ApiClient(server.address(), timeline), people);
  }

  @Override
  public void close() {
    server.close();
    system.close();
  }
}
