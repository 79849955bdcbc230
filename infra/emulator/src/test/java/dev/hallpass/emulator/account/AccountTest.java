package dev.hallpass.emulator.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.emulator.Clock;
import dev.hallpass.emulator.authorization.NetworkLink;
import dev.hallpass.emulator.iam.Quotas;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.Evaluation;
import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.PolicyDocument;
import dev.hallpass.emulator.policy.PolicyKind;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.emulator.policy.Principal.RoleSession;
import dev.hallpass.emulator.policy.Verdict;
import dev.hallpass.emulator.sts.Caller;
import dev.hallpass.emulator.sts.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.Tag;

class AccountTest {
  private static final String READER = "arn:aws:iam::111122223333:role/hallpass/reader";
  private static final String GRANT = "arn:aws:iam::111122223333:policy/hallpass/g-1";
  private static final String ASKED = "arn:aws:s3:::reports/2026/q3.csv";
  private static final String NEIGHBOUR = "arn:aws:s3:::reports/2025/q3.csv";

  private static final String TRUST =
      json(
          """
          {'Effect':'Allow',
           'Principal':{'AWS':'arn:aws:iam::111122223333:role/credentials'},
           'Action':['sts:AssumeRole','sts:SetSourceIdentity','sts:TagSession']}
          """);

  private static final String CEILING =
      json("{'Effect':'Allow','Action':'s3:GetObject'," + "'Resource':'arn:aws:s3:::reports/*'}");

  private final Clock clock = new Clock();
  private final Account account = new Account("111122223333", clock, new Random(1));

  @BeforeEach
  void theReadersCeilingIsTheWholeBucket() {
    readerIn(account, _ -> {});
    account
        .iam()
        .createPolicy(request ->
            request
                .policyName("g-1")
                .path("/hallpass/")
                .policyDocument(
                    json(
                        """
                        {'Effect':'Allow','Action':'s3:GetObject',
                         'Resource':'arn:aws:s3:::reports/2026/*',
                         'Condition':{'DateLessThan':{'aws:CurrentTime':'2026-11-22T10:10:00Z'}}},
                        {'Sid':'AfterTheEnd','Effect':'Deny','Action':'*','Resource':'*',
                         'Condition':{'DateGreaterThanEquals':
                           {'aws:CurrentTime':'2026-11-22T10:10:00Z'}}}
                        """)));
  }

  @Test
  void aSessionMayDoWhatRoleAndSessionPolicyBothAllow() {
    Session session = granted();
    assertThat(may(session, "s3:GetObject", ASKED)).isInstanceOf(Verdict.Allowed.class);
    assertThat(may(session, "s3:GetObject", NEIGHBOUR))
        .isEqualTo(new Verdict.ImplicitlyDenied(List.of(PolicyKind.SESSION)));
    assertThat(may(session, "s3:PutObject", ASKED).allowed()).isFalse();
    assertThat(may(session, "s3:GetObject", "arn:aws:s3:::others/2026/x").allowed()).isFalse();
  }

  @Test
  void aSessionWithoutSessionPoliciesHasTheWholeRole() {
    Session session = begin(account, _ -> {});
    assertThat(may(session, "s3:GetObject", NEIGHBOUR).allowed()).isTrue();
    assertThat(may(session, "s3:PutObject", NEIGHBOUR).allowed()).isFalse();
  }

  @Test
  void theDateInThePolicyEndsAccessWhileTheCredentialsStillLive() {
    Session session = granted();
    clock.pass(Duration.ofMinutes(10).minusMillis(1));
    assertThat(may(session, "s3:GetObject", ASKED).allowed()).isTrue();
    clock.pass(Duration.ofMillis(1));
    assertThat(clock.instant()).isBefore(session.expires());
    assertThat(may(session, "s3:GetObject", ASKED).because())
        .isEqualTo("Explicitly denied by AfterTheEnd of the session policy " + GRANT + ".");
  }

  @Test
  void expiredOrUnknownCredentialsAreDeniedBeforeAnyPolicy() {
    Session session = granted();
    String key = session.credentials().accessKeyId();
    String token = session.credentials().sessionToken();
    assertThat(account.may(key, token, "s3:GetObject", ASKED, Context.empty(), clock.instant()))
        .isInstanceOf(Verdict.Allowed.class);
    assertThat(account.may(key, "forged", "s3:GetObject", ASKED, Context.empty(), clock.instant()))
        .isInstanceOf(Verdict.NotAuthenticated.class);
    assertThat(account.may(session, "s3:GetObject", ASKED, Context.empty(), session.expires()))
        .isInstanceOf(Verdict.NotAuthenticated.class);
  }

