package dev.hallpass.emulator.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.emulator.Clock;
import dev.hallpass.emulator.Emulated;
import dev.hallpass.emulator.iam.InMemoryIam;
import dev.hallpass.emulator.iam.Quotas;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.emulator.policy.Principal.RoleSession;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.Tag;

class InMemoryStsTest {
  private static final String ISSUER = "arn:aws:iam::111122223333:role/hallpass/credentials";
  private static final RoleSession CALLER = RoleSession.of(ISSUER, "function");
  private static final String READER = "arn:aws:iam::111122223333:role/hallpass/reader";
  private static final String ALL = "'sts:AssumeRole','sts:SetSourceIdentity','sts:TagSession'";

  private final Clock clock = new Clock();
  private final InMemoryIam iam =
      new InMemoryIam(
          "111122223333", clock, new Random(1), Quotas.standard(), Duration.ofSeconds(4));
  private final OpenSessions sessions = new OpenSessions();
  private final StsClient sts = sts(CALLER);

  @BeforeEach
  void theReaderTrustsTheIssuer() {
    role("reader", trust(ISSUER, ALL, ""));
  }

  @Test
  void aSessionHasAwsFormsAndEndsWhenItSays() {
    AssumeRoleResponse response = sts.assumeRole(reader(request -> request.durationSeconds(900)));
    assertThat(response.credentials().accessKeyId()).matches("ASIA[A-Z2-7]{16}");
    assertThat(response.credentials().secretAccessKey()).matches("[A-Za-z0-9+/]{40}");
    assertThat(response.credentials().sessionToken()).hasSizeGreaterThan(100);
    assertThat(response.credentials().expiration())
        .isEqualTo(clock.instant().plus(Duration.ofMinutes(15)));
    assertThat(response.assumedRoleUser().arn())
        .isEqualTo("arn:aws:sts::111122223333:assumed-role/reader/g-1");
    assertThat(response.assumedRoleUser().assumedRoleId()).matches("AROA[A-Z2-7]{17}:g-1");
  }

  @Test
  void aSessionIsFoundByItsCredentialsOrItsArnAndByNothingElse() {
    AssumeRoleResponse response =
        sts.assumeRole(reader(request -> request.sourceIdentity("alice")));
    String key = response.credentials().accessKeyId();
    Session session =
        sessions.withCredentials(key, response.credentials().sessionToken()).orElseThrow();
    assertThat(session.principal()).isEqualTo(RoleSession.of(READER, "g-1"));
    assertThat(session.sourceIdentity()).hasValue("alice");
    assertThat(sessions.withArn(response.assumedRoleUser().arn())).hasValue(session);
    assertThat(sessions.withCredentials(key, "another token")).isEmpty();
    assertThat(session.toString())
        .doesNotContain(response.credentials().sessionToken())
        .doesNotContain(response.credentials().secretAccessKey());
  }

  @Test
  void aRoleThatIsNotThereAndOneThatDoesNotTrustLookTheSame() {
    role("stranger", trust("arn:aws:iam::111122223333:role/other", ALL, ""));
    assertDenied(
        () -> sts.assumeRole(reader(request -> request.roleArn(arn("absent")))),
        "sts:AssumeRole on resource: " + arn("absent"));
    assertDenied(
        () -> sts.assumeRole(reader(request -> request.roleArn(arn("stranger")))),
        "sts:AssumeRole on resource: " + arn("stranger"));
  }

  @Test
  void aTrustInTheAccountNeedsTheCallersOwnPolicyToo() {
    role("shared", trust("111122223333", ALL, ""));
    ThrowingCallable call = () -> sts.assumeRole(reader(request -> request.roleArn(arn("shared"))));
    assertDenied(call, "sts:AssumeRole");
    role("credentials", trust("111122223333", ALL, ""));
    iam.putRolePolicy(request ->
        request
            .roleName("credentials")
            .policyName("assume")
            .policyDocument(json("{'Effect':'Allow','Action':'sts:AssumeRole','Resource':'*'}")));
    clock.pass(Duration.ofSeconds(4));
    assertThat(sts.assumeRole(reader(request -> request.roleArn(arn("shared")))).credentials())
        .isNotNull();
  }

