package dev.hallpass.local.scene;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.adapters.json.EventJson;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.emulator.authorization.NetworkLink;
import dev.hallpass.emulator.dynamodb.EmbeddedDynamoDb;
import dev.hallpass.emulator.dynamodb.InMemoryDynamoDb;
import dev.hallpass.emulator.dynamodb.TableEngine;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.emulator.policy.Trail;
import dev.hallpass.emulator.policy.Verdict;
import dev.hallpass.emulator.states.FunctionError;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.time.VirtualTimeline;
import dev.hallpass.grant.Doorbell;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.identity.CallStatement;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.Entry;
import dev.hallpass.local.ApiClient;
import dev.hallpass.local.Assembly;
import dev.hallpass.local.LinkInMail;
import dev.hallpass.local.LocalSystem;
import dev.hallpass.local.Website;
import dev.hallpass.local.gateway.LocalPeople;
import dev.hallpass.local.gateway.LocalPerson;
import dev.hallpass.local.judge.Recorder;
import dev.hallpass.local.web.LocalServer;
import dev.hallpass.log.ArchiveNames;
import dev.hallpass.log.Lines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The local system in virtual time, and what people do with it over HTTP.
public final class Scene implements AutoCloseable {

  public static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  /// What the build synthesized.
  public static final Assembly SYNTHESIZED = Assembly.read(Path.of("../cdk/target/cdk.out"));

  private static final Catalog CATALOG = CompiledCatalog.of(Path.of("../..")).catalog();

  /// Enough for the workflow to do what is due.
  public static final Duration A_MOMENT = Duration.ofSeconds(5);

  /// Longer than from one checkpoint of the log to the next.
  public static final Duration AN_INTERVAL = Duration.ofMinutes(6);

  private static final String BY_THE_CLOCK = sample("upkeep/find-drift.json");

  private final Assembly assembly;
  private final VirtualTimeline timeline = new VirtualTimeline(NOON);
  private final LocalServer server;
  private final LocalSystem system;
  private final LocalPeople people;
  private final ApiClient api;

  public Scene() {
    this(SYNTHESIZED);
  }

  /// The system as stacks other than the synthesized ones make it.
  public Scene(Assembly assembly) {
    this(assembly, Duration.ZERO);
  }

  /// The system on an AWS that hears late of what changes in IAM.
  public Scene(Assembly assembly, Duration propagation) {
    this(assembly, propagation, engine());
  }

  /// The system with its tables in DynamoDB's own engine.
  public static Scene onDynamoDbLocal(Assembly assembly) {
    return new Scene(assembly, Duration.ZERO, new EmbeddedDynamoDb());
  }

  /// What keeps the tables: the emulator's engine, because DynamoDB's takes several times as long.
  /// At night, or with `-Dengine=dynamodb-local`, it is DynamoDB's.
  public static TableEngine engine() {
    String engine = System.getProperty("engine", "in-memory");
    return switch (engine) {
      case "in-memory" -> new InMemoryDynamoDb();
      case "dynamodb-local" -> new EmbeddedDynamoDb();
      default -> throw new IllegalArgumentException("No engine is called " + engine);
    };
  }

  /// The system with its tables in the emulator's own engine at night too, for those who need many
  /// systems or many calls.
  public static Scene inMemory(Assembly assembly) {
    return new Scene(assembly, Duration.ZERO, new InMemoryDynamoDb());
  }

  /// The system with another catalogue, and the stacks that go with it.
  public static Scene of(Catalog catalog, Assembly assembly) {
    return new Scene(catalog, assembly, Duration.ZERO, new InMemoryDynamoDb());
  }

  private Scene(Assembly assembly, Duration propagation, TableEngine engine) {
    this(CATALOG, assembly, propagation, engine);
  }

  private Scene(Catalog catalog, Assembly assembly, Duration propagation, TableEngine engine) {
    this.assembly = assembly;
    Random random = new Random(4711);
    people = LocalPeople.generate(random);
    try {
      server = LocalServer.bind(0);
      system =
          new LocalSystem(
              catalog, assembly, timeline, random, server.address(), propagation, engine);
      system.onDecision(recorder(assembly));
      Website.open(server, system, people, timeline, random);
    } catch (IOException e) {
      throw new UncheckedIOException("The local system does not start", e);
    }
    api = new ApiClient(server.address(), timeline);
  }

