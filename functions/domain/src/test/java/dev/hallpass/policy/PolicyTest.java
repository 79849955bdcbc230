package dev.hallpass.policy;

import static dev.hallpass.grant.Examples.GRANT;
import static dev.hallpass.policy.Statement.Effect.ALLOW;
import static dev.hallpass.policy.Statement.Effect.DENY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyTest {

  private static final Instant ONE = Instant.parse("2026-01-01T13:00:00Z");
  private static final Map<String, List<String>> AT_ONE =
      Map.of("aws:CurrentTime", List.of("2026-01-01T13:00:00Z"));
  private static final Map<String, Map<String, List<String>>> PREFIX =
      Map.of("StringLike", Map.of("s3:prefix", List.of("a/*")));
  private static final Statement READ = allow("Read", Map.of());
  private static final Statement LIST =
      new Statement("List", ALLOW, List.of("s3:ListBucket"), READ.resources(), PREFIX);

  @Test
  void everyAllowEndsAtTheExpiryAndKeepsItsOtherConditions() {
    List<Statement> dated = new Policy(List.of(READ, LIST)).ofGrant(GRANT, ONE).statements();

    assertThat(dated.get(0).conditions()).isEqualTo(Map.of("DateLessThan", AT_ONE));
    assertThat(dated.get(1).conditions())
        .isEqualTo(
            Map.of("DateLessThan", AT_ONE, "StringLike", Map.of("s3:prefix", List.of("a/*"))));
    assertThat(dated.subList(0, 2))
        .extracting(Statement::effect, Statement::actions, Statement::resources)
        .containsExactly(
            tuple(ALLOW, READ.actions(), READ.resources()),
            tuple(ALLOW, LIST.actions(), LIST.resources()));
  }

  @Test
  void oneDenyForbidsEverythingFromTheExpiryOn() {
    assertThat(new Policy(List.of(READ, LIST)).ofGrant(GRANT, ONE).statements())
        .last()
        .isEqualTo(
            new Statement(
                "NothingAfterExpiry",
                DENY,
                List.of("*"),
                List.of("*"),
                Map.of("DateGreaterThanEquals", AT_ONE)));
  }

  @Test
  void oneDenyForbidsEverythingToSessionsThatAreNotOfTheGrant() {
    assertThat(new Policy(List.of(READ, LIST)).ofGrant(GRANT, ONE).statements())
        .contains(
            new Statement(
                "NothingForOthers",
                DENY,
                List.of("*"),
                List.of("*"),
                Map.of(
                    "StringNotEquals",
                    Map.of("aws:PrincipalTag/hallpass:grant", List.of(GRANT.value())))));
  }

  @Test
  void whatLiesOutsideTheCeilingIsNamed() {
    Ceiling ceiling = new Ceiling(List.of(READ));

    assertThat(ceiling.firstOutside(new Policy(List.of(READ)))).isEmpty();
    assertThat(
            ceiling.firstOutside(new Policy(List.of(on("s3:getobject", "arn:aws:s3:::things/a")))))
        .isEmpty();
    assertThat(
            ceiling.firstOutside(
                new Policy(List.of(READ, on("s3:GetObject", "arn:aws:s3:::other/a")))))
        .contains("s3:GetObject on arn:aws:s3:::other/a");
    assertThat(
            ceiling.firstOutside(new Policy(List.of(on("s3:PutObject", "arn:aws:s3:::things/a")))))
        .contains("s3:PutObject on arn:aws:s3:::things/a");
  }

  @Test
  void twoHalvesOfACeilingDoNotCoverWhatNeitherCovers() {
    Ceiling ceiling = new Ceiling(List.of(READ, on("s3:ListBucket", "arn:aws:s3:::other")));

    assertThat(ceiling.firstOutside(new Policy(List.of(on("s3:GetObject", "arn:aws:s3:::other")))))
        .contains("s3:GetObject on arn:aws:s3:::other");
  }

  private static Statement allow(String sid, Map<String, Map<String, List<String>>> conditions) {
    return new Statement(
        sid, ALLOW, List.of("s3:GetObject"), List.of("arn:aws:s3:::things/*"), conditions);
  }

  private static Statement on(String action, String resource) {
    return new Statement("One", ALLOW, List.of(action), List.of(resource), Map.of());
  }
}
