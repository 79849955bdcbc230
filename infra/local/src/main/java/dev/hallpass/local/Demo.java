package dev.hallpass.local;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.Trail;
import dev.hallpass.emulator.policy.Verdict;
import dev.hallpass.emulator.ses.SentMail;
import dev.hallpass.emulator.time.VirtualTimeline;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.local.Assembly.NotSynthesized;
import dev.hallpass.local.gateway.LocalPeople;
import dev.hallpass.local.web.LocalServer;
import dev.hallpass.reconciliation.Retirement;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import tools.jackson.databind.JsonNode;

/// Plays one grant, from request to end, on the local system in virtual time. It checks each step,
/// and stops at the first wrong one.
public final class Demo {

  private static final Person ALICE = new Person("alice@example.com");
  private static final Person BOB = new Person("bob@example.com");
  private static final String ASKED = "arn:aws:s3:::acme-exports/customers/4711/orders.csv";
  private static final String NEIGHBOUR = "arn:aws:s3:::acme-exports/customers/4712/orders.csv";
  private static final Duration A_MOMENT = Duration.ofSeconds(5);

  private final LocalSystem system;
  private final VirtualTimeline timeline;
  private final LocalPeople people;
  private final ApiClient api;
  private final PrintStream out;

  private Demo(
      LocalSystem system,
      VirtualTimeline timeline,
      LocalPeople people,
      ApiClient api,
      PrintStream out) {
    this.system = system;
    this.timeline = timeline;
    this.people = people;
    this.api = api;
    this.out = out;
  }

  /// Plays the demo. The exit code is 0 only if every step was right.
  ///
  /// @param arguments the project's folder, and the folder of the synthesized stacks
  public static void main(String... arguments) throws IOException {
    try {
      play(
          CompiledCatalog.of(Path.of(arguments[0])),
          Assembly.read(Path.of(arguments[1])),
          (_, _, _) -> {},
          System.out);
      System.out.println("demo: ok");
    } catch (Unexpected | CorruptLedger | NotSynthesized unexpected) {
      System.out.println("demo: FAILED: " + unexpected.getMessage());
      System.exit(1);
    }
  }

