package dev.hallpass.handlers;

import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.HUB;
import static dev.hallpass.grant.Examples.under;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.access.InMemoryManagedPolicies;
import dev.hallpass.access.InMemoryObstacles;
import dev.hallpass.access.InMemorySessionDenials;
import dev.hallpass.access.InMemorySessionPolicies;
import dev.hallpass.access.InMemoryShells;
import dev.hallpass.access.ManagedPolicies;
import dev.hallpass.access.Obstacles;
import dev.hallpass.access.SessionDenials;
import dev.hallpass.access.SessionPolicies;
import dev.hallpass.access.Sessions;
import dev.hallpass.access.Shells;
import dev.hallpass.adapters.json.EventJson;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Level;
import dev.hallpass.approval.Link;
import dev.hallpass.approval.Mail;
import dev.hallpass.approval.Mailer;
import dev.hallpass.authority.InMemorySeals;
import dev.hallpass.authority.SealKey;
import dev.hallpass.block.Blocks;
import dev.hallpass.block.InMemoryBlocks;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.InMemoryDirectory;
import dev.hallpass.catalog.InMemoryTickets;
import dev.hallpass.catalog.Settings;
import dev.hallpass.catalog.condition.Tickets;
import dev.hallpass.catalog.people.Groups;
import dev.hallpass.drift.Deployed;
import dev.hallpass.drift.InMemoryDeployed;
import dev.hallpass.grant.Examples;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.grant.LiveSessions;
import dev.hallpass.handlers.api.Commands;
import dev.hallpass.handlers.api.HearEvents;
import dev.hallpass.handlers.api.IssueCredentials;
import dev.hallpass.handlers.api.Reads;
import dev.hallpass.handlers.api.Requests;
import dev.hallpass.handlers.contract.Contract;
import dev.hallpass.handlers.lifecycle.Activate;
import dev.hallpass.handlers.lifecycle.AwaitEnd;
import dev.hallpass.handlers.lifecycle.Retire;
import dev.hallpass.handlers.lifecycle.SeekAnswers;
import dev.hallpass.handlers.notifications.Notify;
import dev.hallpass.handlers.page.Decide;
import dev.hallpass.handlers.page.ShowDecision;
import dev.hallpass.handlers.upkeep.FindDrift;
import dev.hallpass.handlers.upkeep.NoteBounce;
import dev.hallpass.handlers.upkeep.Reap;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.CallStatement;
import dev.hallpass.identity.CallerProofs;
import dev.hallpass.identity.DutyName;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.GroupName;
import dev.hallpass.identity.InMemoryCallerProofs;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.PersonId;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.EarlierGrants;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.Objections;
import dev.hallpass.ledger.Sealer;
import dev.hallpass.log.Checkpoint;
import dev.hallpass.log.NewestCheckpoint;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.port.Bus;
import dev.hallpass.reconciliation.Crew;
import dev.hallpass.workflow.Doorbells;
import dev.hallpass.workflow.InMemoryDoorbells;
import dev.hallpass.workflow.InMemoryWorkflow;
import dev.hallpass.workflow.Workflow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// All handlers with the deployed catalogue, between outsides in memory. Whatever a handler answers
/// is held against the OpenAPI document before a test sees it.
public final class InMemorySystem {

  private static final Instant START = Instant.parse("2026-11-23T09:00:00.250Z");
  private static final Variables VARIABLES =
      new Variables(
          Map.of(
              "ACCOUNT", HUB.value(),
              "AWS_REGION", "eu-central-1",
              "PARTITION", "aws",
              "POSTMARK", "made-up-postmark",
              "PUBLIC_URL", "https://hallpass.example.com/live"));
  private static final Contract CONTRACT = Contract.read();

  public final StandingClock clock = new StandingClock(START);
  private Crew crew = Crew.ALONE;
  public final WatchedLedger ledger;
  public final InMemoryBlocks blocks = new InMemoryBlocks();
  public final InMemoryTickets tickets = new InMemoryTickets();
  public final InMemoryObstacles obstacles = new InMemoryObstacles();
  public final InMemoryDirectory<GroupName> directory = new InMemoryDirectory<>(GroupName::new);
  public final InMemoryDirectory<DutyName> duties = new InMemoryDirectory<>(DutyName::new);
  public final InMemoryWorkflow workflow = new InMemoryWorkflow();
  public final InMemoryDoorbells doorbells = new InMemoryDoorbells();
  public final InMemoryMailer mailer = new InMemoryMailer();
  public final InMemoryBus bus = new InMemoryBus();
  public final InMemorySessionPolicies policies = new InMemorySessionPolicies();
  public final InMemoryManagedPolicies managedPolicies = new InMemoryManagedPolicies();
  public final InMemorySessionDenials sessionDenials;
  public final InMemoryShells shells = new InMemoryShells();
  public final InMemorySessions sessions = new InMemorySessions(clock);
  public final InMemoryLog log = new InMemoryLog();
  public final InMemorySeals seals = new InMemorySeals();
  public final InMemoryCallerProofs proofs = new InMemoryCallerProofs(clock);
  public final Grants grants;
  private boolean takesAnyPlan;

