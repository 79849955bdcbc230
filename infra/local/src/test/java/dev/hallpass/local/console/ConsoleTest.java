package dev.hallpass.local.console;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.approval.Channel;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.people.Groups;
import dev.hallpass.emulator.account.Account;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.emulator.states.InMemoryStepFunctions;
import dev.hallpass.emulator.time.VirtualTimeline;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Sha256;
import dev.hallpass.local.web.LocalServer;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyArn;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.policy.SessionName;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.Tag;

class ConsoleTest {

  private static final Instant NOW = Instant.parse("2026-11-22T09:05:00Z");
  private static final Instant EXPIRY = NOW.plus(Duration.ofMinutes(10));
  private static final String ACCOUNT = "111122223333";
  private static final GrantId GRANT = new GrantId("grant-0123456789abcdef0123456789abcdef");
  private static final SessionName SESSION = new SessionName("hallpass-" + "0".repeat(32));
  private static final String OBJECT = "arn:aws:s3:::acme-exports/customers/4711/a.csv";

  private final HttpClient client = HttpClient.newHttpClient();
  private final Catalog catalog = CompiledCatalog.of(Path.of("../..")).catalog();
  private final CorruptibleLedger ledger = new CorruptibleLedger();
  private final VirtualTimeline timeline = new VirtualTimeline(NOW);
  private final Account account = new Account(ACCOUNT, timeline, new Random(1));
  private final LocalServer server;

  ConsoleTest() throws IOException {
    server = LocalServer.bind(0);
  }

  @BeforeEach
  void start() {
    SfnClient workflows =
        new InMemoryStepFunctions(
                "eu-central-1",
                ACCOUNT,
                timeline,
                (_, _) -> {
                  throw new UnsupportedOperationException("no page runs a workflow");
                },
                new Random(2))
            .client();
    String stateMachine =
        workflows
            .createStateMachine(machine ->
                machine
                    .name("grant")
                    .roleArn("arn:aws:iam::%s:role/workflow".formatted(ACCOUNT))
                    .definition(
                        """
                        {"QueryLanguage": "JSONata", "StartAt": "AwaitEnd", "States":
                          {"AwaitEnd": {"Type": "Wait", "Seconds": 60, "End": true}}}
                        """))
            .stateMachineArn();
    workflows.startExecution(one -> one.stateMachineArn(stateMachine).name(GRANT.value()));
    timeline.advance(Duration.ZERO);
    Executions executions = new Executions(workflows, stateMachine);
    server.serve(
        "/console", new Console(catalog, ledger, ledger::grants, executions, account, timeline));
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Policy request() {
    return request("Support case 4711, the export is incomplete.");
  }

  private Policy request(String justification) {
    Entitlement entitlement =
        catalog.entitlement("read-bucket-prefix", ALICE, Groups.NONE).orElseThrow();
    Map<String, String> values = Map.of("bucket", "acme-exports", "prefix", "customers/4711");
    RoleArn role = RoleArn.of("aws", new AccountId(ACCOUNT), entitlement.id());
    Policy policy = entitlement.render(values, ALICE, role.account());
    ledger.add(
        GRANT,
        new GrantEvent.Requested(
            ALICE,
            entitlement.id(),
            entitlement.title(),
            values,
            justification,
            Optional.empty(),
            Duration.ofMinutes(10),
            Optional.empty(),
            Optional.empty(),
            entitlement.rules().getLast().plan(),
            role,
            policy,
            PolicyJson.hash(policy),
            entitlement.risks()),
        NOW);
    return policy;
  }

  /// As the handlers would do it: the policy exists, and a session of the role is limited to it.
  private void activate(Policy requested) {
    Policy policy = requested.ofGrant(GRANT, EXPIRY);
    Sha256 hash = PolicyJson.hash(policy);
    ledger.add(
        GRANT,
        new GrantEvent.Approved(0, BOB, PolicyJson.hash(requested), Channel.LINK, Optional.empty()),
        NOW);
    ledger.add(GRANT, new GrantEvent.PolicyPlanned(policy, hash, EXPIRY), NOW);
    String arn =
        account
            .iam()
            .createPolicy(make ->
                make.path("/hallpass/")
                    .policyName(GRANT.value())
                    .policyDocument(PolicyJson.write(policy)))
            .policy()
            .arn();
    ledger.add(GRANT, new GrantEvent.Activated(new PolicyArn(arn)), NOW);
  }

  private void issueCredentials() {
    String issuer = "arn:aws:iam::%s:role/issuer".formatted(ACCOUNT);
    account.iam().createRole(role -> role.roleName("issuer").assumeRolePolicyDocument(trust("*")));
    account
        .iam()
        .putRolePolicy(
            may -> may.roleName("issuer").policyName("assume").policyDocument(allow("sts:*", "*")));
    account
        .iam()
        .createRole(role ->
            role.path("/hallpass/")
                .roleName("read-bucket-prefix")
                .assumeRolePolicyDocument(trust(issuer)));
    account
        .iam()
        .putRolePolicy(may ->
            may.roleName("read-bucket-prefix")
                .policyName("ceiling")
                .policyDocument(allow("s3:*", "*")));
    account
        .sts(Principal.RoleSession.of(issuer, "issuer"))
        .assumeRole(session ->
            session
                .roleArn("arn:aws:iam::%s:role/hallpass/read-bucket-prefix".formatted(ACCOUNT))
                .roleSessionName(SESSION.value())
                .tags(Tag.builder().key(Policy.GRANT_TAG).value(GRANT.value()).build())
                .policyArns(
                    PolicyDescriptorType.builder()
                        .arn("arn:aws:iam::%s:policy/hallpass/%s".formatted(ACCOUNT, GRANT))
                        .build()));
    ledger.add(GRANT, new GrantEvent.CredentialsPlanned(ALICE, SESSION, Optional.empty()), NOW);
    ledger.add(GRANT, new GrantEvent.CredentialsIssued(ALICE, SESSION, NOW.plusSeconds(900)), NOW);
  }

  private static String trust(String principal) {
    return """
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "%s"},
      "Action": ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"]}]}
    """
        .formatted(principal);
  }

  private static String allow(String action, String resource) {
    return """
    {"Version": "2012-10-17", "Statement": [{"Sid": "Ceiling", "Effect": "Allow",
      "Action": "%s", "Resource": "%s"}]}
    """
        .formatted(action, resource);
  }

  private HttpResponse<String> get(String target) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(server.address().resolve(target)).build();
    return client.send(request, BodyHandlers.ofString());
  }