  /// Plays the demo on its own system.
  ///
  /// @param trail gets each decision about a call
  static void play(CompiledCatalog catalog, Assembly assembly, Trail trail, PrintStream out)
      throws IOException {
    SecureRandom random = new SecureRandom();
    LocalPeople people = LocalPeople.generate(random);
    VirtualTimeline timeline = new VirtualTimeline(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    try (LocalServer server = LocalServer.bind(0);
        LocalSystem system =
            new LocalSystem(catalog, assembly, timeline, random, server.address())) {
      system.onDecision(trail);
      Website.open(server, system, people, timeline, random);
      new Demo(system, timeline, people, new ApiClient(server.address(), timeline), out).play();
    }
  }

  private void play() {
    say("alice asks for one prefix of a bucket, for 15 minutes");
    GrantId grant = request();
    timeline.advance(A_MOMENT);
    LinkInMail link = LinkInMail.in(mailTo(BOB));

    say("a mail scanner opens bob's link and submits the form it finds: nothing is decided");
    scan(grant, link);

    say("alice approves her own request: refused");
    JsonNode refusal = json(signed(ALICE, "POST", "/grants/" + grant + "/approval", ""), 403);
    expect(
        refusal.path("type").stringValue("").endsWith("approver-is-requester"),
        "alice was refused for another reason");

    say("bob opens the link, types in the code and approves");
    HttpResponse<String> page =
        api.form(
            link.formPath(),
            Map.of("link", link.token(), "code", link.code(), "answer", "approve"));
    expect(page.statusCode() == 200, "bob's yes was answered with " + page.statusCode());
    timeline.advance(A_MOMENT);
    expectState(grant, "ACTIVE");

    say("alice fetches credentials");
    JsonNode credentials =
        json(signed(ALICE, "POST", "/grants/" + grant + "/credentials", ""), 200);
    Instant end = Instant.parse(show(grant).path("expiresAt").stringValue(""));

    say("the asked prefix is open; its neighbour, writing and the time after are not");
    expect(may(credentials, "s3:GetObject", ASKED, timeline.instant()), "the prefix is closed");
    expect(!may(credentials, "s3:GetObject", NEIGHBOUR, timeline.instant()), "a neighbour is open");
    expect(!may(credentials, "s3:PutObject", ASKED, timeline.instant()), "writing is open");
    expect(may(credentials, "s3:GetObject", ASKED, end.minusSeconds(1)), "it ends too early");
    expect(!may(credentials, "s3:GetObject", ASKED, end), "it is open after its end");

    say("the time runs out: the grant ends by itself, and its policy goes when no session is left");
    timeline.runUntil(end.plus(Retirement.GONE_WITHIN));
    expectState(grant, "OVER");
    expect(show(grant).path("outcome").stringValue("").equals("EXPIRED"), "it ended otherwise");
    expectPolicyGone(grant);

    out.println();
    show(grant)
        .path("timeline")
        .forEach(entry ->
            out.printf(
                "  %s  %s%n",
                entry.path("at").stringValue(""), entry.path("says").stringValue("")));
    out.println();
    printLedger(grant);
  }

  private GrantId request() {
    String body =
        """
        {
          "entitlement": "read-bucket-prefix",
          "parameters": {"bucket": "acme-exports", "prefix": "customers/4711"},
          "duration": "PT15M",
          "justification": "Support case 4711: the customer's export is incomplete."
        }
        """;
    return new GrantId(
        json(signed(ALICE, "POST", "/grants", body), 201).path("grant").stringValue(""));
  }

  private void scan(GrantId grant, LinkInMail link) {
    int before = system.ledger().stored(grant).size();
    api.send("HEAD", link.path(), Map.of(), "");
    expect(api.send("GET", link.path(), Map.of(), "").statusCode() == 200, "the page is missing");
    for (String answer : List.of("approve", "deny")) {
      api.form(link.formPath(), Map.of("link", link.token(), "code", "", "answer", answer));
    }
    timeline.advance(A_MOMENT);
    expect(system.ledger().stored(grant).size() == before, "the scanner left an entry");
    expectState(grant, "AWAITING_APPROVAL");
  }

  private boolean may(JsonNode credentials, String action, String resource, Instant at) {
    Verdict verdict =
        system
            .account()
            .may(
                credentials.path("AccessKeyId").stringValue(""),
                credentials.path("SessionToken").stringValue(""),
                action,
                resource,
                Context.empty(),
                at);
    return verdict.allowed();
  }

  private void expectState(GrantId grant, String state) {
    String found = show(grant).path("state").stringValue("");
    expect(found.equals(state), "the grant is %s, not %s".formatted(found, state));
  }

  private void expectPolicyGone(GrantId grant) {
    String arn = "arn:aws:iam::%s:policy/hallpass/%s".formatted(system.account().id(), grant);
    try {
      system.account().iam().getPolicy(policy -> policy.policyArn(arn));
    } catch (NoSuchEntityException _) {
      return;
    }
    throw new Unexpected("the policy is still there");
  }

  private JsonNode show(GrantId grant) {
    return json(signed(ALICE, "GET", "/grants/" + grant, ""), 200);
  }

  private SentMail mailTo(Person person) {
    return system.mails().stream()
        .filter(mail -> mail.to().contains(person.email()))
        .findFirst()
        .orElseThrow(() -> new Unexpected("no mail to " + person));
  }

  private HttpResponse<String> signed(Person person, String method, String path, String body) {
    return api.signed(people.get(person), method, path, Map.of(), body);
  }

  private static JsonNode json(HttpResponse<String> answer, int status) {
    expect(
        answer.statusCode() == status,
        "%s was answered with %d".formatted(answer.uri().getPath(), answer.statusCode()));
    return Json.read(answer.body());
  }

  private void printLedger(GrantId grant) {
    // Reading checks the chain, and throws if it is broken.
    int entries = system.ledger().read(grant).entries().size();
    out.println("ledger begin");
    system.ledger().stored(grant).forEach(entry -> out.println(entry.tree()));
    out.println("ledger end");
    say("the chain of %d entries verifies".formatted(entries));
  }

  private void say(String step) {
    out.println("- " + step);
  }

  private static void expect(boolean holds, String otherwise) {
    if (!holds) {
      throw new Unexpected(otherwise);
    }
  }

  private static final class Unexpected extends RuntimeException {
    Unexpected(String message) {
      super(message);
    }
  }
}