  /// The newest checkpoint, if the archive answers.
  public Optional<Checkpoint> newest = Optional.empty();

  /// Where the system differs from its template.
  public final InMemoryDeployed deployed = new InMemoryDeployed();

  // Not unpredictable, so that a test that fails can be run again.
  private final Random random = new Random(4711);
  private Wiring wiring;
  private final Map<String, RequestStreamHandler> functions = new HashMap<>();
  private int made;

  public InMemorySystem() {
    this(Catalogs.deployed());
  }

  public InMemorySystem(Catalog catalog) {
    this(catalog, new WatchedLedger());
  }

  /// @param ledger with whatever stands in it
  public InMemorySystem(Catalog catalog, WatchedLedger ledger) {
    this.ledger = ledger;
    this.grants = new Grants(ledger, clock, seals, Objections.NONE);
    this.sessionDenials =
        new InMemorySessionDenials(
            catalog.entitlements().stream().flatMap(InMemorySystem::roles).toList());
    this.wiring = new InMemoryWiring(catalog);
    startAll();
  }

  /// Deploys another catalogue. All functions start anew with it.
  public void deploy(Catalog catalog) {
    wiring = new InMemoryWiring(catalog);
    startAll();
  }

  private void startAll() {
    for (var function :
        List.<Function<Wiring, RequestStreamHandler>>of(
            Commands::new,
            Requests::new,
            Reads::new,
            IssueCredentials::new,
            ShowDecision::new,
            Decide::new,
            SeekAnswers::new,
            Activate::new,
            AwaitEnd::new,
            Retire::new,
            Reap::new,
            Notify::new,
            FindDrift::new,
            NoteBounce::new,
            HearEvents::new)) {
      start(function);
    }
  }

  private void start(Function<Wiring, RequestStreamHandler> function) {
    RequestStreamHandler made = function.apply(wiring);
    functions.put(made.getClass().getSimpleName(), made);
  }

  private static Stream<RoleArn> roles(Entitlement entitlement) {
    Stream<AccountId> accounts =
        entitlement.accounts().isEmpty()
            ? Stream.of(HUB)
            : entitlement.accounts().values().stream();
    return accounts.map(account -> RoleArn.of("aws", account, entitlement.id()));
  }

  /// The parts that functions are made of here.
  public Wiring wiring() {
    return wiring;
  }

  /// What a handler answers to a call.
  public ProxyAnswer answer(ProxyCall call) {
    ProxyAnswer answer =
        ProxyAnswer.read(
            call.operation(), invoke(CONTRACT.function(call.operation()), call.event().toString()));
    assertThat(CONTRACT.mistakesIn(answer)).as("%s", answer.body()).isEmpty();
    return answer;
  }

  /// What is answered to a step of the state machine.
  public JsonNode run(String step, GrantId grant) {
    return run(step, grant, Map.of());
  }

  /// What is answered to a step of the state machine.
  ///
  /// @param more members that differ from the sample's
  public JsonNode run(String step, GrantId grant, Map<String, String> more) {
    ObjectNode event = Sample.lifecycle(step).put("grant", grant.value());
    more.forEach(event::put);
    return run(step, event);
  }

  /// What is answered to a step of the state machine, or to another caller of the function of that
  /// name.
  ///
  /// @param event all that it is sent
  public JsonNode run(String step, ObjectNode event) {
    String function = step.startsWith("Seek") ? "SeekAnswers" : step;
    return Json.read(invoke(function, event.toString()));
  }

  /// Lets the platform's admin block a person.
  public ProxyAnswer block(Person person) {
    return answer(ProxyCall.of("BlockPerson").about(person.email()));
  }

  /// Lets the platform's admin unblock a person.
  public ProxyAnswer unblock(Person person) {
    return answer(ProxyCall.of("UnblockPerson").about(person.email()));
  }

  /// Lets a workflow of another system put an event on its bus.
  public void hear(ObjectNode event) {
    invoke("HearEvents", event.toString());
  }

  /// Lets clean-up make a pass.
  ///
  /// @return what it counted
  public JsonNode reap() {
    return counted("Incomplete", () -> invoke("Reap", Sample.upkeep("Reap").toString()));
  }