  /// Of policies that are deployed nowhere, only what they deny is what somebody expects.
  private static Trail recorder(Assembly assembly) {
    Recorder recorder = new Recorder(Recorder.RECORDED);
    return assembly.equals(SYNTHESIZED) ? recorder : recorder.ofDenials();
  }

  /// A sample of an event.
  static String sample(String name) {
    try {
      return Files.readString(Path.of("../../events").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public LocalSystem system() {
    return system;
  }

  public ApiClient api() {
    return api;
  }

  public Instant now() {
    return timeline.instant();
  }

  public VirtualTimeline timeline() {
    return timeline;
  }

  public void pass(Duration time) {
    timeline.advance(time);
  }

  /// The entries in the archive, in the order of its objects.
  public List<String> logged() {
    return system.archive().names(ArchiveNames.ENTRIES).stream()
        .map(name -> system.archive().read(name).orElseThrow().content())
        .flatMap(content -> Lines.read(content).stream())
        .toList();
  }

  public void passUntil(Instant end) {
    timeline.runUntil(end);
  }

  /// Lets something happen before each request to AWS gets there; an exception loses the request.
  public void beforeRequests(BiConsumer<Principal, SdkRequest> happening) {
    system.connectBy(
        new NetworkLink() {
          @Override
          public void request(Principal caller, SdkRequest request) {
            happening.accept(caller, request);
          }
        });
  }

  public HttpResponse<String> signed(Person person, String method, String path, String body) {
    return api.signed(people.get(person), method, path, Map.of(), body);
  }

  public HttpResponse<String> requested(Person person, Asked asked, Map<String, String> headers) {
    return api.signed(people.get(person), "POST", "/grants", headers, asked.json());
  }

  /// Asks, and lets the mails go out.
  public GrantId request(Person person, Asked asked) {
    HttpResponse<String> answer = requested(person, asked, Map.of());
    assertThat(answer.statusCode()).isEqualTo(201);
    pass(A_MOMENT);
    return idIn(answer);
  }

  public static GrantId idIn(HttpResponse<String> answer) {
    return new GrantId(Json.text(Json.read(answer.body()), "grant"));
  }

  public HttpResponse<String> approveSigned(Person person, GrantId grant) {
    return approveProved(person, grant, people.get(person).proof(yes(grant), now()));
  }

  /// Says yes by a signed call with any text for a proof.
  public HttpResponse<String> approveProved(Person person, GrantId grant, String proof) {
    return api.signed(
        people.get(person),
        "POST",
        "/grants/" + grant + "/approval",
        Map.of("Hallpass-Proof", proof),
        "");
  }

  /// What the proof of a yes must be signed for.
  public CallStatement yes(GrantId grant) {
    return new CallStatement(
        server.address().getHost(),
        "POST /grants/" + grant + "/approval",
        Sha256.of(""),
        Optional.of(((GrantEvent.Requested) events(grant).getFirst()).policyHash()));
  }

  /// A person's key.
  public LocalPerson key(Person person) {
    return people.get(person);
  }

  public HttpResponse<String> denySigned(Person person, GrantId grant, String reason) {
    String body = Json.object().put("reason", reason).toString();
    return signed(person, "POST", "/grants/" + grant + "/denial", body);
  }

  public HttpResponse<String> withdraw(Person person, GrantId grant) {
    return signed(person, "POST", "/grants/" + grant + "/withdrawal", "");
  }

  public HttpResponse<String> cancel(Person person, GrantId grant) {
    return signed(person, "POST", "/grants/" + grant + "/cancellation", "");
  }

  public HttpResponse<String> giveBack(Person person, GrantId grant) {
    return signed(person, "POST", "/grants/" + grant + "/return", "{\"reason\":\"Done.\"}");
  }

  public HttpResponse<String> revokeSigned(Person person, GrantId grant) {
    String body = "{\"reason\":\"The laptop was stolen.\"}";
    return signed(person, "POST", "/grants/" + grant + "/revocation", body);
  }

  public HttpResponse<String> block(Person admin, Person person) {
    String body = "{\"reason\":\"The laptop was stolen.\"}";
    return signed(admin, "POST", "/people/" + person + "/block", body);
  }

  public HttpResponse<String> unblock(Person admin, Person person) {
    String body = "{\"reason\":\"The laptop was found and is clean.\"}";
    return signed(admin, "POST", "/people/" + person + "/unblock", body);
  }

  public HttpResponse<String> revoke(LinkInMail link) {
    return answer(link, link.code(), "revoke", "The laptop was stolen.");
  }

  /// Asks for more time, and lets the mails go out.
  public GrantId extend(Person person, GrantId grant, Map<String, Object> more) {
    ObjectNode body =
        Json.object().put("duration", "PT15M").put("justification", "It takes longer.");
    more.forEach(body::putPOJO);
    HttpResponse<String> answer =
        signed(person, "POST", "/grants/" + grant + "/extension", body.toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    pass(A_MOMENT);
    return idIn(answer);
  }

  public HttpResponse<String> credentials(Person person, GrantId grant) {
    return signed(person, "POST", "/grants/" + grant + "/credentials", "");
  }

  /// What somebody finds in the mail about a grant.
  public LinkInMail linkTo(Person person, GrantId grant) {
    return system.mails().stream()
        .filter(mail -> mail.to().contains(person.email()))
        .filter(mail -> mail.text().contains("/grants/" + grant + "/decision?"))
        .map(LinkInMail::in)
        .reduce((_, newer) -> newer)
        .orElseThrow();
  }

  /// Lets mails to a person come back.
  public void bounce(Person person) {
    system.region().ses().bounces(person.email());
  }

  /// What the check for drift answers when its rule calls it.
  public String checkForDrift() {
    try {
      return call(assembly.hub(), "DriftCheck", "FindDrift");
    } catch (FunctionError refused) {
      throw new AssertionError(refused);
    }
  }

  /// Lets the daily check of the archive run now.
  ///
  /// @return why it failed; empty if the log is whole
  public Optional<String> checkArchive() {
    try {
      call(assembly.archive(), "CheckEachDay", "CheckArchive");
      return Optional.empty();
    } catch (FunctionError failed) {
      return Optional.of(String.valueOf(failed.getMessage()));
    }
  }

  /// Calls a function of a stack as one of its rules does.
  private String call(Stack stack, String rule, String function) throws FunctionError {
    String alias =
        stack.resources("AWS::Lambda::Alias").stream()
            .filter(one -> one.id().startsWith(function))
            .map(one -> stack.ref(one.id()))
            .findFirst()
            .orElseThrow();
    String source =
        stack.resources("AWS::Events::Rule").stream()
            .filter(one -> one.id().startsWith(rule))
            .map(one -> stack.attribute(one.id(), "Arn"))
            .findFirst()
            .orElseThrow();
    return system.region().lambda().invoke("events.amazonaws.com", source, alias, BY_THE_CLOCK);
  }

  public void openTicket(String ticket) {
    Tracker.open(system, SYNTHESIZED, ticket);
  }

  public void closeTicket(String ticket) {
    Tracker.close(system, SYNTHESIZED, ticket);
  }

  public List<String> mailedTo() {
    return system.mails().stream().flatMap(mail -> mail.to().stream()).toList();
  }

  /// The link as it stands in the mail.
  public String url(LinkInMail link) {
    return server.address() + link.path();
  }

  public HttpResponse<String> open(LinkInMail link) {
    return api.send("GET", link.path(), Map.of(), "");
  }

  public HttpResponse<String> approve(LinkInMail link) {
    return answer(link, link.code(), "approve", "");
  }

  public HttpResponse<String> deny(LinkInMail link, String reason) {
    return answer(link, link.code(), "deny", reason);
  }

  public HttpResponse<String> answer(LinkInMail link, String code, String answer, String reason) {
    return api.form(
        link.formPath(),
        Map.of("link", link.token(), "code", code, "answer", answer, "reason", reason));
  }

  /// A grant that alice asked for and that its approvers opened.
  public GrantId opened(Asked asked, Person... approvers) {
    GrantId grant = request(ALICE, asked);
    for (Person approver : approvers) {
      assertThat(approve(linkTo(approver, grant)).statusCode()).isEqualTo(200);
    }
    pass(A_MOMENT);
    assertThat(state(grant)).isEqualTo("ACTIVE");
    return grant;
  }

  /// The credentials that alice gets.
  public Keys keys(GrantId grant) {
    HttpResponse<String> answer = credentials(ALICE, grant);
    assertThat(answer.statusCode()).isEqualTo(200);
    return new Keys(Json.read(answer.body()));
  }

  /// A grant that alice asked for and that bob opened by a signed yes.
  public GrantId openedBySignature(Asked asked) {
    GrantId grant = request(ALICE, asked);
    assertThat(approveSigned(BOB, grant).statusCode()).isEqualTo(200);
    pass(A_MOMENT);
    assertThat(state(grant)).isEqualTo("ACTIVE");
    return grant;
  }

  /// Opens a shell on the instance of [Asked#instanceShell].
  public String openShell(Keys keys) {
    return system
        .region()
        .ssm(keys.credentials(), "eu-central-1")
        .startSession(start -> start.target("i-0123456789abcdef0"))
        .sessionId();
  }

  /// Opens a shell in the container of [Asked#containerShell].
  public String openContainerShell(Keys keys) {
    return system
        .region()
        .executeCommand(
            keys.credentials(), "eu-central-1", "checkout", "0123456789abcdef0123456789abcdef")
        .orElseThrow();
  }

  /// The ids of the shells that are open.
  public List<String> shells() {
    return system.region().shells();
  }

  public Verdict may(Keys keys, String action, String resource, Context context, Instant at) {
    return system.account().may(keys.id(), keys.token(), action, resource, context, at);
  }

  public JsonNode show(GrantId grant) {
    Person requester = ((GrantEvent.Requested) events(grant).getFirst()).requester();
    return Json.read(signed(requester, "GET", "/grants/" + grant, "").body());
  }

  public String state(GrantId grant) {
    return Json.text(show(grant), "state");
  }

  public String outcome(GrantId grant) {
    return Json.text(show(grant), "outcome");
  }

  public Instant expiresAt(GrantId grant) {
    return Instant.parse(Json.text(show(grant), "expiresAt"));
  }

  /// What the ledger holds; reading it checks the chain.
  public List<GrantEvent> events(GrantId grant) {
    return system.ledger().read(grant).entries().stream().map(Entry::event).toList();
  }

  public List<String> types(GrantId grant) {
    return events(grant).stream().map(EventJson::type).toList();
  }

  public Doorbell doorbell(GrantId grant) {
    return events(grant).stream()
        .flatMap(event -> event.hung().stream())
        .reduce((_, newer) -> newer)
        .orElseThrow();
  }

  /// Says anything at a doorbell, as anyone who may ring can.
  public void ring(Doorbell doorbell, String output) {
    system.stepFunctions().sendTaskSuccess(ring -> ring.taskToken(doorbell.token()).output(output));
  }

  /// Says at a doorbell that something failed, as anyone who may ring can.
  public void fail(Doorbell doorbell) {
    system
        .stepFunctions()
        .sendTaskFailure(ring -> ring.taskToken(doorbell.token()).error("Forged"));
  }

  public String execution(GrantId grant) {
    return system.stateMachine().replace(":stateMachine:", ":execution:") + ":" + grant;
  }

  public ExecutionStatus workflow(GrantId grant) {
    return system
        .stepFunctions()
        .describeExecution(execution -> execution.executionArn(execution(grant)))
        .status();
  }

  public List<HistoryEvent> workflowHistory(GrantId grant) {
    return system
        .stepFunctions()
        .getExecutionHistory(history -> history.executionArn(execution(grant)).maxResults(1000))
        .events();
  }

  /// The names of the session policies that the account holds.
  public List<String> policies() {
    return system
        .account()
        .iam()
        .listPolicies(
            all -> all.scope(PolicyScopeType.LOCAL).pathPrefix("/hallpass/").maxItems(1000))
        .policies()
        .stream()
        .map(Policy::policyName)
        .toList();
  }

  @Override
  public void close() {
    server.close();
    system.close();
  }
}