  private String ask(String action, String resource, String keys, String at) throws Exception {
    return get("/console/grants/%s/session?action=%s&resource=%s&keys=%s&at=%s"
            .formatted(GRANT, encoded(action), encoded(resource), encoded(keys), encoded(at)))
        .body();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  @Test
  void theCatalogueSaysWhoCanAskForWhatAndWhoMustSayYes() throws Exception {
    String page = get("/console/catalogue").body();
    Entitlement entitlement =
        catalog.entitlement("read-bucket-prefix", ALICE, Groups.NONE).orElseThrow();
    assertThat(page)
        .contains("read-bucket-prefix", "everybody at", catalog.digest().hex())
        .contains(
            entitlement.rules().getLast().plan().levels().getFirst().approvers().getFirst().email())
        .contains(
            "incident-in-office-hours", "when the duration is at most PT30M", "the rule decides")
        .contains("each by a signed request", "are asked too", "are asked instead")
        .contains("Who may break the glass", "reviewed within");
  }

  @Test
  void theListShowsStateAndStepsAndRefreshesItself() throws Exception {
    assertThat(get("/console").body()).contains("There are no requests yet");
    request();
    assertThat(get("/console").body())
        .contains(
            "alice@example.com: Read objects",
            "read-bucket-prefix",
            "awaiting approval, level 1 of 1")
        .contains("http-equiv=\"refresh\"");
  }

  @Test
  void aGrantShowsItsLedgerWithHashesAndThatTheChainVerifies() throws Exception {
    activate(request());
    String page = get("/console/grants/" + GRANT).body();
    assertThat(page).contains("active until 2026-11-22T09:15:00Z", "The chain verifies: 4 entries");
    assertThat(ledger.read(GRANT).entries())
        .allSatisfy(entry -> assertThat(page).contains(entry.hash().hex()));
  }

  @Test
  void aGrantShowsThePolicyThatWasMade() throws Exception {
    Policy requested = request();
    assertThat(get("/console/grants/" + GRANT).body()).contains(PolicyJson.hash(requested).hex());
    activate(requested);
    assertThat(get("/console/grants/" + GRANT).body())
        .contains(PolicyJson.hash(requested.ofGrant(GRANT, EXPIRY)).hex(), "DateLessThan");
  }

  @Test
  void aGrantShowsWhereItsWorkflowIs() throws Exception {
    request();
    assertThat(get("/console/grants/" + GRANT).body())
        .contains("RUNNING", "in AwaitEnd", "ExecutionStarted", "WaitStateEntered");
  }

  @Test
  void aBrokenChainIsSaidAndNothingElseIsShown() throws Exception {
    request();
    ledger.corrupt(GRANT);
    assertThat(get("/console").body()).contains("entry 0 is missing");
    assertThat(get("/console/grants/" + GRANT).body())
        .contains("The chain does not verify", "entry 0 is missing")
        .doesNotContain("alice@example.com");
  }

  @Test
  void aSessionMayDoWhatWasAskedForAndTheDecidingStatementIsNamed() throws Exception {
    activate(request());
    issueCredentials();
    assertThat(ask("s3:GetObject", OBJECT, "", ""))
        .contains(">Allowed<", "of the session policy", "Ceiling of the identity policy");
    assertThat(ask("s3:GetObject", "arn:aws:s3:::acme-exports/customers/4712/a.csv", "", ""))
        .contains(">Not allowed<", "NothingElsewhere");
    assertThat(ask("s3:GetObject", OBJECT, "", EXPIRY.toString()))
        .contains(">Not allowed<", "NothingAfterExpiry");
  }

  @Test
  void furtherConditionKeysCount() throws Exception {
    activate(request());
    issueCredentials();
    String bucket = "arn:aws:s3:::acme-exports";
    assertThat(ask("s3:ListBucket", bucket, "", "")).contains(">Not allowed<");
    assertThat(ask("s3:ListBucket", bucket, "s3:prefix=customers/4711/", "")).contains(">Allowed<");
  }

  @Test
  void withoutCredentialsThereIsNoSession() throws Exception {
    activate(request());
    assertThat(ask("s3:GetObject", OBJECT, "", "")).contains("nobody fetched credentials");
  }

  @Test
  void aQuestionThatCannotBeReadSaysWhatToWrite() throws Exception {
    request();
    assertThat(ask("GetObject", OBJECT, "", ""))
        .contains("Write the action as a service and a name");
    assertThat(ask("s3:GetObject", "bucket", "", "")).contains("Write the resource as an ARN");
    assertThat(ask("s3:GetObject", OBJECT, "prefix", "")).contains("Write one condition key");
    assertThat(ask("s3:GetObject", OBJECT, "", "soon")).contains("Write a time");
    assertThat(ask("s3:GetObject", OBJECT, "", NOW.minusSeconds(1).toString()))
        .contains("Write a time that is not in the past");
  }

  @Test
  void whatPeopleTypedIsTextOnEveryPage() throws Exception {
    request("<script>alert(1)</script> because");
    for (String page : new String[] {"/console", "/console/grants/" + GRANT}) {
      assertThat(get(page).body()).doesNotContain("<script").contains("&lt;script");
    }
    assertThat(ask("\"><script>", OBJECT, "</textarea><script>", "")).doesNotContain("<script");
  }

  @Test
  void anUnknownGrantIsNotFound() throws Exception {
    assertThat(get("/console/grants/" + GRANT).statusCode()).isEqualTo(404);
    assertThat(get("/console/grants/" + GRANT + "/session").statusCode()).isEqualTo(404);
    assertThat(get("/console/grants/x").statusCode()).isEqualTo(404);
  }

  @Test
  void nothingIsChangedHereAndNoOtherPageMayFrameIt() throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(server.address().resolve("/console"))
            .POST(BodyPublishers.noBody())
            .build();
    assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    assertThat(get("/console").headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
  }
}
