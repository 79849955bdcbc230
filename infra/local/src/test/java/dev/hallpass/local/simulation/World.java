package dev.hallpass.local.simulation;

import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.MALLORY;
import static dev.hallpass.local.scene.Scene.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Review;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.condition.ApprovalRule;
import dev.hallpass.emulator.lambda.LambdaFunction;
import dev.hallpass.emulator.region.ApiRoute;
import dev.hallpass.emulator.states.FunctionError;
import dev.hallpass.emulator.template.CloudFormationTemplate;
import dev.hallpass.emulator.time.VirtualTimeline;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Grant;
import dev.hallpass.identity.CallStatement;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.History;
import dev.hallpass.local.Assembly;
import dev.hallpass.local.LocalSystem;
import dev.hallpass.local.gateway.Invocation;
import dev.hallpass.local.gateway.LocalPeople;
import dev.hallpass.local.gateway.LocalPerson;
import dev.hallpass.local.scene.Reply;
import dev.hallpass.local.scene.Tracker;
import dev.hallpass.policy.PolicyTemplate;
import dev.hallpass.policy.Statement;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One system on an AWS of its own, begun from a seed: in one thread, in virtual time, and with
/// nothing between the people and the functions but the events that API Gateway would make.
final class World implements AutoCloseable {

  /// The only ticket that is open, until somebody closes it.
  static final String OPEN_TICKET = "INC-4711";

  private static final Catalog CATALOG = reviewed(CompiledCatalog.of(Path.of("../..")).catalog());
  private static final Catalog OTHER = changed(CATALOG);
  private static final Assembly LOGGED =
      without(
          Assembly.read(Path.of("../cdk/target/cdk.out")), rule -> rule.startsWith("DriftCheck"));
  private static final Assembly ASSEMBLY = without(LOGGED, rule -> rule.startsWith("Log"));
  private static final Map<String, ApiRoute> ROUTES =
      ApiRoute.of(ASSEMBLY.hub()).stream()
          .collect(Collectors.toMap(ApiRoute::operation, route -> route));
  private static final URI ADDRESS = URI.create("https://hallpass.example.com");
  private static final Duration PATIENCE = Duration.ofSeconds(29);

  // A proof is good for five minutes at the most.
  private static final Duration TOO_OLD = Duration.ofMinutes(10);

  private static final JsonMapper JSON = JsonMapper.shared();

  private final VirtualTimeline timeline = new VirtualTimeline(NOON);
  private final LocalSystem system;
  private final Map<Person, LocalPerson> keys = new HashMap<>();
  private final Set<String> proved = new HashSet<>();
  private Catalog deployed = CATALOG;
  private boolean isTicketOpen;

  /// @param propagation how late AWS hears of what changes in IAM
  /// @param staleness how late things are seen
  /// @param mutant what is deployed
  /// @param isLogged whether checkpoints are signed. The check for drift never runs: it touches no
  ///   grant.
  World(long seed, Duration propagation, Staleness staleness, Mutant mutant, boolean isLogged) {
    system =
        new LocalSystem(
            CATALOG,
            mutant.of(isLogged ? LOGGED : ASSEMBLY),
            timeline,
            new Random(seed),
            ADDRESS,
            propagation,
            mutant.engine(timeline, staleness::staleness));
    system.setClocks(() -> staleness.clock(timeline));
    setTicket(true);
    system.region().lambda().functions().stream()
        .map(LambdaFunction::handler)
        .distinct()
        .forEach(
            name -> system.surround(name.substring(name.lastIndexOf('.') + 1), World::printing));
    mutant.change(this);
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
    return assembly.withHub(assembly.hub().of(CloudFormationTemplate.parse(template.toString())));
  }

  /// The stacks with another workflow.
  static Assembly withWorkflow(Assembly assembly, Consumer<ObjectNode> change) {
    JsonNode template = assembly.hub().template().json().deepCopy();
    ObjectNode machine =
        (ObjectNode)
            template.path("Resources").values().stream()
                .filter(
                    one -> one.path("Type").asString().equals("AWS::StepFunctions::StateMachine"))
                .findFirst()
                .orElseThrow()
                .path("Properties");
    ObjectNode states = (ObjectNode) JSON.readTree(machine.path("DefinitionString").asString());
    change.accept(states);
    machine.put("DefinitionString", states.toString());
    return assembly.withHub(assembly.hub().of(CloudFormationTemplate.parse(template.toString())));
  }

  /// The stacks with other ones in the other accounts.
  ///
  /// @param change of their text
  static Assembly withTargets(Assembly assembly, UnaryOperator<String> change) {
    return new Assembly(
        assembly.hub(),
        assembly.archive(),
        assembly.targets().stream()
            .map(target ->
                target.of(
                    CloudFormationTemplate.parse(
                        change.apply(target.template().json().toString()))))
            .toList(),
        assembly.directory());
  }