  @Test
  void aSessionPolicyIsReadAnewForEachRequest() {
    Session session = granted();
    account
        .iam()
        .createPolicyVersion(request ->
            request
                .policyArn(GRANT)
                .setAsDefault(true)
                .policyDocument(
                    json("{'Effect':'Allow','Action':'*','Resource':'" + NEIGHBOUR + "'}")));
    assertThat(may(session, "s3:GetObject", NEIGHBOUR).allowed()).isTrue();
    assertThat(may(session, "s3:GetObject", ASKED).allowed()).isFalse();
  }

  @Test
  void aDeletedSessionPolicyAllowsNothing() {
    Session session = granted();
    account.iam().deletePolicy(request -> request.policyArn(GRANT));
    assertThat(may(session, "s3:GetObject", ASKED))
        .isEqualTo(new Verdict.ImplicitlyDenied(List.of(PolicyKind.SESSION)));
  }

  @Test
  void ofSeveralSessionPoliciesOneMustAllowAndNoneMayDeny() {
    String readOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    account.publish(readOnly, "v190", json("{'Effect':'Allow','Action':'s3:Get*','Resource':'*'}"));
    Session session =
        begin(
            account,
            request ->
                request.policyArns(
                    PolicyDescriptorType.builder().arn(GRANT).build(),
                    PolicyDescriptorType.builder().arn(readOnly).build()));

    assertThat(may(session, "s3:GetObject", NEIGHBOUR).allowed()).isTrue();
    // The role does not allow it.
    assertThat(may(session, "s3:GetObject", "arn:aws:s3:::others/2026/x").allowed()).isFalse();

    account.iam().attachRolePolicy(one -> one.roleName("reader").policyArn(readOnly));
    assertThat(may(session, "s3:GetObject", "arn:aws:s3:::others/2026/x").allowed()).isTrue();
    assertThat(may(session, "s3:PutObject", "arn:aws:s3:::others/2026/x").allowed()).isFalse();

    clock.pass(Duration.ofMinutes(10));
    assertThat(may(session, "s3:GetObject", NEIGHBOUR).because())
        .isEqualTo("Explicitly denied by AfterTheEnd of the session policy " + GRANT + ".");
  }

  @Test
  void aDenyPutOnTheRoleStopsSessionsOfOneTag() {
    Session session = granted();
    Session other = begin(account, request -> request.tags(tag("hallpass:grant", "g-2")));
    account
        .iam()
        .putRolePolicy(request ->
            request
                .roleName("reader")
                .policyName("revoked")
                .policyDocument(
                    json(
                        """
                        {'Effect':'Deny','Action':'*','Resource':'*','Condition':
                          {'StringEquals':{'aws:PrincipalTag/hallpass:grant':'g-1'}}}
                        """)));
    assertThat(may(session, "s3:GetObject", ASKED)).isInstanceOf(Verdict.ExplicitlyDenied.class);
    assertThat(may(other, "s3:GetObject", ASKED).allowed()).isTrue();
  }

  @Test
  void aResourcePolicyThatNamesTheSessionReachesPastTheSessionPolicyUntilTheDenyBegins() {
    Session session = granted();
    NamedPolicy namesSession = bucketPolicy(session.principal().arn());
    NamedPolicy namesRole = bucketPolicy(READER);
    assertThat(may(session, "s3:PutObject", NEIGHBOUR, namesSession).allowed()).isTrue();
    assertThat(may(session, "s3:PutObject", NEIGHBOUR, namesRole).allowed()).isFalse();
    clock.pass(Duration.ofMinutes(10));
    assertThat(may(session, "s3:PutObject", NEIGHBOUR, namesSession))
        .isInstanceOf(Verdict.ExplicitlyDenied.class);
  }

  @Test
  void aBoundaryOfTheRoleLimitsItsSessions() {
    Account bounded = new Account("111122223333", clock, new Random(1));
    String boundary =
        bounded
            .iam()
            .createPolicy(request ->
                request
                    .policyName("boundary")
                    .policyDocument(
                        json("{'Effect':'Allow','Action':'*','Resource':'" + ASKED + "'}")))
            .policy()
            .arn();
    readerIn(bounded, request -> request.permissionsBoundary(boundary));
    Session session = begin(bounded, _ -> {});
    assertThat(bounded.may(session, "s3:GetObject", ASKED, Context.empty(), clock.instant()))
        .isInstanceOf(Verdict.Allowed.class);
    assertThat(bounded.may(session, "s3:GetObject", NEIGHBOUR, Context.empty(), clock.instant()))
        .isEqualTo(new Verdict.ImplicitlyDenied(List.of(PolicyKind.BOUNDARY)));
  }

