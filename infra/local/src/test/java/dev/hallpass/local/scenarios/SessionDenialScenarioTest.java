package dev.hallpass.local.scenarios;

import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.HUB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.access.SessionDenials;
import dev.hallpass.access.SessionDenials.Denials;
import dev.hallpass.adapters.iam.IamAccounts;
import dev.hallpass.adapters.iam.IamSessionDenials;
import dev.hallpass.emulator.lambda.LambdaFunction;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.PolicyKind;
import dev.hallpass.emulator.policy.Verdict;
import dev.hallpass.emulator.sts.Session;
import dev.hallpass.identity.GrantId;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Keys;
import dev.hallpass.local.scene.Scene;
import dev.hallpass.policy.RoleArn;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.Tag;

/// What those who deny sessions on a role can do with that, and what not.
class SessionDenialScenarioTest {

  private static final RoleArn ROLE =
      new RoleArn("arn:aws:iam::111122223333:role/hallpass/read-bucket-prefix");
  private static final String OBJECT = "arn:aws:s3:::acme-exports/customers/4711/orders.csv";
  private static final String EVERYTHING =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "*", "Resource": "*"}
      ]}
      """;

  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void sessionsOfARevokedGrantAreDeniedAndNoOthers() {
    GrantId grant = scene.opened(Asked.prefix("PT15M"), BOB);
    Keys keys = scene.keys(grant);
    Keys other = scene.keys(scene.opened(Asked.prefix("PT15M"), BOB));

    assertThat(sessionDenialsOf("Retire").deny(ROLE, grant)).isTrue();

    assertThat(getObject(keys)).isInstanceOf(Verdict.ExplicitlyDenied.class);
    assertThat(getObject(other).allowed()).isTrue();

    SessionDenials reaper = sessionDenialsOf("Reap");
    assertThat(reaper.roles(HUB)).contains(ROLE);
    Denials denials = reaper.denials(ROLE);
    assertThat(denials.grants()).containsExactly(grant);
    reaper.remove(ROLE, denials);
    assertThat(getObject(keys).allowed()).isTrue();
  }

  @Test
  void oneDenialByTimeEndsTheSessionsOfAllGrantsAndNewOnesCanBeFetched() {
    GrantId first = scene.opened(Asked.prefix("PT1H"), BOB);
    GrantId second = scene.opened(Asked.prefix("PT1H"), BOB);
    List<Keys> before = List.of(scene.keys(first), scene.keys(second));
    scene.pass(Duration.ofMinutes(1));

    assertThat(
            sessionDenialsOf("Reap").denyBefore(ROLE, scene.now().truncatedTo(ChronoUnit.SECONDS)))
        .isTrue();

    assertThat(before).noneMatch(keys -> getObject(keys).allowed());
    scene.pass(Duration.ofSeconds(1));
    assertThat(getObject(scene.keys(second)).allowed()).isTrue();
  }

  @Test
  void whoMayRevokeCannotMakeARoleDoMoreThanItsCeiling() {
    for (String function : List.of("Retire", "Reap")) {
      iamOf(function)
          .putRolePolicy(
              put -> put.roleName(ROLE.name()).policyName("mine").policyDocument(EVERYTHING));
    }
    Session whole = sessionWithoutSessionPolicy();

    assertThat(may(whole, "s3:GetObject", OBJECT).allowed()).isTrue();
    Map.of(
            "s3:PutObject", OBJECT,
            "s3:DeleteObject", OBJECT,
            "iam:CreateUser", "arn:aws:iam::111122223333:user/intruder")
        .forEach((action, resource) ->
            assertThat(may(whole, action, resource))
                .isInstanceOfSatisfying(
                    Verdict.ExplicitlyDenied.class,
                    denied ->
                        assertThat(denied.by())
                            .extracting(Verdict.Deciding::kind)
                            .containsOnly(PolicyKind.BOUNDARY)));
    assertThat(may(whole, "s3:GetObject", "arn:aws:s3:::others/orders.csv").allowed()).isFalse();
  }

  @Test
  void noRoleButThoseThatACeilingBoundsIsChanged() {
    String retire = roleOf("Retire");
    String ceiling = "arn:aws:iam::111122223333:policy/somebody/elses";
    scene
        .system()
        .account()
        .iam()
        .createPolicy(
            made -> made.path("/somebody/").policyName("elses").policyDocument(EVERYTHING));
    createRole("unbounded", null);
    createRole("bounded-otherwise", ceiling);

    for (String function : List.of("Retire", "Reap")) {
      IamClient iam = iamOf(function);
      for (String role : List.of(retire, "unbounded", "bounded-otherwise")) {
        assertThatThrownBy(() ->
                iam.putRolePolicy(
                    put -> put.roleName(role).policyName("mine").policyDocument(EVERYTHING)))
            .as("%s on %s", function, role)
            .hasMessageContaining("is not authorized to perform: iam:PutRolePolicy");
      }
    }
    assertThatThrownBy(() ->
            iamOf("Retire")
                .deleteRolePolicy(delete -> delete.roleName(ROLE.name()).policyName("Ceiling")))
        .hasMessageContaining("is not authorized to perform: iam:DeleteRolePolicy");
  }

  @Test
  void aSessionUnderThePolicyOfAnotherGrantMayNothing() {
    GrantId grant = scene.opened(Asked.prefix("PT15M"), BOB);
    PolicyDescriptorType policy =
        PolicyDescriptorType.builder()
            .arn("arn:aws:iam::111122223333:policy/hallpass/" + grant)
            .build();

    Session own = sessionOf(grant.value(), assume -> assume.policyArns(policy));
    Session foreign = sessionOf("grant-" + "0".repeat(32), assume -> assume.policyArns(policy));

    assertThat(may(own, "s3:GetObject", OBJECT)).isInstanceOf(Verdict.Allowed.class);
    assertThat(may(foreign, "s3:GetObject", OBJECT)).isInstanceOf(Verdict.ExplicitlyDenied.class);
  }

  @Test
  void noSessionPolicyAndNoCeilingIsTakenForTheOther() {
    String boundary =
        scene
            .system()
            .account()
            .iam()
            .getRole(get -> get.roleName(ROLE.name()))
            .role()
            .permissionsBoundary()
            .permissionsBoundaryArn();

    assertThat(boundary).startsWith("arn:aws:iam::111122223333:policy/hallpass-ceiling/");
    assertThat(scene.policies()).isEmpty();
    for (String function : List.of("Retire", "Reap")) {
      assertThatThrownBy(() -> iamOf(function).deletePolicy(delete -> delete.policyArn(boundary)))
          .hasMessageContaining("is not authorized to perform: iam:DeletePolicy");
    }
  }

  /// What IssueCredentials never opens: a session with the whole of the role.
  private Session sessionWithoutSessionPolicy() {
    return sessionOf("grant-1", _ -> {});
  }

  /// What only IssueCredentials may open, for the grant that its tag names.
  private Session sessionOf(String grant, Consumer<AssumeRoleRequest.Builder> more) {
    String arn =
        scene
            .system()
            .region()
            .sts(function("IssueCredentials").caller())
            .assumeRole(assume ->
                assume
                    .roleArn(ROLE.value())
                    .roleSessionName("whole")
                    .sourceIdentity("alice@example.com")
                    .tags(Tag.builder().key("hallpass:grant").value(grant).build())
                    .applyMutation(more))
            .assumedRoleUser()
            .arn();
    return scene.system().account().sessions().withArn(arn).orElseThrow();
  }

  private Verdict getObject(Keys keys) {
    return scene.may(keys, "s3:GetObject", OBJECT, Context.empty(), scene.now());
  }

  private Verdict may(Session session, String action, String resource) {
    return scene.system().account().may(session, action, resource, Context.empty(), scene.now());
  }

  private SessionDenials sessionDenialsOf(String handler) {
    return new IamSessionDenials(
        new IamAccounts(
            HUB,
            iamOf(handler),
            other -> {
              throw new AssertionError("Nothing is to be done in " + other);
            }));
  }

  private IamClient iamOf(String handler) {
    return scene.system().region().iam(function(handler).caller());
  }

  private String roleOf(String handler) {
    String arn = function(handler).caller().principal().principalArn();
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  private LambdaFunction function(String handler) {
    return scene.system().region().lambda().functions().stream()
        .filter(one -> one.handler().endsWith("." + handler))
        .findFirst()
        .orElseThrow();
  }

  private void createRole(String name, @Nullable String boundary) {
    scene
        .system()
        .account()
        .iam()
        .createRole(role ->
            role.path("/hallpass/")
                .roleName(name)
                .permissionsBoundary(boundary)
                .assumeRolePolicyDocument(
                    """
                    {"Version": "2012-10-17", "Statement": [{
                      "Effect": "Allow",
                      "Action": "sts:AssumeRole",
                      "Principal": {"Service": "lambda.amazonaws.com"}
                    }]}
                    """));
  }
}