  /// The catalogue, with a review of what was read in the other account, as of access that changes
  /// what stays.
  private static Catalog reviewed(Catalog catalog) {
    return new Catalog(
        catalog.settings(),
        catalog.entitlements().stream()
            .map(one ->
                one.id().value().equals("read-parameters")
                    ? with(one, one.rules().stream().map(World::reviewed).toList(), one.template())
                    : one)
            .toList(),
        catalog.digest());
  }

  private static ApprovalRule reviewed(ApprovalRule rule) {
    Review review = new Review(List.of(CAROL, DAVE), Duration.ofDays(1), Duration.ofHours(12));
    return rule.plan() instanceof ApprovalPlan.ByPeople(var name, var levels, var signed, _)
        ? new ApprovalRule(
            rule.when(), new ApprovalPlan.ByPeople(name, levels, signed, Optional.of(review)))
        : rule;
  }

  /// A catalogue that says of everything something else, and of one thing nothing.
  private static Catalog changed(Catalog catalog) {
    return new Catalog(
        catalog.settings(),
        catalog.entitlements().stream()
            .filter(one -> !one.id().value().equals("read-log-group"))
            .map(World::changed)
            .toList(),
        Sha256.of("another catalogue"));
  }

  private static Entitlement changed(Entitlement one) {
    List<Statement> statements =
        one.template().statements().stream()
            .map(statement ->
                new Statement(
                    statement.sid() + "Anew",
                    statement.effect(),
                    statement.actions().subList(0, 1),
                    statement.resources(),
                    statement.conditions()))
            .toList();
    return with(one, one.rules(), new PolicyTemplate(statements, one.template().managed()));
  }

  private static Entitlement with(
      Entitlement one, List<ApprovalRule> rules, PolicyTemplate template) {
    return new Entitlement(
        one.id(),
        one.title(),
        one.use(),
        one.requesters(),
        one.parameters(),
        one.longest(),
        rules,
        one.breakGlass(),
        template,
        one.risks(),
        one.accounts(),
        one.console());
  }

  /// Prints what a function throws, as Lambda does.
  private static RequestStreamHandler printing(RequestStreamHandler function) {
    return (event, output, context) -> {
      try {
        function.handleRequest(event, output, context);
      } catch (IOException | RuntimeException thrown) {
        Stream.<Throwable>iterate(thrown, Objects::nonNull, Throwable::getCause)
            .forEach(System.out::println);
        throw thrown;
      }
    };
  }

  boolean isTicketOpen() {
    return isTicketOpen;
  }

  /// Opens the ticket, or closes it.
  void setTicket(boolean isOpen) {
    isTicketOpen = isOpen;
    if (isOpen) {
      Tracker.open(system, ASSEMBLY, OPEN_TICKET);
    } else {
      Tracker.close(system, ASSEMBLY, OPEN_TICKET);
    }
  }

  /// Deploys another version, or the one before it again.
  void deploy() {
    deployed = deployed.equals(CATALOG) ? OTHER : CATALOG;
    system.deploy(deployed);
  }

  /// The ARN of the key that seals.
  String sealKey() {
    return variable("SEAL_KEY");
  }

  private String variable(String name) {
    return system.region().lambda().functions().stream()
        .flatMap(function -> Optional.ofNullable(function.environment().get(name)).stream())
        .findFirst()
        .orElseThrow();
  }

  /// The ARN of the key that signs checkpoints.
  String logKey() {
    return variable("LOG_KEY");
  }

  /// The bucket of the archive.
  String archive() {
    return variable("ARCHIVE");
  }

  /// Lets a second signer of checkpoints run.
  void sign() {
    try {
      String _ = system.region().lambda().handOver(signer().arn(), "{}");
    } catch (FunctionError _) {
      // It failed as the first one could have.
    }
  }

  /// Lets the signer sign something else for the next interval.
  void signAnother() {
    int next =
        system
            .region()
            .s3()
            .listObjectsV2(list -> list.bucket(archive()).prefix("checkpoints/"))
            .contents()
            .size();
    String text = "another\n1\nroot\ninterval %d now digest\n".formatted(next);
    var _ =
        system
            .region()
            .kms(signer().caller())
            .sign(sign ->
                sign.keyId(logKey())
                    .messageType(MessageType.RAW)
                    .signingAlgorithm(SigningAlgorithmSpec.ED25519_SHA_512)
                    .message(SdkBytes.fromUtf8String(text)));
  }

  private LambdaFunction signer() {
    return system.region().lambda().functions().stream()
        .filter(function -> function.handler().endsWith(".SignCheckpoint"))
        .findFirst()
        .orElseThrow();
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
    Optional<String> proof =
        operation.equals("ApproveGrant")
            ? grant.flatMap(one -> proof(person, one, body))
            : Optional.empty();
    return signed(operation, person, grant, body, proof);
  }