  @Test
  void sourceIdentityAndTagsNeedTheirOwnPermission() {
    role("plain", trust(ISSUER, "'sts:AssumeRole'", ""));
    AssumeRoleRequest plain = reader(request -> request.roleArn(arn("plain")));
    assertThat(sts.assumeRole(plain).credentials()).isNotNull();
    assertDenied(
        () -> sts.assumeRole(plain.toBuilder().sourceIdentity("alice").build()),
        "sts:SetSourceIdentity");
    assertDenied(
        () -> sts.assumeRole(plain.toBuilder().tags(tag("a", "b")).build()), "sts:TagSession");
  }

  @Test
  void aTrustPolicyMayAskForSourceIdentityTagNameAndExternalId() {
    role(
        "asking",
        json(
            """
            [{'Effect':'Allow','Principal':{'AWS':'%1$s'},'Action':'sts:AssumeRole','Condition':{
              'StringLike':{'sts:SourceIdentity':'*@example.com','sts:RoleSessionName':'g-*'},
              'StringEquals':{'aws:RequestTag/hallpass:grant':'g-1','sts:ExternalId':'x1'},
              'ForAllValues:StringEquals':{'aws:TagKeys':'hallpass:grant'},
              'Null':{'sts:SourceIdentity':'false'}}},
             {'Effect':'Allow','Principal':{'AWS':'%1$s'},
              'Action':['sts:SetSourceIdentity','sts:TagSession']}]
            """
                .formatted(ISSUER)));
    AssumeRoleRequest right =
        reader(request ->
            request
                .roleArn(arn("asking"))
                .sourceIdentity("alice@example.com")
                .externalId("x1")
                .tags(tag("hallpass:grant", "g-1")));
    assertThat(sts.assumeRole(right).sourceIdentity()).isEqualTo("alice@example.com");
    assertDenied(
        () -> sts.assumeRole(right.toBuilder().sourceIdentity("mallory").build()), "AssumeRole");
    assertDenied(
        () -> sts.assumeRole(right.toBuilder().sourceIdentity(null).build()), "AssumeRole");
    assertDenied(
        () -> sts.assumeRole(right.toBuilder().roleSessionName("h-1").build()), "AssumeRole");
    assertDenied(() -> sts.assumeRole(right.toBuilder().externalId("x2").build()), "AssumeRole");
    assertDenied(
        () -> sts.assumeRole(right.toBuilder().tags(tag("hallpass:grant", "g-2")).build()),
        "AssumeRole");
    assertDenied(
        () ->
            sts.assumeRole(
                right.toBuilder().tags(tag("hallpass:grant", "g-1"), tag("b", "c")).build()),
        "AssumeRole");
  }

  @Test
  void onlyAssumeRoleItselfGivesTheExternalId() {
    role("asking", trust(ISSUER, ALL, ",'Condition':{'StringEquals':{'sts:ExternalId':'x1'}}"));

    assertDenied(
        () ->
            sts.assumeRole(
                reader(request ->
                    request
                        .roleArn(arn("asking"))
                        .externalId("x1")
                        .sourceIdentity("alice@example.com"))),
        "SetSourceIdentity");
  }

  @Test
  void aRoleThatAssumesARoleGetsOneHourAtMost() {
    iam.createRole(request ->
        request
            .roleName("long")
            .path("/hallpass/")
            .maxSessionDuration(43_200)
            .assumeRolePolicyDocument(
                json(
                    "{'Effect':'Allow','Principal':{'AWS':['"
                        + ISSUER
                        + "','arn:aws:iam::111122223333:user/carol']},"
                        + "'Action':'sts:AssumeRole'}")));
    clock.pass(Duration.ofSeconds(4));
    AssumeRoleRequest hours =
        reader(request -> request.roleArn(arn("long")).durationSeconds(43_200));
    assertInvalid(() -> sts.assumeRole(hours), "1 hour session limit for roles assumed by role");
    assertThat(sts.assumeRole(hours.toBuilder().durationSeconds(3_600).build()).credentials())
        .isNotNull();
    StsClient carol = sts(new Principal.User("arn:aws:iam::111122223333:user/carol"));
    assertThat(carol.assumeRole(hours).credentials().expiration())
        .isEqualTo(clock.instant().plus(Duration.ofHours(12)));
  }

