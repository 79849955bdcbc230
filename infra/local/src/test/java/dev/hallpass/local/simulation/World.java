package dev.hallpass.local.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.adapters.yaml.YamlCatalog;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.emulator.template.Template;
import dev.hallpass.emulator.time.VirtualTimeline;
import dev.hallpass.grant.Person;
import dev.hallpass.local.Assembly;
import dev.hallpass.local.LocalSystem;
import dev.hallpass.local.Project;
import dev.hallpass.local.Reply;
import dev.hallpass.local.gateway.Invocation;
import dev.hallpass.local.gateway.LocalPerson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One system on an AWS of its own, begun from a seed: in one thread, in virtual time, and with
/// nothing between the people and the functions but the events that API Gateway would make.
final class World implements AutoCloseable {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final Catalog CATALOG = YamlCatalog.load(new Project(Path.of("../..")).catalog());
  private static final Assembly ASSEMBLY =
      withoutDriftCheck(Assembly.read(Path.of("../cdk/target/cdk.out")));
  private static final URI ADDRESS = URI.create("https://hallpass.example.com");
  private static final Duration PATIENCE = Duration.ofSeconds(29);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final VirtualTimeline timeline = new VirtualTimeline(NOON);
  private final LocalSystem system;

  /// @param propagation how late AWS hears of what changes in IAM
  /// @param build what is deployed
  World(long seed, Duration propagation, Build build) {
    system =
        new LocalSystem(
            CATALOG,
            build.of(ASSEMBLY),
            timeline,
            new Random(seed),
            ADDRESS,
            propagation,
            build.engine(timeline, () -> Duration.ZERO));
    build.change(this);
  }

  /// What is deployed but for what compares it with its template, which touches no grant.
  private static Assembly withoutDriftCheck(Assembly assembly) {
    return without(assembly, rule -> rule.startsWith("DriftCheck"));
  }

  /// The stacks without some rules of EventBridge, and without what speaks of them.
  static Assembly without(Assembly assembly, Predicate<String> rules) {
    JsonNode template = assembly.hub().template().json().deepCopy();
    ObjectNode resources = (ObjectNode) template.path("Resources");
    List<String> gone =
        resources.properties().stream()
            .filter(one -> one.getValue().path("Type").asString().equals("AWS::Events::Rule"))
            .map(Map.Entry::getKey)
            .filter(rules)
            .toList();
    List<String> affected =
        resources.properties().stream()
            .filter(one -> gone.stream().anyMatch(one.getValue().toString()::contains))
            .map(Map.Entry::getKey)
            .toList();
    resources.remove(gone);
    resources.remove(affected);
    return new Assembly(assembly.hub().of(Template.parse(template.toString())), assembly.targets());
  }

  LocalSystem system() {
    return system;
  }

  VirtualTimeline timeline() {
    return timeline;
  }

  Instant now() {
    return timeline.instant();
  }

  void pass(Duration time) {
    timeline.advance(time);
  }

  /// What the API answers to a call that a person signed.
  Reply signed(String operation, Person person, Optional<String> grant, String body) {
    return call(
        operation,
        Optional.of(person),
        grant,
        Map.of(),
        body.isEmpty() ? Map.of() : Map.of("Content-Type", "application/json"),
        body);
  }

  /// What the API answers to a call that needs no signature.
  Reply unsigned(String operation, String grant, Map<String, String> query, String form) {
    return call(
        operation,
        Optional.empty(),
        Optional.of(grant),
        query,
        form.isEmpty() ? Map.of() : Map.of("Content-Type", "application/x-www-form-urlencoded"),
        form);
  }

  private Reply call(
      String operation,
      Optional<Person> caller,
      Optional<String> grant,
      Map<String, String> query,
      Map<String, String> headers,
      String body) {
    ObjectNode event = JSON.createObjectNode();
    headers.forEach(event.putObject("headers")::put);
    query.forEach(event.putObject("queryStringParameters")::put);
    ObjectNode path = event.putObject("pathParameters");
    grant.ifPresent(one -> path.put("grant", one));
    ObjectNode identity = event.putObject("requestContext").putObject("identity");
    caller.ifPresent(
        person -> identity.put("userArn", new LocalPerson(person, "none", "none").userArn()));
    event.put("body", body);
    var output = new ByteArrayOutputStream();
    var invocation = new Invocation(operation, "simulation", now().plus(PATIENCE), timeline);
    try {
      var handler = Optional.ofNullable(system.operations().get(operation)).orElseThrow();
      handler.handleRequest(
          new ByteArrayInputStream(event.toString().getBytes(UTF_8)), output, invocation);
    } catch (IOException | Crash _) {
      return new Reply(502, "");
    }
    JsonNode answer = JSON.readTree(output.toByteArray());
    return new Reply(answer.path("statusCode").asInt(), answer.path("body").asString(""));
  }

  @Override
  public void close() {
    system.close();
  }
}