  /// Lets the system be compared with its template, as the clock does.
  public JsonNode checkForDrift() {
    return Json.read(invoke("FindDrift", Sample.upkeep("FindDrift").toString()));
  }

  /// The same, for what is counted meanwhile.
  public JsonNode countDrift() {
    return counted("SystemDrift", () -> checkForDrift());
  }

  /// Lets others take the steps that clean-up finds due.
  public void workBy(Crew crew) {
    this.crew = crew;
    restartReap();
  }

  /// Lets clean-up begin anew, as Lambda does after a cold start.
  public void restartReap() {
    start(Reap::new);
  }

  /// Tells clean-up that others changed a policy of Hallpass in an account.
  public void tellOfChange(AccountId account) {
    invoke("Reap", Sample.upkeep("ReapChanged").put("account", account.value()).toString());
  }

  /// Tells clean-up what has become of a grant's workflow.
  ///
  /// @param name of the execution
  public void tellOfWorkflow(String name, String status) {
    ObjectNode event = Sample.upkeep("ReapStopped");
    ((ObjectNode) event.path("detail")).put("name", name).put("status", status);
    invoke("Reap", event.toString());
  }

  /// Lets people be told of the newest entry of a grant, as the ledger's stream brings it.
  ///
  /// @return what is answered to the stream
  public JsonNode notifyOf(GrantId grant) {
    return notifyOf(grant, ledger.read(grant).next() - 1);
  }

  /// Lets people be told of an entry, as the ledger's stream brings it.
  ///
  /// @return what is answered to the stream
  public JsonNode notifyOf(GrantId grant, int sequence) {
    return run("Notify", streamed(grant, sequence));
  }

  /// Lets the bus be told of an entry about a person, as the ledger's stream brings it.
  ///
  /// @return what is answered to the stream
  public JsonNode notifyOf(PersonId person, int sequence) {
    return run("Notify", streamed(person.value(), sequence));
  }

  /// What the ledger's stream brings of an entry.
  public static ObjectNode streamed(GrantId grant, int sequence) {
    return streamed(grant.value(), sequence);
  }

  private static ObjectNode streamed(String chain, int sequence) {
    ObjectNode event = Sample.upkeep("Notify");
    ObjectNode image = (ObjectNode) event.path("Records").path(0).path("dynamodb").path("NewImage");
    image.putObject("grant").put("S", chain);
    image.putObject("sequence").put("N", Integer.toString(sequence));
    return event;
  }

  /// Lets a mail come back, as SES tells of it.
  ///
  /// @param change what differs from the sample in the event's detail
  public void bounce(GrantId grant, Person person, Consumer<ObjectNode> change) {
    ObjectNode event = Sample.upkeep("NoteBounce");
    ObjectNode detail = (ObjectNode) event.path("detail");
    ((ObjectNode) detail.path("bounce").path("bouncedRecipients").path(0))
        .put("emailAddress", person.email());
    ((ObjectNode) detail.path("mail").path("tags")).putArray("grant").add(grant.value());
    change.accept(detail);
    run("NoteBounce", event);
  }

  /// Lets the mail with a question come back.
  public void bounce(GrantId grant, Person person, Link link) {
    bounce(
        grant,
        person,
        detail ->
            ((ObjectNode) detail.path("mail").path("tags"))
                .putArray("link")
                .add(link.hash().hex()));
  }

  private static JsonNode counted(String metric, Runnable call) {
    return printedDuring(call)
        .lines()
        .filter(line -> line.contains("\"%s\":".formatted(metric)))
        .map(Json::read)
        .reduce((_, later) -> later)
        .orElseThrow();
  }

