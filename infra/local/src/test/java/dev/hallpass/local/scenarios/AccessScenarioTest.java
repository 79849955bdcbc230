package dev.hallpass.local.scenarios;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.ERIN;
import static dev.hallpass.grant.Examples.STRANGER;
import static dev.hallpass.local.scene.Scene.A_MOMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.sfn.model.ExecutionStatus.ABORTED;

import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.Verdict;
import dev.hallpass.identity.GrantId;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Keys;
import dev.hallpass.local.scene.Scene;
import dev.hallpass.reconciliation.Retirement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a grant opens, for whom, and until when.
class AccessScenarioTest {

  private static final String OBJECT = "arn:aws:s3:::acme-exports/customers/4711/orders.csv";

  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void aPrefixIsOpenAndNothingBesideIt() {
    Keys keys = scene.keys(scene.opened(Asked.prefix("PT15M"), BOB));
    String bucket = "arn:aws:s3:::acme-exports";

    assertOpen(keys, "s3:GetObject", OBJECT);
    assertOpen(keys, "s3:GetObject", bucket + "/customers/4711/2026/03/a b.csv");
    assertClosed(keys, "s3:GetObject", bucket + "/customers/4712/orders.csv");
    assertClosed(keys, "s3:GetObject", bucket + "/customers/47110/orders.csv");
    assertClosed(keys, "s3:GetObject", bucket + "/customers/4711");
    assertClosed(keys, "s3:GetObject", "arn:aws:s3:::acme-invoices/customers/4711/orders.csv");
    assertClosed(keys, "s3:GetObjectVersion", OBJECT);
    assertClosed(keys, "s3:PutObject", OBJECT);
    assertClosed(keys, "s3:DeleteObject", OBJECT);
  }

  @ParameterizedTest
  @CsvSource({
    "customers/4711/, true",
    "customers/4711/2026, true",
    "customers/4711, false",
    "customers/4712/, false",
    "customers/, false",
    "'', false"
  })
  void onlyTheAskedPrefixIsListed(String prefix, boolean open) {
    Keys keys = scene.keys(scene.opened(Asked.prefix("PT15M"), BOB));
    Context listing = Context.empty().with("s3:prefix", prefix);

    assertThat(may(keys, "s3:ListBucket", "arn:aws:s3:::acme-exports", listing).allowed())
        .isEqualTo(open);
    assertClosed(keys, "s3:ListBucket", "arn:aws:s3:::acme-exports");
  }

  @Test
  void aPartitionIsOpenAndNoOther() {
    Keys keys = scene.keys(scene.opened(Asked.partition("PT15M"), BOB, CAROL));
    String orders = "arn:aws:dynamodb:eu-central-1:111122223333:table/orders";
    Context own = Context.empty().with("dynamodb:LeadingKeys", "customer#4711");
    Context other = Context.empty().with("dynamodb:LeadingKeys", "customer#4712");
    Context both = Context.empty().with("dynamodb:LeadingKeys", "customer#4711", "customer#4712");

    for (String action : new String[] {"GetItem", "Query", "PutItem", "DeleteItem"}) {
      assertThat(may(keys, "dynamodb:" + action, orders, own).allowed()).isTrue();
      assertThat(may(keys, "dynamodb:" + action, orders, other).allowed()).isFalse();
      assertThat(may(keys, "dynamodb:" + action, orders, both).allowed()).isFalse();
      assertClosed(keys, "dynamodb:" + action, orders);
    }
    assertThat(may(keys, "dynamodb:Query", orders + "/index/by-day", own).allowed()).isFalse();
    assertThat(may(keys, "dynamodb:GetItem", orders.replace("orders", "shipments"), own).allowed())
        .isFalse();
    assertClosed(keys, "dynamodb:Scan", orders);
    assertClosed(keys, "dynamodb:DeleteTable", orders);
  }

  @ParameterizedTest
  @CsvSource({
    "FilterLogEvents, /acme/checkout/api, true",
    "FilterLogEvents, /acme/checkout/api:*, true",
    "GetLogEvents, /acme/checkout/api:log-stream:1, true",
    "DescribeLogStreams, /acme/checkout/api:log-stream:, true",
    "GetLogEvents, /acme/checkout/api2:log-stream:1, false",
    "FilterLogEvents, /acme/checkout/api2, false",
    "FilterLogEvents, /acme/checkout/api/audit, false",
    "FilterLogEvents, /acme/checkout, false",
    "FilterLogEvents, /other/checkout/api, false",
    "DeleteLogGroup, /acme/checkout/api, false",
    "StartQuery, /acme/checkout/api, false"
  })
  void aLogGroupIsOpenAndNoOther(String action, String group, boolean open) {
    Keys keys = scene.keys(scene.opened(Asked.logGroup("PT15M"), BOB));
    String resource = "arn:aws:logs:eu-central-1:111122223333:log-group:" + group;

    assertThat(may(keys, "logs:" + action, resource, Context.empty()).allowed()).isEqualTo(open);
  }

