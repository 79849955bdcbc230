package dev.hallpass.adapters.iam;

import static dev.hallpass.adapters.faults.Fault.ANSWER_LOST;
import static dev.hallpass.adapters.faults.Fault.CALL_LOST;
import static dev.hallpass.adapters.faults.Fault.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.adapters.faults.Fault;
import dev.hallpass.adapters.faults.Faults;
import dev.hallpass.emulator.Emulated;
import dev.hallpass.emulator.sts.Session;
import dev.hallpass.figures.Figures;
import dev.hallpass.grant.GrantId;
import dev.hallpass.policy.AccountId;
import dev.hallpass.policy.Revocations;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.workflow.OutcomeUnknown;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

class IamRevocationsTest {

  private static final AccountId HUB = new AccountId("111122223333");
  private static final RoleArn ROLE = RevocableRole.ARN;
  private static final GrantId FIRST = grant(1);
  private static final GrantId SECOND = grant(2);

  private final RevocableRole role = new RevocableRole();
  private final Faults faults = new Faults(IamException::builder, "Throttling");
  private final Revocations revocations = revocations(role, _ -> {});

  @Test
  void aRevocationIsOnePolicyThatDeniesEverythingToOneTag() {
    revocations.revoke(ROLE, FIRST);

    assertThat(role.names()).containsExactly("Ceiling", "revoked-" + FIRST);
    assertThat(role.document("revoked-" + FIRST))
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
  void aSessionIsShutOutByItsGrantAndComesBackWhenThatIsOver() {
    Session session = role.session(FIRST, "alice@example.com");

    revocations.revoke(ROLE, FIRST);
    assertThat(role.isLetIn(session)).isFalse();

    revocations.keep(ROLE, Set.of());
    assertThat(role.isLetIn(session)).isTrue();
    assertThat(role.names()).containsExactly("Ceiling");
  }

  @Test
  void aHundredRevocationsShutOutAHundredGrantsAndNobodyElse() {
    Map<GrantId, Session> sessions =
        grants(1, 100).stream()
            .collect(
                Collectors.toMap(
                    grant -> grant, grant -> role.session(grant, "alice@example.com")));
    Session neighbour = role.session(grant(101), "bob@example.com");
    Session other = role.session(grant(102), "alice@example.com");
    int refused = 0;
    int most = 0;
    for (GrantId grant : sessions.keySet()) {
      if (!revocations.revoke(ROLE, grant)) {
        refused++;
        assertThat(revocations.keep(ROLE, with(revocations.revoked(ROLE), grant))).isTrue();
      }
      most = Math.max(most, role.names().size() - 1);
    }
    assertThat(revocations.keep(ROLE, sessions.keySet())).isTrue();

    long shutOut = sessions.values().stream().filter(one -> !role.isLetIn(one)).count();
    Figures.note(
        "%d revocations on one role: %d grants shut out, by %d policies at the most and %d"
            + " once merged; %d met a full role first; a neighbour's session and one of the same"
            + " person's other grant: %s",
        sessions.size(),
        shutOut,
        most,
        role.names().size() - 1,
        refused,
        role.isLetIn(neighbour) && role.isLetIn(other) ? "as before" : "shut out");
    assertThat(shutOut).isEqualTo(100);
    assertThat(role.isLetIn(neighbour)).isTrue();
    assertThat(role.isLetIn(other)).isTrue();
    assertThat(revocations.revoked(ROLE)).isEqualTo(sessions.keySet());
    assertThat(role.names()).hasSize(2);

    revocations.keep(ROLE, Set.of());
    assertThat(sessions.values()).allMatch(role::isLetIn);
  }

  @Test
  void aFewAreLeftAsTheyAre() {
    Set<GrantId> few = grants(1, 4);
    few.forEach(grant -> revocations.revoke(ROLE, grant));
    List<String> before = role.names();

    revocations.keep(ROLE, few);

    assertThat(role.names()).isEqualTo(before);
  }

  @Test
  void whatWasMergedIsNarrowedWhenAGrantIsOver() {
    grants(1, 5).forEach(grant -> revocations.revoke(ROLE, grant));
    revocations.keep(ROLE, grants(1, 5));
    assertThat(role.names()).hasSize(2);

    revocations.keep(ROLE, grants(1, 4));

    assertThat(revocations.revoked(ROLE)).isEqualTo(grants(1, 4));
    assertThat(role.names()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5_800, 5_823, 5_900})
  void aRoleThatIsFullIsMergedAndHasRoomAgain(int longer) {
    role.put("Ceiling", RevocableRole.ceiling(longer));
    Set<GrantId> revoked = new HashSet<>();
    int number = 1;
    while (revocations.revoke(ROLE, grant(number))) {
      revoked.add(grant(number));
      number++;
    }
    Map<GrantId, Session> sessions =
        revoked.stream()
            .collect(
                Collectors.toMap(grant -> grant, grant -> role.session(grant, "a@example.com")));
    Revocations watched =
        revocations(role, _ -> assertThat(sessions.values()).noneMatch(role::isLetIn));

    assertThat(watched.keep(ROLE, with(revoked, grant(number)))).isTrue();

    assertThat(revocations.revoked(ROLE)).isEqualTo(with(revoked, grant(number)));
    assertThat(role.names()).hasSizeLessThanOrEqualTo(5);
    assertThat(revocations.revoke(ROLE, grant(number + 1))).isTrue();
  }

  @Test
  void moreThanARoleCanHoldIsSaid() {
    role.put("Ceiling", RevocableRole.ceiling(5_900));
    Set<GrantId> tooMany = grants(1, 110);

    assertThat(revocations.keep(ROLE, tooMany)).isFalse();

    int held = revocations.revoked(ROLE).size();
    Figures.note("%d of %d grants have room beside the longest ceiling", held, tooMany.size());
    assertThat(held).isGreaterThan(90);
    assertThat(revocations.keep(ROLE, grants(1, 90))).isTrue();
    assertThat(revocations.revoked(ROLE)).isEqualTo(grants(1, 90));
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void nobodyIsLetInAgainWhicheverCallGoesWrong(Fault fault) {
    int calls = callsOfKeepingWhile(List.of());
    // It lists, reads ten policies, deletes one, narrows one, writes one and deletes eight.
    assertThat(calls).isEqualTo(22);

    for (int call = 0; call < calls; call++) {
      List<Fault> strikes = new ArrayList<>(Collections.nCopies(call, NONE));
      strikes.add(fault);
      callsOfKeepingWhile(strikes);
    }
  }

  /// Keeps ten of thirteen revocations, again if a fault was in the way, and looks after each call
  /// that takes effect whether all of the ten are shut out.
  ///
  /// @return how many calls the first attempt made
  private static int callsOfKeepingWhile(List<Fault> strikes) {
    RevocableRole role = new RevocableRole();
    Set<GrantId> wanted = grants(1, 10);
    Revocations calm = revocations(role, new Faults(IamException::builder, ""), _ -> {});
    grants(8, 12).forEach(grant -> calm.revoke(ROLE, grant));
    calm.keep(ROLE, grants(8, 12));
    grants(1, 7).forEach(grant -> calm.revoke(ROLE, grant));
    calm.revoke(ROLE, grant(13));
    List<Session> shutOut =
        wanted.stream().map(grant -> role.session(grant, "alice@example.com")).toList();
    List<SdkRequest> calls = new ArrayList<>();
    Faults faults = new Faults(IamException::builder, "Throttling");
    Revocations watched =
        revocations(
            role,
            faults,
            request -> {
              calls.add(request);
              assertThat(shutOut).as("after %s", request).noneMatch(role::isLetIn);
            });
    var _ = watched.revoked(ROLE);
    int before = calls.size();

    faults.strike(strikes.toArray(Fault[]::new));
    try {
      assertThat(watched.keep(ROLE, wanted)).isTrue();
    } catch (OutcomeUnknown _) {
      assertThat(watched.keep(ROLE, wanted)).isTrue();
    }
    int made = calls.size() - before;
    arrive(faults);
    assertThat(shutOut).noneMatch(role::isLetIn);
    assertThat(calm.keep(ROLE, wanted)).isTrue();
    assertThat(calm.revoked(ROLE)).isEqualTo(wanted);
    assertThat(role.names()).hasSize(2);
    return made;
  }

  private static void arrive(Faults faults) {
    try {
      faults.arrive();
    } catch (NoSuchEntityException _) {
      // What was to be deleted has been deleted meanwhile.
    }
  }

  @Test
  void whatIsRevokedWhileOthersAreMergedIsNotLost() {
    Set<GrantId> wanted = grants(1, 9);
    wanted.forEach(grant -> revocations.revoke(ROLE, grant));
    List<Integer> more = new ArrayList<>(List.of(20, 21, 22, 23, 24, 25));
    Revocations beside = revocations(role, _ -> {});
    Revocations keeper =
        revocations(
            role,
            request -> {
              if (!more.isEmpty() && !(request instanceof ListRolePoliciesRequest)) {
                beside.revoke(ROLE, grant(more.removeLast()));
              }
            });

    keeper.keep(ROLE, wanted);

    assertThat(more).isEmpty();
    assertThat(revocations.revoked(ROLE)).containsAll(wanted).containsAll(grants(20, 25));
  }

  @Test
  void aRevocationThatWasMadeInSpiteOfAFaultIsUnknownAndCanBeRepeated() {
    faults.strike(ANSWER_LOST);

    assertThatThrownBy(() -> revocations.revoke(ROLE, FIRST))
        .isInstanceOf(OutcomeUnknown.class)
        .hasMessageContaining(FIRST.value());
    assertThat(revocations.revoke(ROLE, FIRST)).isTrue();

    assertThat(role.names()).containsExactly("Ceiling", "revoked-" + FIRST);
  }

  @ParameterizedTest
  @EnumSource(names = {"CALL_LOST", "THROTTLED", "BROKEN", "LATE"})
  void aRevocationThatWasNotMadeIsNotClaimed(Fault fault) {
    faults.strike(fault);

    assertThatThrownBy(() -> revocations.revoke(ROLE, FIRST)).isInstanceOf(OutcomeUnknown.class);
    assertThat(role.names()).containsExactly("Ceiling");
  }

  @Test
  void whatCannotBeReadToTheLastIsUnknown() {
    revocations.revoke(ROLE, FIRST);

    faults.strike(CALL_LOST);
    assertThatThrownBy(() -> revocations.revoked(ROLE)).isInstanceOf(OutcomeUnknown.class);
    faults.strike(NONE, CALL_LOST);
    assertThatThrownBy(() -> revocations.revoked(ROLE)).isInstanceOf(OutcomeUnknown.class);
    faults.strike(CALL_LOST);
    assertThatThrownBy(() -> revocations.roles(HUB)).isInstanceOf(OutcomeUnknown.class);
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
  void whatSomebodyElseWroteCountsForNothingAndIsReplaced(String document) {
    role.put("revoked-" + FIRST, document);
    role.put("revoked-by-hand", document);
    role.put("other", document);
    assertThat(revocations.revoked(ROLE)).isEmpty();

    assertThat(revocations.keep(ROLE, Set.of(FIRST))).isTrue();

    assertThat(revocations.revoked(ROLE)).containsExactly(FIRST);
    assertThat(role.names())
        .hasSize(3)
        .contains("Ceiling", "other")
        .noneMatch(name -> name.equals("revoked-by-hand"));
    assertThat(role.document("Ceiling")).isEqualTo(RevocableRole.ceiling(0));
  }

  @Test
  void aRevocationInOtherWhiteSpaceIsOurs() {
    revocations.revoke(ROLE, FIRST);
    role.put("revoked-" + FIRST, role.document("revoked-" + FIRST).replace(",", ",\n  "));

    assertThat(revocations.revoked(ROLE)).containsExactly(FIRST);
  }

  @Test
  void theListsAreReadToTheirLastPages() {
    IntStream.rangeClosed(1, 101).forEach(number -> createRole("/hallpass/", "role-" + number));
    createRole("/hallpass/deeper/", "deeper");
    createRole("/hallpass/", "Not_Ours");
    createRole("/", "outside");
    role.put("Ceiling", RevocableRole.ceiling(0));
    IntStream.rangeClosed(1, 101).forEach(number -> role.put("a-" + number, TINY));
    revocations.revoke(ROLE, SECOND);

    assertThat(revocations.roles(HUB))
        .hasSize(102)
        .contains(ROLE, new RoleArn("arn:aws:iam::111122223333:role/hallpass/role-101"));
    assertThat(revocations.revoked(ROLE)).containsExactly(SECOND);
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

  private Revocations revocations(RevocableRole of, Consumer<SdkRequest> afterEach) {
    return revocations(of, faults, afterEach);
  }

  private static Revocations revocations(
      RevocableRole of, Faults faults, Consumer<SdkRequest> afterEach) {
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
    return new IamRevocations(
        new IamAccounts(HUB, new FaultyIam(watched, faults), IamRevocationsTest::none));
  }

  private static Provisioner none(AccountId other) {
    throw new AssertionError("Nothing is to be done in " + other);
  }

  private static Set<GrantId> with(Set<GrantId> grants, GrantId more) {
    Set<GrantId> all = new HashSet<>(grants);
    all.add(more);
    return all;
  }

  private static Set<GrantId> grants(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(IamRevocationsTest::grant)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static GrantId grant(int number) {
    return new GrantId("grant-%032d".formatted(number));
  }
}