  @Test
  void anyoneWhoMayChangeARoleWithinABoundaryMayChangeNoOther() {
    String boundary =
        account
            .iam()
            .createPolicy(request ->
                request
                    .path("/ceilings/")
                    .policyName("reader")
                    .policyDocument(json("{'Effect':'Allow','Action':'s3:*','Resource':'*'}")))
            .policy()
            .arn();
    createRole(account, "keeper", request -> request.path("/"));
    createRole(
        account, "bounded", request -> request.path("/hallpass/").permissionsBoundary(boundary));
    putPolicy(
        account.iam(),
        "keeper",
        """
        {'Effect':'Allow','Action':['iam:PutRolePolicy','iam:DeleteRolePolicy'],
         'Resource':'arn:aws:iam::111122223333:role/hallpass/*',
         'Condition':{'StringLike':
           {'iam:PermissionsBoundary':'arn:aws:iam::111122223333:policy/ceilings/*'}}},
        {'Effect':'Allow','Action':['iam:GetRolePolicy','iam:ListRolePolicies'],
         'Resource':'arn:aws:iam::111122223333:role/hallpass/*'},
        {'Effect':'Allow','Action':'iam:ListRoles','Resource':'*'}
        """);
    IamClient keeper =
        account.iam(Caller.of(RoleSession.of("arn:aws:iam::111122223333:role/keeper", "keeping")));
    String nothing = "{'Effect':'Deny','Action':'*','Resource':'*'}";

    putPolicy(keeper, "bounded", nothing);
    assertThat(keeper.listRoles(list -> list.pathPrefix("/hallpass/")).roles())
        .extracting(Role::roleName)
        .containsExactly("bounded", "reader");
    assertThat(keeper.listRolePolicies(list -> list.roleName("bounded")).policyNames())
        .containsExactly("put");
    assertThat(keeper.getRolePolicy(get -> get.roleName("bounded").policyName("put")).policyName())
        .isEqualTo("put");
    keeper.deleteRolePolicy(delete -> delete.roleName("bounded").policyName("put"));

    for (String other : List.of("reader", "keeper", "nobody")) {
      assertThatThrownBy(() -> putPolicy(keeper, other, nothing))
          .as(other)
          .hasMessageContaining("is not authorized to perform: iam:PutRolePolicy on resource: ");
      assertThatThrownBy(
              () -> keeper.deleteRolePolicy(delete -> delete.roleName(other).policyName("ceiling")))
          .as(other)
          .hasMessageContaining("is not authorized to perform: iam:DeleteRolePolicy on resource: ");
    }
    assertThatThrownBy(() -> keeper.listRolePolicies(list -> list.roleName("keeper")))
        .hasMessageContaining("is not authorized to perform: iam:ListRolePolicies on resource: ");
  }

  private static void createRole(
      Account account, String name, Consumer<CreateRoleRequest.Builder> change) {
    account
        .iam()
        .createRole(request ->
            request
                .roleName(name)
                .assumeRolePolicyDocument(
                    json(
                        """
                        {'Effect':'Allow','Principal':{'Service':'lambda.amazonaws.com'},
                         'Action':'sts:AssumeRole'}
                        """))
                .applyMutation(change));
  }

  private static void putPolicy(IamClient iam, String role, String statements) {
    iam.putRolePolicy(put -> put.roleName(role).policyName("put").policyDocument(json(statements)));
  }

