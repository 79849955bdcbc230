package dev.hallpass.local.scenarios;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.ERIN;
import static dev.hallpass.local.scenarios.EndingScenarioTest.assertNothingIsLeft;
import static dev.hallpass.local.scenarios.EndingScenarioTest.mayRead;
import static dev.hallpass.local.scene.Scene.A_MOMENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.figures.Figures;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.local.LinkInMail;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Keys;
import dev.hallpass.local.scene.Outages;
import dev.hallpass.local.scene.Scene;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;

/// What users of comparable systems reported, played here. Each test names the report.
class PeersScenarioTest {

  private static final Duration PROPAGATION = Duration.ofSeconds(4);

  /// Report: aws-samples/iam-identity-center-team#149, an update during an open grant kept it from
  /// ending.
  @Test
  void aGrantThatIsOpenWhileTheSystemIsUpdatedEndsOnTime() {
    try (Scene scene = new Scene()) {
      GrantId grant = scene.opened(Asked.prefix("PT20M"), BOB);
      Instant end = scene.expiresAt(grant);

      scene.system().renew();
      scene.passUntil(end.plus(A_MOMENT));

      assertThat(scene.expiresAt(grant)).isEqualTo(end);
      assertThat(scene.outcome(grant)).isEqualTo("EXPIRED");
      assertThat(scene.policies()).isEmpty();
    }
  }

  /// Reports: aws-samples/iam-identity-center-team#195 and fivexl/terraform-aws-sso-elevator#54,
  /// anyone who held a session went on after the access was revoked.
  @Test
  void aSessionCanDoNothingOnceIamHasHeardThatItsGrantIsRevoked() {
    try (Scene scene = new Scene(Scene.SYNTHESIZED, PROPAGATION)) {
      scene.pass(A_MOMENT);
      GrantId grant = scene.opened(Asked.prefix("PT1H"), BOB);
      scene.pass(A_MOMENT);
      Keys keys = scene.keys(grant);
      assertThat(mayRead(scene, keys)).isTrue();

      Instant revoked = scene.now();
      assertThat(revoke(scene, BOB, grant).statusCode()).isEqualTo(200);
      scene.pass(PROPAGATION);

      Figures.note(
          "early revocation effective %d s after it, where IAM is heard of after %d s",
          Duration.between(revoked, scene.now()).toSeconds(), PROPAGATION.toSeconds());
      for (int minute = 0; minute < 90; minute++) {
        assertThat(mayRead(scene, keys)).isFalse();
        scene.pass(Duration.ofMinutes(1));
      }
      assertThat(scene.outcome(grant)).isEqualTo("REVOKED");
      assertThat(scene.types(grant))
          .containsSubsequence(
              "revoked", "sessions-denied", "policy-deleted", "session-denial-removed");
      assertNothingIsLeft(scene);
    }
  }

  /// Report: aws-samples/iam-identity-center-team#255, who revoked their own access got an error
  /// and kept it.
  @Test
  void anAdminEndsTheirOwnAccess() {
    try (Scene scene = new Scene()) {
      GrantId grant = Scene.idIn(scene.requested(CAROL, Asked.prefix("PT20M"), Map.of()));
      scene.pass(A_MOMENT);
      scene.approve(scene.linkTo(BOB, grant));
      scene.pass(A_MOMENT);
      assertThat(scene.policies()).containsExactly(grant.value());

      assertThat(revoke(scene, CAROL, grant).statusCode()).isEqualTo(200);
      scene.pass(A_MOMENT);

      assertThat(scene.policies()).isEmpty();
      assertThat(scene.types(grant)).containsSubsequence("revoked", "policy-deleted");
    }
  }

  /// The same report: an error on the way must not leave the access open.
  @Test
  void aRevocationWhoseFirstAttemptsFailIsCompleted() {
    try (Scene scene = new Scene()) {
      Outages faults = new Outages(scene.timeline());
      scene.system().connectBy(faults);
      GrantId grant = scene.opened(Asked.prefix("PT1H"), BOB);
      Keys keys = scene.keys(grant);
      Instant now = scene.now();
      faults.losing(PutRolePolicyRequest.class, now, now.plusSeconds(20), _ -> {});
      faults.losing(DeletePolicyRequest.class, now, now.plusSeconds(40), _ -> {});

      revoke(scene, BOB, grant);
      scene.pass(Duration.ofMinutes(2));

      assertThat(mayRead(scene, keys)).isFalse();
      assertThat(scene.policies()).isEmpty();
      assertThat(scene.outcome(grant)).isEqualTo("REVOKED");
    }
  }

  /// Report: aws-samples/iam-identity-center-team#279, of two overlapping grants the first to end
  /// cut off the other.
  @Test
  void ofTwoOverlappingGrantsEachEndsForItself() {
    try (Scene scene = new Scene()) {
      GrantId first = scene.opened(Asked.prefix("PT20M"), BOB);
      scene.pass(Duration.ofMinutes(10));
      GrantId second = scene.opened(Asked.prefix("PT20M"), BOB);
      Instant end = scene.expiresAt(second);
      Keys ofFirst = scene.keys(first);
      Keys ofSecond = scene.keys(second);

      scene.passUntil(scene.expiresAt(first).plus(A_MOMENT));
      assertThat(mayRead(scene, ofFirst)).isFalse();
      assertThat(mayRead(scene, ofSecond)).isTrue();
      assertThat(scene.policies()).containsExactlyInAnyOrder(first.value(), second.value());

      Keys fresh = scene.keys(second);
      scene.passUntil(end.minusSeconds(1));
      assertThat(mayRead(scene, fresh)).isTrue();
      scene.passUntil(end.plus(Duration.ofMinutes(30)));
      assertThat(scene.outcome(second)).isEqualTo("EXPIRED");
      assertNothingIsLeft(scene);
    }
  }

