package dev.hallpass.cli.scene;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.cli.surroundings.Pause;
import dev.hallpass.emulator.dynamodb.InMemoryDynamoDb;
import dev.hallpass.emulator.time.Timeline;
import dev.hallpass.emulator.time.VirtualTimeline;
import dev.hallpass.emulator.time.WallTimeline;
import dev.hallpass.local.Assembly;
import dev.hallpass.local.LocalSystem;
import dev.hallpass.local.Website;
import dev.hallpass.local.gateway.LocalPeople;
import dev.hallpass.local.web.LocalServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/// The local system in virtual time, and the desks of the people who use it.
public final class Town implements AutoCloseable {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final Catalog CATALOG = CompiledCatalog.of(Path.of("../..")).catalog();
  private static final Assembly STACKS = Assembly.read(Path.of("../cdk/target/cdk.out"));

  private final Timeline timeline;
  private final Optional<VirtualTimeline> virtual;
  private final Pause pause;
  private final Map<String, Desk> desks = new HashMap<>();
  private final Path folder;
  private final LocalServer server;
  private final LocalSystem system;
  private final LocalPeople people;

  /// The system in virtual time: pauses of commands let it pass.
  ///
  /// @param folder an empty folder for the home folders
  public Town(Path folder) {
    this(folder, new VirtualTimeline(NOON));
  }

  private Town(Path folder, VirtualTimeline virtual) {
    this(folder, virtual, Optional.of(virtual), virtual::advance);
  }

  /// The system in real time, for programs of others.
  ///
  /// @param folder an empty folder for the home folders
  public static Town inRealTime(Path folder) {
    return new Town(folder, new WallTimeline(), Optional.empty(), Pause.ofProcess());
  }

  private Town(Path folder, Timeline timeline, Optional<VirtualTimeline> virtual, Pause pause) {
    this.timeline = timeline;
    this.virtual = virtual;
    this.pause = pause;
    this.folder = folder;
    Random random = new Random(4711);
    people = LocalPeople.generate(random);
    try {
      server = LocalServer.bind(0);
    } catch (IOException e) {
      throw new UncheckedIOException("The local system does not start", e);
    }
    system =
        new LocalSystem(
            CATALOG,
            STACKS,
            timeline,
            random,
            server.address(),
            Duration.ZERO,
            new InMemoryDynamoDb());
    Website.open(server, system, people, timeline, random);
  }

  /// The address of the API.
  public URI address() {
    return server.address();
  }

  /// The clock of everything, which moves on command.
  public VirtualTimeline timeline() {
    return virtual.orElseThrow();
  }

  Timeline clock() {
    return timeline;
  }

  Pause pause() {
    return pause;
  }

  /// The system.
  public LocalSystem system() {
    return system;
  }

  /// The desk of a person, with the command line set up.
  ///
  /// @param person what stands before the @ of their address
  public Desk desk(String person) {
    return desks.computeIfAbsent(
        person,
        name -> {
          Desk desk = newDesk(name);
          desk.hallpass("setup", address().toString(), "--profile", name);
          return desk;
        });
  }

  /// The desk of a person who has just installed the command line.
  public Desk newDesk(String person) {
    Path home = folder.resolve(person);
    try {
      Files.createDirectories(home.resolve(".aws"));
      Files.writeString(home.resolve(".aws/config"), profiles());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Desk(this, home);
  }

  private String profiles() {
    return people.all().stream()
        .map(person ->
            """
            [profile %s]
            aws_access_key_id = %s
            aws_secret_access_key = %s
            region = eu-central-1
            """
                .formatted(
                    person.person().email().replaceFirst("@.*", ""),
                    person.accessKeyId(),
                    person.secretAccessKey()))
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    system.close();
    server.close();
  }
}