  @Test
  void theSessionsKeysSpeakOfTheSessionWhateverTheRequestClaims() {
    Session session =
        begin(
            account,
            request -> request.sourceIdentity("alice@example.com").tags(tag("team", "blue")));
    assertThat(session.keysAt(clock.instant()).asMap())
        .containsEntry("aws:SourceIdentity", List.of("alice@example.com"))
        .containsEntry("aws:PrincipalArn", List.of(READER))
        .containsEntry("aws:PrincipalAccount", List.of("111122223333"))
        .containsEntry("aws:PrincipalTag/Team", List.of("blue"))
        .containsEntry("aws:TokenIssueTime", List.of("2026-11-22T10:00:00Z"))
        .containsEntry("aws:CurrentTime", List.of("2026-11-22T10:00:00Z"))
        .containsEntry("aws:EpochTime", List.of("1795341600"))
        .hasEntrySatisfying(
            "aws:userid", id -> assertThat(id.getFirst()).matches("AROA[A-Z2-7]{17}:g-1"));
    account
        .iam()
        .putRolePolicy(request ->
            request
                .roleName("reader")
                .policyName("ceiling")
                .policyDocument(
                    json(
                        """
                        {'Effect':'Allow','Action':'s3:*','Resource':
                          'arn:aws:s3:::homes/${aws:SourceIdentity}/${aws:PrincipalTag/team}/*'}
                        """)));
    Context claimed = Context.empty().with("aws:SourceIdentity", "mallory");
    String home = "arn:aws:s3:::homes/alice@example.com/blue/x";
    assertThat(account.may(session, "s3:GetObject", home, claimed, clock.instant()).allowed())
        .isTrue();
    assertThat(may(session, "s3:GetObject", home.replace("alice", "bob")).allowed()).isFalse();
  }

  @Test
  void aChangeReachesSessionsOnlyAfterThePropagationTime() {
    Account slow =
        new Account("111122223333", clock, new Random(1), Quotas.standard(), Duration.ofSeconds(4));
    readerIn(slow, _ -> {});
    clock.pass(Duration.ofSeconds(4));
    Session session = begin(slow, _ -> {});
    slow.iam().deleteRolePolicy(request -> request.roleName("reader").policyName("ceiling"));
    clock.pass(Duration.ofSeconds(3));
    assertThat(slow.may(session, "s3:GetObject", ASKED, Context.empty(), clock.instant()).allowed())
        .isTrue();
    clock.pass(Duration.ofSeconds(1));
    assertThat(slow.may(session, "s3:GetObject", ASKED, Context.empty(), clock.instant()).allowed())
        .isFalse();
  }

  @Test
  void whatIamShowsToACallerIsAsOldAsTheLineSaysAndWhatTheyWriteActsOnWhatIsThere() {
    AtomicReference<Duration> age = new AtomicReference<>(Duration.ofMinutes(5));
    Account shared = connectedBy((_, _) -> age.get());
    IamClient keeper = keeperOf(shared);
    clock.pass(Duration.ofMinutes(10));
    String arn = keeper.createPolicy(made -> named(made, "first")).policy().arn();
    clock.pass(Duration.ofMinutes(2));
    keeper.createPolicy(made -> named(made, "second"));
    clock.pass(Duration.ofMinutes(2));
    putPolicy(keeper, "keeper", "{'Effect':'Allow','Action':'iam:*','Resource':'*'}");

    assertThat(names(keeper)).isEmpty();
    assertThat(names(shared.iam())).containsExactly("first", "second");
    assertThatThrownBy(() -> keeper.getPolicy(get -> get.policyArn(arn)))
        .isInstanceOf(NoSuchEntityException.class);
    assertThatThrownBy(() -> keeper.createPolicy(made -> named(made, "first")))
        .isInstanceOf(EntityAlreadyExistsException.class);
    keeper.deletePolicy(gone -> gone.policyArn(arn));
    assertThat(names(shared.iam())).containsExactly("second");

    clock.pass(Duration.ofMinutes(1));
    assertThat(names(keeper)).containsExactly("first");
    clock.pass(Duration.ofMinutes(2));
    assertThat(names(keeper)).containsExactly("first", "second");
    clock.pass(Duration.ofMinutes(2));
    assertThat(names(keeper)).containsExactly("second");
    age.set(Duration.ofMinutes(2));
    shared.iam().createPolicy(made -> named(made, "third"));
    assertThat(names(keeper)).containsExactly("second");
    age.set(Duration.ZERO);
    assertThat(names(keeper)).containsExactly("second", "third");
  }

  @Test
  void theLineIsAskedHowOldForEachReadOfACallerAndForNothingElse() {
    List<String> asked = new ArrayList<>();
    Account shared =
        connectedBy((caller, request) -> {
          asked.add(caller.arn() + " " + request.getClass().getSimpleName());
          return Duration.ZERO;
        });
    IamClient keeper = keeperOf(shared);

    keeper.createPolicy(made -> named(made, "first"));
    names(shared.iam());
    assertThat(asked).isEmpty();

    names(keeper);
    keeper.listRolePolicies(list -> list.roleName("keeper"));
    assertThat(asked)
        .containsExactly(
            "arn:aws:sts::111122223333:assumed-role/keeper/keeping ListPoliciesRequest",
            "arn:aws:sts::111122223333:assumed-role/keeper/keeping ListRolePoliciesRequest");
  }