  @Test
  void thereAreNoCredentialsBeforeTheAccessIsOpen() {
    GrantId grant = scene.request(ALICE, Asked.partition("PT15M"));
    assertThat(scene.credentials(ALICE, grant).statusCode()).isEqualTo(409);

    scene.approve(scene.linkTo(BOB, grant));
    scene.pass(A_MOMENT);

    assertThat(scene.credentials(ALICE, grant).statusCode()).isEqualTo(409);
    assertThat(scene.types(grant)).doesNotContain("credentials-planned");
  }

  @Test
  void thereAreNoCredentialsAfterTheEnd() {
    GrantId grant = scene.opened(Asked.prefix("PT15M"), BOB);
    scene.passUntil(scene.expiresAt(grant));

    assertThat(scene.credentials(ALICE, grant).statusCode()).isEqualTo(409);
    assertThat(scene.types(grant)).doesNotContain("credentials-planned");
  }

  @Test
  void nobodyElseGetsTheCredentials() {
    GrantId grant = scene.opened(Asked.prefix("PT15M"), BOB);

    assertThat(scene.credentials(BOB, grant).statusCode()).isEqualTo(403);
    assertThat(scene.credentials(ERIN, grant).statusCode()).isEqualTo(404);
    assertThat(scene.credentials(STRANGER, grant).statusCode()).isEqualTo(403);
    assertThat(scene.types(grant)).doesNotContain("credentials-planned");
  }

  @Test
  void aLongerGrantIsUsedWithOneSetOfCredentialsAfterAnother() {
    GrantId grant = scene.opened(Asked.prefix("PT2H"), BOB);
    Keys first = scene.keys(grant);
    assertThat(first.expiration()).isEqualTo(scene.now().plus(Duration.ofHours(1)));

    scene.passUntil(first.expiration());
    assertThat(may(first, "s3:GetObject", OBJECT, Context.empty()))
        .isInstanceOf(Verdict.NotAuthenticated.class);

    Keys second = scene.keys(grant);
    assertOpen(second, "s3:GetObject", OBJECT);
    assertThat(second.id()).isNotEqualTo(first.id());
  }

  @Test
  void freshCredentialsDoNotOutliveTheGrant() {
    GrantId grant = scene.opened(Asked.prefix("PT20M"), BOB);
    Instant end = scene.expiresAt(grant);
    scene.passUntil(end.minusSeconds(60));

    Keys fresh = scene.keys(grant);

    assertThat(fresh.expiration()).isEqualTo(end);
    assertThat(getObject(fresh, end.minusSeconds(1)).allowed()).isTrue();
    assertThat(getObject(fresh, end)).isInstanceOf(Verdict.ExplicitlyDenied.class);
    assertThat(getObject(fresh, end.plusSeconds(600))).isInstanceOf(Verdict.ExplicitlyDenied.class);

    scene.passUntil(end.plus(A_MOMENT));
    assertThat(scene.policies()).containsExactly(grant.value());
    scene.passUntil(end.plus(Retirement.GONE_WITHIN));
    assertThat(scene.policies()).isEmpty();
    assertThat(getObject(fresh, end.plusSeconds(600)).allowed()).isFalse();
  }

  @Test
  void accessEndsOnTimeWithoutItsWorkflow() {
    GrantId grant = scene.opened(Asked.prefix("PT20M"), BOB);
    Instant end = scene.expiresAt(grant);
    String execution = scene.execution(grant);
    scene.system().stepFunctions().stopExecution(stop -> stop.executionArn(execution));
    scene.passUntil(end.minusSeconds(60));
    Keys keys = scene.keys(grant);

    scene.passUntil(end);

    assertThat(scene.workflow(grant)).isEqualTo(ABORTED);
    assertThat(scene.policies()).containsExactly(grant.value());
    assertThat(getObject(keys, end.minusSeconds(1)).allowed()).isTrue();
    assertThat(getObject(keys, end)).isInstanceOf(Verdict.ExplicitlyDenied.class);
    assertThat(scene.credentials(ALICE, grant).statusCode()).isEqualTo(409);
  }

  private Verdict getObject(Keys keys, Instant at) {
    return scene.may(keys, "s3:GetObject", OBJECT, Context.empty(), at);
  }

  private Verdict may(Keys keys, String action, String resource, Context context) {
    return scene.may(keys, action, resource, context, scene.now());
  }

  private void assertOpen(Keys keys, String action, String resource) {
    assertThat(may(keys, action, resource, Context.empty()).allowed())
        .as("%s on %s", action, resource)
        .isTrue();
  }

  private void assertClosed(Keys keys, String action, String resource) {
    assertThat(may(keys, action, resource, Context.empty()).allowed())
        .as("%s on %s", action, resource)
        .isFalse();
  }
}