  private String invoke(String function, String event) {
    var handler = functions.get(function);
    if (handler == null) {
      throw new IllegalArgumentException("There is no " + function);
    }
    InputStream input = new ByteArrayInputStream(event.getBytes(UTF_8));
    var output = new ByteArrayOutputStream();
    try {
      handler.handleRequest(input, output, log.of(function));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return output.toString(UTF_8);
  }

  /// From now on a yes is taken to plans too that the catalogue does not give.
  public InMemorySystem takingAnyPlan() {
    takesAnyPlan = true;
    return this;
  }

  /// A grant that Alice asked for, which one of Bob and Carol must approve.
  public GrantId requested() {
    return answer(ProxyCall.of("RequestGrant").withoutHeader("Idempotency-Key")).grant();
  }

  /// A grant that Alice asked for, which two of Bob, Carol and Dave must approve.
  public GrantId requestedOfTwo() {
    return answer(
            ProxyCall.of("RequestGrant")
                .withoutHeader("Idempotency-Key")
                .json(body -> {
                  body.put("entitlement", "edit-table-partition");
                  body.putObject("parameters").put("table", "orders").put("key", "c#4711");
                }))
        .grant();
  }

  /// A grant for which Alice broke the glass, which Carol or Dave must review once it is over.
  public GrantId broken() {
    return answer(
            ProxyCall.of("RequestGrant")
                .withoutHeader("Idempotency-Key")
                .json(body -> {
                  body.put("entitlement", "edit-table-partition").put("duration", "PT30M");
                  body.putObject("parameters").put("table", "orders").put("key", "c#4711");
                  body.put("breakGlass", true);
                }))
        .grant();
  }

  /// A grant for which Alice broke the glass, whose access is over and waits for its review.
  public GrantId unreviewed() {
    GrantId grant = broken();
    run("SeekApproval", grant);
    run("Activate", grant);
    expire(grant);
    run("Retire", grant);
    run("SeekReview", grant);
    return grant;
  }

  /// A grant in another account than the hub, which one of Bob and Carol must approve.
  public GrantId requestedElsewhere() {
    return answer(
            ProxyCall.of("RequestGrant")
                .withoutHeader("Idempotency-Key")
                .json(body -> {
                  body.put("entitlement", "read-parameters");
                  body.putObject("parameters").put("path", "checkout/api");
                }))
        .grant();
  }

  /// A grant that Alice asked for under a plan.
  public GrantId requestedUnder(ApprovalPlan plan) {
    Requested asked = (Requested) events(requested()).getFirst();
    GrantId grant = Examples.grant(++made);
    grants.run(grant, new GrantCommand.Request(under(plan, asked)));
    deploy(Catalogs.offering(plan));
    return grant;
  }

  /// A grant for which Alice broke the glass, which Carol or Dave must review.
  public GrantId brokenGlass() {
    return requestedUnder(
        new ApprovalPlan.BreakGlass(
            "break-glass", List.of(CAROL, DAVE), Duration.ofDays(1), Duration.ofHours(12)));
  }

  /// The same when its access is over and its owners are asked.
  public GrantId toReview() {
    GrantId grant = brokenGlass();
    run("SeekApproval", grant);
    run("Activate", grant);
    answer(ProxyCall.of("IssueCredentials").on(grant));
    expire(grant);
    pass(LiveSessions.OVER_AFTER_END);
    run("Retire", grant);
    run("SeekReview", grant);
    return grant;
  }

  /// A grant that Bob or Carol must approve by a call that proves its caller, when they were asked.
  public GrantId soughtSigned() {
    GrantId grant =
        requestedUnder(
            new ApprovalPlan.ByPeople(
                "signed", List.of(new Level(List.of(BOB, CAROL), 1, Duration.ofHours(2))), true));
    run("SeekApproval", grant);
    return grant;
  }

  /// A call with an honest proof of a person who makes it.
  public ProxyCall proved(ProxyCall call, Person person) {
    return call.by(person)
        .header("Hallpass-Proof", proofs.proof(ProxyCall.arn(person), says(call)));
  }

  /// What the proof of a call must be signed for.
  public CallStatement says(ProxyCall call) {
    String route =
        call.event().path("httpMethod").stringValue()
            + " "
            + call.event().path("resource").stringValue();
    String grant = call.event().path("pathParameters").path("grant").stringValue("");
    String person = call.event().path("pathParameters").path("person").stringValue("");
    return new CallStatement(
        "hallpass.example.com",
        route.replace("{grant}", grant).replace("{person}", person),
        Sha256.of(call.event().path("body").stringValue("")),
        call.operation().equals("ApproveGrant")
            ? Optional.of(grants.read(new GrantId(grant)).known().dossier().request().policyHash())
            : Optional.empty());
  }

  /// A grant whose approvers were asked.
  public GrantId sought() {
    GrantId grant = requested();
    run("SeekApproval", grant);
    return grant;
  }

  /// A grant that Bob approved.
  public GrantId approved() {
    return approved(requested());
  }

  private GrantId approved(GrantId grant) {
    run("SeekApproval", grant);
    answer(ProxyCall.of("ApproveGrant").on(grant));
    return grant;
  }

  /// A grant whose access is open.
  public GrantId active() {
    return active(approved());
  }

  /// A grant whose access is open for two hours.
  public GrantId activeForTwoHours() {
    return active(
        approved(
            answer(
                    ProxyCall.of("RequestGrant")
                        .withoutHeader("Idempotency-Key")
                        .json(body -> body.put("duration", "PT2H")))
                .grant()));
  }

  /// A grant in another account than the hub whose access is open.
  public GrantId activeElsewhere() {
    return active(approved(requestedElsewhere()));
  }

  private GrantId active(GrantId approved) {
    run("Activate", approved);
    return approved;
  }

  /// A grant with a managed policy, which Bob approved by a call that proves him.
  public GrantId approvedToSeeBills() {
    GrantId grant =
        answer(
                ProxyCall.of("RequestGrant")
                    .withoutHeader("Idempotency-Key")
                    .json(body -> body.put("entitlement", "see-bills").putObject("parameters")))
            .grant();
    run("SeekApproval", grant);
    answer(proved(ProxyCall.of("ApproveGrant").on(grant), BOB));
    return grant;
  }

  /// What a person finds in the newest mail.
  public MailedLink mailed(Person person) {
    Mail newest =
        mailer.taken().stream()
            .filter(mail -> mail.to().equals(person))
            .reduce((_, later) -> later)
            .orElseThrow();
    return MailedLink.in(newest);
  }

  /// When a grant's access ends.
  public Instant expiresAt(GrantId grant) {
    return events(grant).stream()
        .filter(GrantEvent.PolicyPlanned.class::isInstance)
        .map(event -> ((GrantEvent.PolicyPlanned) event).expiresAt())
        .findFirst()
        .orElseThrow();
  }

  /// Lets a grant's time run out.
  public void expire(GrantId grant) {
    clock.set(expiresAt(grant));
  }

  /// Lets time go by.
  public void pass(Duration time) {
    clock.pass(time);
  }

  /// What is recorded of a grant.
  public List<GrantEvent> events(GrantId grant) {
    return ledger.read(grant).entries().stream().map(Entry::event).toList();
  }

  /// The types of what is recorded of a grant.
  public List<String> types(GrantId grant) {
    return events(grant).stream().map(EventJson::type).toList();
  }

  /// Everything that is recorded of a grant, as text.
  public String written(GrantId grant) {
    return String.join("\n", events(grant).stream().map(EventJson::write).toList());
  }

  /// Whether nobody has asked for anything since the beginning.
  public boolean isUntouched() {
    return ledger.isEmpty() && workflow.started().isEmpty();
  }

  /// Everything that is printed while something runs.
  public static String printedDuring(Runnable running) {
    PrintStream before = System.out;
    var printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      running.run();
    } finally {
      System.setOut(before);
    }
    return printed.toString(UTF_8);
  }

