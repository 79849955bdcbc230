package dev.hallpass.adapters.iam;

import static dev.hallpass.adapters.faults.Fault.ANSWER_LOST;
import static dev.hallpass.adapters.faults.Fault.CALL_LOST;
import static dev.hallpass.adapters.faults.Fault.NONE;
import static dev.hallpass.grant.Examples.HUB;
import static dev.hallpass.grant.Examples.grant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.access.SessionDenials;
import dev.hallpass.access.SessionDenials.Denials;
import dev.hallpass.adapters.faults.Fault;
import dev.hallpass.adapters.faults.Faults;
import dev.hallpass.emulator.Emulated;
import dev.hallpass.emulator.sts.Session;
import dev.hallpass.figures.Figures;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;

class IamSessionDenialsTest {

  private static final RoleArn ROLE = DeniableRole.ARN;
  private static final GrantId FIRST = grant(1);
  private static final GrantId SECOND = grant(2);

  private final DeniableRole role = new DeniableRole();
  private final Faults faults = new Faults(IamException::builder, "Throttling");
  private final SessionDenials sessionDenials = sessionDenials(role, _ -> {});

  @Test
  void aDenialIsOnePolicyThatDeniesEverythingToOneTag() {
    sessionDenials.deny(ROLE, FIRST);

    assertThat(role.names()).containsExactly("Ceiling", "denied-" + FIRST);
    assertThat(role.document("denied-" + FIRST))
        .isEqualTo(
            """
            {"Statement":[{"Action":["*"],"Condition":{"StringEquals":\
            {"aws:PrincipalTag/hallpass:grant":["grant-00000000000000000000000000000001"]}},\
            "Effect":"Deny","Resource":["*"],\
            "Sid":"NothingForTheSessionsOfGrant00000000000000000000000000000001"}],\
            "Version":"2012-10-17"}\
            """);
  }

  @Test
  void aSessionIsDeniedByItsGrantAndComesBackWhenThatIsOver() {
    Session session = role.session(FIRST, "alice@example.com");

    sessionDenials.deny(ROLE, FIRST);
    assertThat(role.isAllowed(session)).isFalse();

    sessionDenials.remove(ROLE, sessionDenials.denials(ROLE));
    assertThat(role.isAllowed(session)).isTrue();
    assertThat(role.names()).containsExactly("Ceiling");
  }