  @Test
  void aSessionIsNotLongerThanItsRoleAllows() {
    role("reader-of-carol", trust("arn:aws:iam::111122223333:user/carol", ALL, ""));
    StsClient carol = sts(new Principal.User("arn:aws:iam::111122223333:user/carol"));
    assertInvalid(
        () ->
            carol.assumeRole(
                reader(request -> request.roleArn(arn("reader-of-carol")).durationSeconds(3_601))),
        "exceeds the MaxSessionDuration");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 899, 43_201})
  void aDurationIsFifteenMinutesToTwelveHours(int seconds) {
    assertInvalid(
        () -> sts.assumeRole(reader(request -> request.durationSeconds(seconds))),
        "between 900 and 43200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "with space", "a/b", "näme", "*"})
  void aNameOutsideItsGrammarIsRefused(String name) {
    assertInvalid(
        () -> sts.assumeRole(reader(request -> request.roleSessionName(name))), "roleSessionName");
    assertInvalid(
        () -> sts.assumeRole(reader(request -> request.sourceIdentity(name))), "sourceIdentity");
  }

  @Test
  void aSourceIdentityDoesNotBeginWithAws() {
    String forged = "aws:alice";
    assertInvalid(
        () -> sts.assumeRole(reader(request -> request.sourceIdentity(forged))), "sourceIdentity");
  }

  @Test
  void tagsThatStsWouldRefuseAreRefused() {
    assertInvalid(
        () -> sts.assumeRole(reader(request -> request.tags(tag("a", "1"), tag("A", "2")))),
        "Duplicate tag keys");
    assertInvalid(() -> sts.assumeRole(reader(request -> request.tags(tag("", "1")))), "tag key");
    assertInvalid(
        () -> sts.assumeRole(reader(request -> request.tags(tag("a", "<b>")))), "tag value");
    assertInvalid(
        () -> sts.assumeRole(reader(request -> request.transitiveTagKeys("a"))), "transitive");
  }

  @Test
  void atMostTenSessionPoliciesAndOnlyExistingOnesOfTheRolesAccount() {
    assertInvalid(
        () ->
            sts.assumeRole(
                reader(request ->
                    request.policyArns(
                        IntStream.range(0, 11).mapToObj(number -> policy("p" + number)).toList()))),
        "At most 10 policyArns");
    assertMalformed(
        () -> sts.assumeRole(reader(request -> request.policyArns(policy("absent")))), "absent");
    assertMalformed(
        () ->
            sts.assumeRole(
                reader(request ->
                    request.policyArns(
                        PolicyDescriptorType.builder()
                            .arn("arn:aws:iam::444455556666:policy/theirs")
                            .build()))),
        "444455556666");
  }

  @Test
  void aFreshSessionPolicyIsNotSeenBeforeItHasSpread() {
    iam.createPolicy(request ->
        request
            .policyName("fresh")
            .policyDocument(json("{'Effect':'Allow','Action':'*','Resource':'*'}")));
    AssumeRoleRequest limited = reader(request -> request.policyArns(policy("fresh")));
    assertMalformed(() -> sts.assumeRole(limited), "does not exist");
    clock.pass(Duration.ofSeconds(4));
    assertThat(sts.assumeRole(limited).credentials()).isNotNull();
  }

  @Test
  void anInlineSessionPolicyMustParse() {
    assertMalformed(
        () -> sts.assumeRole(reader(request -> request.policy("{}"))), "at least one Statement");
    assertInvalid(
        () -> sts.assumeRole(reader(request -> request.policy(" ".repeat(2_049)))),
        "at most 2048 characters");
  }

  @Test
  void theSourceIdentityGoesAlongAChainAndIsNeverChanged() {
    role("second", trust(READER, ALL, ""));
    AssumeRoleRequest first =
        reader(request ->
            request
                .sourceIdentity("alice")
                .tags(tag("Team", "red"), tag("own", "x"))
                .transitiveTagKeys("team"));
    StsClient chained = sts(begun(sts.assumeRole(first)));
    AssumeRoleRequest onward = reader(request -> request.roleArn(arn("second")));
    Session second = begun(chained.assumeRole(onward));
    assertThat(second.sourceIdentity()).hasValue("alice");
    assertThat(second.tags()).containsOnlyKeys("Team").containsEntry("Team", "red");
    assertThat(second.transitive()).containsExactly("Team");
    assertDenied(
        () -> chained.assumeRole(onward.toBuilder().sourceIdentity("mallory").build()),
        "sts:SetSourceIdentity");
    assertInvalid(
        () -> chained.assumeRole(onward.toBuilder().tags(tag("TEAM", "blue")).build()),
        "cannot be set again");
  }

  @Test
  void whoAsksIsToldWhoTheyAre() {
    role("credentials", trust("111122223333", ALL, ""));
    GetCallerIdentityResponse caller = sts.getCallerIdentity();
    assertThat(caller.arn()).isEqualTo(CALLER.arn());
    assertThat(caller.account()).isEqualTo("111122223333");
    assertThat(caller.userId()).matches("AROA[A-Z2-7]{17}:function");
    Session session = begun(sts.assumeRole(reader(_ -> {})));
    assertThat(sts(session).getCallerIdentity().arn()).isEqualTo(session.principal().arn());
  }

  @Test
  void anExpiredSessionIsRefused() {
    StsClient session = sts(begun(sts.assumeRole(reader(request -> request.durationSeconds(900)))));
    clock.pass(Duration.ofSeconds(899));
    assertThat(session.getCallerIdentity().arn()).endsWith("/g-1");
    clock.pass(Duration.ofSeconds(1));
    assertCode(session::getCallerIdentity, "ExpiredToken", 403, "expired");
    assertCode(() -> session.assumeRole(reader(_ -> {})), "ExpiredToken", 403, "expired");
  }

  @Test
  void whatIsNotEmulatedIsRefusedByItsName() {
    assertThatThrownBy(sts::getSessionToken).hasMessage("sts:GetSessionToken is not emulated");
  }

  private StsClient sts(Principal caller) {
    return Emulated.client(
        StsClient.class, new InMemorySts(iam, clock, new Random(2), sessions, caller));
  }

  private StsClient sts(Session caller) {
    return Emulated.client(
        StsClient.class, new InMemorySts(iam, clock, new Random(3), sessions, caller));
  }

  private Session begun(AssumeRoleResponse response) {
    return sessions
        .withCredentials(
            response.credentials().accessKeyId(), response.credentials().sessionToken())
        .orElseThrow();
  }

  private static AssumeRoleRequest reader(Consumer<AssumeRoleRequest.Builder> change) {
    return AssumeRoleRequest.builder()
        .roleArn(READER)
        .roleSessionName("g-1")
        .applyMutation(change)
        .build();
  }

  private void role(String name, String trust) {
    iam.createRole(
        request -> request.roleName(name).path("/hallpass/").assumeRolePolicyDocument(trust));
    clock.pass(Duration.ofSeconds(4));
  }

  private static String arn(String role) {
    return "arn:aws:iam::111122223333:role/hallpass/" + role;
  }

  private static PolicyDescriptorType policy(String name) {
    return PolicyDescriptorType.builder().arn("arn:aws:iam::111122223333:policy/" + name).build();
  }

  private static String trust(String principal, String actions, String condition) {
    return json(
        "{'Effect':'Allow','Principal':{'AWS':'%s'},'Action':[%s]%s}"
            .formatted(principal, actions, condition));
  }

  private static String json(String statement) {
    return "{'Version':'2012-10-17','Statement':%s}".formatted(statement).replace('\'', '"');
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static void assertDenied(ThrowingCallable call, String message) {
    assertCode(call, "AccessDenied", 403, message);
  }

  private static void assertInvalid(ThrowingCallable call, String message) {
    assertCode(call, "ValidationError", 400, message);
  }

  private static void assertMalformed(ThrowingCallable call, String message) {
    assertThatExceptionOfType(MalformedPolicyDocumentException.class).isThrownBy(call);
    assertCode(call, "MalformedPolicyDocument", 400, message);
  }

  private static void assertCode(ThrowingCallable call, String code, int status, String message) {
    assertThatExceptionOfType(StsException.class)
        .isThrownBy(call)
        .satisfies(refused -> {
          assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code);
          assertThat(refused.awsErrorDetails().errorMessage()).contains(message);
          assertThat(refused.statusCode()).isEqualTo(status);
        });
  }
}