  private Account connectedBy(BiFunction<Principal, SdkRequest, Duration> staleness) {
    Accounts accounts = new Accounts(clock, new Random(1));
    accounts.connectBy(
        new NetworkLink() {
          @Override
          public Duration staleness(Principal caller, SdkRequest request) {
            return staleness.apply(caller, request);
          }
        });
    return accounts.account("111122223333");
  }

  private static IamClient keeperOf(Account account) {
    createRole(account, "keeper", request -> request.path("/"));
    putPolicy(account.iam(), "keeper", "{'Effect':'Allow','Action':'iam:*','Resource':'*'}");
    return account.iam(
        Caller.of(RoleSession.of("arn:aws:iam::111122223333:role/keeper", "keeping")));
  }

  private static void named(CreatePolicyRequest.Builder made, String name) {
    made.policyName(name).policyDocument(json("{'Effect':'Allow','Action':'s3:*','Resource':'*'}"));
  }

  private static List<String> names(IamClient iam) {
    return iam.listPolicies().policies().stream().map(Policy::policyName).toList();
  }

  @Test
  void theTrailHearsEverythingThatADecisionWasMadeOf() {
    Accounts accounts = new Accounts(clock, new Random(1));
    Account told = accounts.account("111122223333");
    readerIn(told, _ -> {});
    List<String> heard = new ArrayList<>();
    accounts.onDecision((request, policies, verdict) -> {
      assertThat(Evaluation.evaluate(request, policies)).isEqualTo(verdict);
      heard.add(request.action());
      Stream.of(policies.identity(), policies.resource())
          .flatMap(List::stream)
          .forEach(policy -> heard.add(policy.document().text()));
    });
    Session session = begin(told, _ -> {});
    told.may(session, "s3:GetObject", ASKED, Context.empty(), clock.instant());
    assertThat(heard).containsExactly("sts:AssumeRole", TRUST, "s3:GetObject", CEILING);
  }

  private Session granted() {
    return begin(
        account,
        request ->
            request
                .sourceIdentity("alice@example.com")
                .tags(tag("hallpass:grant", "g-1"))
                .policyArns(PolicyDescriptorType.builder().arn(GRANT).build()));
  }

  private static Session begin(Account account, Consumer<AssumeRoleRequest.Builder> change) {
    AssumeRoleResponse response =
        account
            .sts(RoleSession.of("arn:aws:iam::111122223333:role/credentials", "function"))
            .assumeRole(request ->
                request
                    .roleArn(READER)
                    .roleSessionName("g-1")
                    .durationSeconds(900)
                    .applyMutation(change));
    return account.sessions().withArn(response.assumedRoleUser().arn()).orElseThrow();
  }

  private static void readerIn(Account account, Consumer<CreateRoleRequest.Builder> change) {
    account
        .iam()
        .createRole(request ->
            request
                .roleName("reader")
                .path("/hallpass/")
                .tags(team("red"))
                .assumeRolePolicyDocument(TRUST)
                .applyMutation(change));
    account
        .iam()
        .putRolePolicy(
            request -> request.roleName("reader").policyName("ceiling").policyDocument(CEILING));
  }

  private Verdict may(Session session, String action, String resource) {
    return account.may(session, action, resource, Context.empty(), clock.instant());
  }

  private Verdict may(Session session, String action, String resource, NamedPolicy policy) {
    return account.may(session, action, resource, Context.empty(), clock.instant(), policy);
  }

  private static software.amazon.awssdk.services.iam.model.Tag team(String value) {
    return software.amazon.awssdk.services.iam.model.Tag.builder().key("Team").value(value).build();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static NamedPolicy bucketPolicy(String principal) {
    return new NamedPolicy(
        "bucket",
        PolicyDocument.resource(
            json(
                "{'Effect':'Allow','Principal':{'AWS':'%s'},'Action':'*','Resource':'*'}"
                    .formatted(principal))));
  }

  private static String json(String statements) {
    return "{'Version':'2012-10-17','Statement':[%s]}".formatted(statements).replace('\'', '"');
  }
}