  /// The wiring of functions whose outsides are in memory.
  private final class InMemoryWiring extends Wiring {

    InMemoryWiring(Catalog catalog) {
      super(
          VARIABLES,
          new LeanClients(VARIABLES),
          CatalogSource.of(catalog),
          clock,
          random,
          Crew.ALONE);
    }

    @Override
    public Crew crew() {
      return crew;
    }

    @Override
    public Grants grants() {
      return grants;
    }

    @Override
    public Grants decidedGrants() {
      Objections deployed = objections();
      return new Grants(
          ledger, clock, seals, history -> takesAnyPlan ? Optional.empty() : deployed.to(history));
    }

    @Override
    public NewestCheckpoint newestCheckpoint() {
      return () -> newest;
    }

    @Override
    public EarlierGrants earlierGrants() {
      return new EarlierGrants(ledger);
    }

    @Override
    public Blocks blocks() {
      return blocks;
    }

    @Override
    public Sealer sealer() {
      return seals;
    }

    @Override
    public SealKey sealKey() {
      return seals;
    }

    @Override
    public CallerProofs callerProofs() {
      return proofs;
    }

    @Override
    public Groups groups(Settings settings) {
      return new Groups(directory, duties);
    }

    @Override
    public Tickets tickets() {
      return tickets;
    }

    @Override
    public Obstacles obstacles() {
      return obstacles;
    }

    @Override
    public Workflow workflow() {
      return workflow;
    }

    @Override
    public Doorbells doorbells() {
      return doorbells;
    }

    @Override
    public SessionPolicies sessionPolicies() {
      return policies;
    }

    @Override
    public ManagedPolicies managedPolicies() {
      return managedPolicies;
    }

    @Override
    public Shells shells() {
      return shells;
    }

    @Override
    public SessionDenials sessionDenials() {
      return sessionDenials;
    }

    @Override
    public Sessions sessions() {
      return sessions;
    }

    @Override
    public Mailer mailer() {
      return mailer;
    }

    @Override
    public Bus bus() {
      return bus;
    }

    @Override
    public Deployed deployed() {
      return deployed;
    }
  }
}