  @Test
  void aDenialByTimeIsOnePolicyThatDeniesEverythingToOlderSessions() {
    Session before = role.session(FIRST, "alice@example.com");
    role.pass(Duration.ofSeconds(1));
    Instant instant = role.now();
    Session after = role.session(SECOND, "bob@example.com");

    assertThat(sessionDenials.denyBefore(ROLE, instant)).isTrue();

    assertThat(role.isAllowed(before)).isFalse();
    assertThat(role.isAllowed(after)).isTrue();
    assertThat(role.document("denied-before-" + instant.getEpochSecond()))
        .isEqualTo(
            """
            {"Statement":[{"Action":["*"],"Condition":{"DateLessThan":\
            {"aws:TokenIssueTime":["2026-01-01T12:00:01Z"]}},\
            "Effect":"Deny","Resource":["*"],"Sid":"R"}],"Version":"2012-10-17"}\
            """);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5_800, 5_823, 5_900})
  void aRoleThatIsFullHasRoomForOneDenialByTimeWithoutAMomentInWhichLessIsDenied(int longer) {
    role.put("Ceiling", DeniableRole.ceiling(longer));
    Map<GrantId, Session> sessions = new HashMap<>();
    int number = 1;
    while (sessionDenials.deny(ROLE, grant(number))) {
      sessions.put(grant(number), role.session(grant(number), "a@example.com"));
      number++;
    }
    Session last = role.session(grant(number), "alice@example.com");
    role.pass(Duration.ofSeconds(1));
    Instant instant = role.now();
    SessionDenials watched =
        sessionDenials(role, _ -> assertThat(sessions.values()).noneMatch(role::isAllowed));

    assertThat(watched.denyBefore(ROLE, instant)).isTrue();
    assertThat(role.isAllowed(last)).isFalse();
    assertThat(sessionDenials.denials(ROLE))
        .isEqualTo(new Denials(sessions.keySet(), Set.of(instant), Set.of()));

    watched.remove(ROLE, new Denials(sessions.keySet(), Set.of(), Set.of()));
    assertThat(role.isAllowed(last)).isFalse();
    assertThat(role.names()).hasSize(2);
    assertThat(sessionDenials.deny(ROLE, grant(number))).isTrue();
    Figures.note(
        "%d grants have denials of their own beside a ceiling of %d characters",
        sessions.size(), role.document("Ceiling").length());
  }

  @Test
  void whereThereIsNoRoomAtAllThatIsSaid() {
    role.put("Ceiling", DeniableRole.ceiling(5_900));
    role.put("by-hand", DeniableRole.ceiling(3_900));

    assertThat(sessionDenials.deny(ROLE, FIRST)).isFalse();
    assertThat(sessionDenials.denyBefore(ROLE, role.now())).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void nobodyIsAllowedAgainWhicheverCallGoesWrong(Fault fault) {
    for (int call = 0; call < 30; call++) {
      List<Fault> strikes = new ArrayList<>(Collections.nCopies(call, NONE));
      strikes.add(fault);
      replaceAllByOne(strikes);
    }
  }

  /// Fills a role, and puts one denial by time in the place of all; again if a fault was in the
  /// way.
  private static void replaceAllByOne(List<Fault> strikes) {
    DeniableRole role = new DeniableRole();
    role.put("Ceiling", DeniableRole.ceiling(5_900));
    SessionDenials calm = sessionDenials(role, new Faults(IamException::builder, ""), _ -> {});
    List<Session> denied = new ArrayList<>();
    for (int number = 1; calm.deny(ROLE, grant(number)); number++) {
      denied.add(role.session(grant(number), "alice@example.com"));
    }
    role.pass(Duration.ofSeconds(1));
    Instant instant = role.now();
    Faults faults = new Faults(IamException::builder, "Throttling");
    SessionDenials watched =
        sessionDenials(role, faults, _ -> assertThat(denied).noneMatch(role::isAllowed));

    faults.strike(strikes.toArray(Fault[]::new));
    again(() -> assertThat(watched.denyBefore(ROLE, instant)).isTrue());
    again(() -> {
      Denials there = watched.denials(ROLE);
      assertThat(there.before()).containsExactly(instant);
      watched.remove(ROLE, new Denials(there.grants(), Set.of(), Set.of()));
    });
    arrive(faults);

    assertThat(denied).noneMatch(role::isAllowed);
  }

  private static void again(Runnable step) {
    try {
      step.run();
    } catch (OutcomeUnknown _) {
      step.run();
    }
  }

  private static void arrive(Faults faults) {
    try {
      faults.arrive();
    } catch (IamException _) {
      // Too late for it.
    }
  }

  @Test
  void aDenialThatWasMadeInSpiteOfAFaultIsUnknownAndCanBeRepeated() {
    faults.strike(ANSWER_LOST);

    assertThatThrownBy(() -> sessionDenials.deny(ROLE, FIRST))
        .isInstanceOf(OutcomeUnknown.class)
        .hasMessageContaining(FIRST.value());
    assertThat(sessionDenials.deny(ROLE, FIRST)).isTrue();

    assertThat(role.names()).containsExactly("Ceiling", "denied-" + FIRST);
  }

  @ParameterizedTest
  @EnumSource(names = {"CALL_LOST", "THROTTLED", "BROKEN", "LATE"})
  void aDenialThatWasNotMadeIsNotClaimed(Fault fault) {
    faults.strike(fault);

    assertThatThrownBy(() -> sessionDenials.deny(ROLE, FIRST)).isInstanceOf(OutcomeUnknown.class);
    assertThat(role.names()).containsExactly("Ceiling");
  }

  @Test
  void whatCannotBeReadToTheLastIsUnknown() {
    sessionDenials.deny(ROLE, FIRST);

    faults.strike(CALL_LOST);
    assertThatThrownBy(() -> sessionDenials.denials(ROLE)).isInstanceOf(OutcomeUnknown.class);
    faults.strike(NONE, CALL_LOST);
    assertThatThrownBy(() -> sessionDenials.denials(ROLE)).isInstanceOf(OutcomeUnknown.class);
    faults.strike(CALL_LOST);
    assertThatThrownBy(() -> sessionDenials.roles(HUB)).isInstanceOf(OutcomeUnknown.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}
        """,
        """
        {"Version":"2012-10-17","Statement":[
          {"Sid":"Revoked","Effect":"Deny","Action":["*"],"Resource":["*"],"Condition":{
            "StringEquals":{"aws:PrincipalTag/hallpass:grant":
              ["grant-00000000000000000000000000000001"]}}},
          {"Effect":"Allow","Action":"*","Resource":"*"}]}
        """,
        """
        {"Version":"2012-10-17","Statement":[
          {"Sid":"Revoked","Effect":"Allow","Action":["*"],"Resource":["*"],"Condition":{
            "StringEquals":{"aws:PrincipalTag/hallpass:grant":
              ["grant-00000000000000000000000000000001"]}}}]}
        """,
        """
        {"Version":"2012-10-17","Statement":[
          {"Sid":"Revoked","Effect":"Deny","Action":["s3:*"],"Resource":["*"],"Condition":{
            "StringEquals":{"aws:PrincipalTag/hallpass:grant":
              ["grant-00000000000000000000000000000001"]}}}]}
        """,
        """
        {"Version":"2012-10-17","Statement":[
          {"Sid":"Revoked","Effect":"Deny","Action":["*"],"Resource":["*"],"Condition":{
            "StringEquals":{"aws:PrincipalTag/hallpass:grant":
              ["grant-00000000000000000000000000000001"]},
            "Bool":{"aws:SecureTransport":["false"]}}}]}
        """
      })
  void whatSomebodyElseWroteCountsForNothingAndCanBeRemoved(String document) {
    role.put("denied-" + FIRST, document);
    role.put("denied-by-hand", document);
    role.put("denied-before-1767268800", document);
    role.put("other", document);

    Denials there = sessionDenials.denials(ROLE);
    assertThat(there)
        .isEqualTo(
            new Denials(
                Set.of(),
                Set.of(),
                Set.of("denied-" + FIRST, "denied-by-hand", "denied-before-1767268800")));

    sessionDenials.remove(ROLE, there);
    assertThat(role.names()).containsExactlyInAnyOrder("Ceiling", "other");
    assertThat(role.document("Ceiling")).isEqualTo(DeniableRole.ceiling(0));
  }

  @Test
  void aDenialInOtherWhiteSpaceIsOurs() {
    sessionDenials.deny(ROLE, FIRST);
    role.put("denied-" + FIRST, role.document("denied-" + FIRST).replace(",", ",\n  "));

    assertThat(sessionDenials.denials(ROLE).grants()).containsExactly(FIRST);
  }

  @Test
  void theListsAreReadToTheirLastPages() {
    IntStream.rangeClosed(1, 101).forEach(number -> createRole("/hallpass/", "role-" + number));
    createRole("/hallpass/deeper/", "deeper");
    createRole("/hallpass/", "Not_Ours");
    createRole("/", "outside");
    role.put("Ceiling", DeniableRole.ceiling(0));
    IntStream.rangeClosed(1, 101).forEach(number -> role.put("a-" + number, TINY));
    sessionDenials.deny(ROLE, SECOND);

    assertThat(sessionDenials.roles(HUB))
        .hasSize(102)
        .contains(ROLE, new RoleArn("arn:aws:iam::111122223333:role/hallpass/role-101"));
    assertThat(sessionDenials.denials(ROLE).grants()).containsExactly(SECOND);
  }

  private static final String TINY =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"arn:aws:s3:::a"}]}
      """;

  private void createRole(String path, String name) {
    role.account()
        .iam()
        .createRole(made ->
            made.path(path)
                .roleName(name)
                .assumeRolePolicyDocument(
                    """
                    {"Version": "2012-10-17", "Statement": [{
                      "Effect": "Allow",
                      "Principal": {"Service": "lambda.amazonaws.com"},
                      "Action": "sts:AssumeRole"
                    }]}
                    """));
  }

  private SessionDenials sessionDenials(DeniableRole of, Consumer<SdkRequest> afterEach) {
    return sessionDenials(of, faults, afterEach);
  }

  private static SessionDenials sessionDenials(
      DeniableRole of, Faults faults, Consumer<SdkRequest> afterEach) {
    Emulated.Gate gate =
        new Emulated.Gate() {
          @Override
          public void enter(SdkRequest request) {}

          @Override
          public void leave(SdkRequest request) {
            afterEach.accept(request);
          }
        };
    IamClient watched = Emulated.client(IamClient.class, of.account().iam(), gate);
    return new IamSessionDenials(
        new IamAccounts(HUB, new FaultyIam(watched, faults), IamSessionDenialsTest::none));
  }

  private static Provisioner none(AccountId other) {
    throw new AssertionError("Nothing is to be done in " + other);
  }
}