  private Reply signed(
      String operation,
      Person person,
      Optional<String> grant,
      String body,
      Optional<String> proof) {
    Map<String, String> headers = new HashMap<>();
    if (!body.isEmpty()) {
      headers.put("Content-Type", "application/json");
    }
    proof.ifPresent(one -> headers.put("Hallpass-Proof", one));
    return call(
        operation,
        Optional.of(person),
        grant.map(one -> Map.of("grant", one)).orElse(Map.of()),
        Map.of(),
        headers,
        body);
  }

  /// What the API answers to a yes in the name of somebody who did not prove it.
  ///
  /// @param policy the hash of the policy that was asked for
  /// @param which says what proof comes with it
  Reply pretended(Person person, String grant, Sha256 policy, int which) {
    CallStatement yes = yes(grant, "", policy);
    String proof =
        switch (which % 3) {
          case 0 -> key(MALLORY).proof(yes, now());
          case 1 -> key(person).proof(yes(grant, "", Sha256.of("another policy")), now());
          default -> key(person).proof(yes, now().minus(TOO_OLD));
        };
    return signed("ApproveGrant", person, Optional.of(grant), "", Optional.of(proof));
  }

  /// Whether a person proved a yes to a grant.
  boolean hasProved(String person, String grant) {
    return proved.contains(person + " " + grant);
  }

  /// What the API answers to a signed call about a person.
  Reply signedAbout(String operation, Person caller, Person person, String body) {
    return call(
        operation,
        Optional.of(caller),
        Map.of("person", person.email()),
        Map.of(),
        Map.of("Content-Type", "application/json"),
        body);
  }

  /// What the API answers to a call that needs no signature.
  Reply unsigned(String operation, String grant, Map<String, String> query, String form) {
    return call(
        operation,
        Optional.empty(),
        Map.of("grant", grant),
        query,
        form.isEmpty() ? Map.of() : Map.of("Content-Type", "application/x-www-form-urlencoded"),
        form);
  }

  private Reply call(
      String operation,
      Optional<Person> caller,
      Map<String, String> path,
      Map<String, String> query,
      Map<String, String> headers,
      String body) {
    ApiRoute route = Optional.ofNullable(ROUTES.get(operation)).orElseThrow();
    ObjectNode event = JSON.createObjectNode();
    event.put("httpMethod", route.method()).put("resource", route.path());
    ObjectNode named = event.putObject("headers");
    headers.forEach(named::put);
    query.forEach(event.putObject("queryStringParameters")::put);
    path.forEach(event.putObject("pathParameters")::put);
    ObjectNode identity = event.putObject("requestContext").putObject("identity");
    caller.ifPresent(
        person -> identity.put("userArn", new LocalPerson(person, "none", "none").userArn()));
    event.put("body", body);
    var output = new ByteArrayOutputStream();
    var invocation = new Invocation(route.handler(), "simulation", now().plus(PATIENCE), timeline);
    try {
      system
          .behind(route)
          .handleRequest(
              new ByteArrayInputStream(event.toString().getBytes(UTF_8)), output, invocation);
    } catch (IOException | Crash _) {
      return new Reply(502, "");
    }
    JsonNode answer = JSON.readTree(output.toByteArray());
    return new Reply(answer.path("statusCode").asInt(), answer.path("body").asString(""));
  }

  /// A proof of a yes, if the plan demands one and the entries say what it must be for.
  private Optional<String> proof(Person person, String grant, String body) {
    History history = system.ledger().read(new GrantId(grant));
    try {
      if (history.state() instanceof Grant.Known known
          && known.dossier().request().plan() instanceof ApprovalPlan.ByPeople plan
          && plan.signed()) {
        proved.add(person + " " + grant);
        CallStatement yes = yes(grant, body, known.dossier().request().policyHash());
        return Optional.of(key(person).proof(yes, now()));
      }
    } catch (CorruptLedger _) {
      // Then nobody can say what to prove.
    }
    return Optional.empty();
  }

  private static CallStatement yes(String grant, String body, Sha256 policy) {
    return new CallStatement(
        ADDRESS.getHost(),
        "POST /grants/%s/approval".formatted(grant),
        Sha256.of(body),
        Optional.of(policy));
  }

  /// A person's key, which STS knows from its first use on.
  private LocalPerson key(Person person) {
    return keys.computeIfAbsent(
        person,
        _ -> {
          LocalPerson key = new LocalPerson(person, "AKIA" + keys.size(), "secret-" + person);
          system.signIn(new LocalPeople(List.of(key)));
          return key;
        });
  }

  @Override
  public void close() {
    system.close();
  }
}