  /// Report: aws-samples/iam-identity-center-team#327, a throttled revoke was not repeated and left
  /// access for ever.
  @Test
  void aThrottledRevocationIsRepeatedUntilItGoesThrough() {
    try (Scene scene = new Scene()) {
      Outages faults = new Outages(scene.timeline());
      scene.system().connectBy(faults);
      GrantId grant = scene.opened(Asked.prefix("PT8H"), BOB);
      Instant back = scene.now().plus(Duration.ofHours(1));
      faults.iamDown(scene.now(), back);

      revoke(scene, BOB, grant);
      scene.passUntil(back.minusSeconds(1));
      assertThat(scene.policies()).containsExactly(grant.value());
      scene.passUntil(back.plusSeconds(61));

      assertThat(scene.policies()).isEmpty();
      assertThat(scene.outcome(grant)).isEqualTo("REVOKED");
    }
  }

  /// Report: fivexl/terraform-aws-sso-elevator#47, two approvers at the same moment made one of
  /// them see an error, and two things to end.
  @Test
  void twoWhoApproveAtTheSameMomentOpenAndEndOneAccess() {
    try (Scene scene = new Scene()) {
      GrantId grant = scene.request(ALICE, Asked.prefix("PT20M"));
      LinkInMail bobs = scene.linkTo(BOB, grant);
      LinkInMail carols = scene.linkTo(CAROL, grant);

      assertThat(scene.approve(bobs).statusCode()).isEqualTo(200);
      assertThat(scene.approve(carols).statusCode()).isLessThan(500);
      scene.pass(A_MOMENT);

      assertThat(scene.policies()).containsExactly(grant.value());
      scene.passUntil(scene.expiresAt(grant).plus(A_MOMENT));
      assertThat(scene.types(grant))
          .containsOnlyOnce("policy-planned", "activated", "ended", "policy-deleted");
      assertThat(scene.policies()).isEmpty();
    }
  }

  /// Seen in Glide: access that was revoked while it was being opened stayed open.
  @Test
  void accessThatIsRevokedWhileItIsOpenedDoesNotStay() {
    try (Scene scene = new Scene()) {
      Outages faults = new Outages(scene.timeline());
      scene.system().connectBy(faults);
      GrantId grant = scene.request(ALICE, Asked.prefix("PT20M"));
      Instant now = scene.now();
      faults.losing(CreatePolicyRequest.class, now, now.plusSeconds(30), _ -> {});
      scene.approve(scene.linkTo(BOB, grant));
      scene.pass(A_MOMENT);
      assertThat(scene.types(grant)).contains("policy-planned").doesNotContain("activated");

      assertThat(revoke(scene, BOB, grant).statusCode()).isEqualTo(200);
      scene.pass(Duration.ofMinutes(3));

      assertThat(scene.policies()).isEmpty();
      assertThat(scene.credentials(ALICE, grant).statusCode()).isEqualTo(409);
      assertThat(scene.types(grant)).doesNotContain("activated");
      assertThat(scene.outcome(grant)).isEqualTo("REVOKED");
    }
  }

  @Test
  void whatIsRevokedTakesNothingFromAHundredNeighbours() {
    try (Scene scene = new Scene()) {
      List<Person> people = List.of(ALICE, BOB, CAROL, DAVE, ERIN);
      List<GrantId> neighbours = new ArrayList<>();
      GrantId revoked = opened(scene, ALICE);
      for (int number = 0; number < 100; number++) {
        if (number == 50) {
          // Nobody may ask for more than twenty within an hour.
          scene.pass(Duration.ofMinutes(61));
        }
        neighbours.add(opened(scene, people.get(number % people.size())));
      }
      Map<GrantId, Keys> keys = new LinkedHashMap<>();
      neighbours.forEach(grant -> keys.put(grant, keys(scene, grant)));
      Keys gone = keys(scene, revoked);

      revoke(scene, DAVE, revoked);
      scene.pass(Duration.ofMinutes(2));

      assertThat(mayRead(scene, gone)).isFalse();
      long cutOff = keys.values().stream().filter(one -> !mayRead(scene, one)).count();
      Figures.note("%d of %d neighbouring grants touched", cutOff, keys.size());
      assertThat(cutOff).isZero();
      assertThat(neighbours)
          .allSatisfy(grant -> assertThat(scene.state(grant)).isEqualTo("ACTIVE"));
    }
  }

  private static GrantId opened(Scene scene, Person requester) {
    GrantId grant = Scene.idIn(scene.requested(requester, Asked.prefix("PT8H"), Map.of()));
    scene.pass(A_MOMENT);
    Person approver = requester.equals(BOB) ? CAROL : BOB;
    assertThat(scene.approve(scene.linkTo(approver, grant)).statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);
    return grant;
  }

  private static Keys keys(Scene scene, GrantId grant) {
    Person requester = ((GrantEvent.Requested) scene.events(grant).getFirst()).requester();
    return new Keys(Json.read(scene.credentials(requester, grant).body()));
  }

  static HttpResponse<String> revoke(Scene scene, Person person, GrantId grant) {
    String body = Json.object().put("reason", "The release begins.").toString();
    return scene.signed(person, "POST", "/grants/" + grant + "/revocation", body);
  }
}
