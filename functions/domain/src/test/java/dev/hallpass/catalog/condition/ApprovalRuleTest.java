package dev.hallpass.catalog.condition;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.HOUR;
import static dev.hallpass.grant.Examples.level;
import static dev.hallpass.grant.Examples.policyOn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.parameter.Grammar;
import dev.hallpass.catalog.parameter.Parameter;
import dev.hallpass.catalog.people.Groups;
import dev.hallpass.catalog.people.Requesters;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.Person;
import dev.hallpass.policy.PolicyTemplate;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who decides on a request, and when nobody is asked.
class ApprovalRuleTest {

  // A Monday, at ten in Berlin.
  private static final Instant MONDAY = Instant.parse("2026-11-23T09:00:00Z");
  private static final OfficeHours HOURS =
      new OfficeHours(
          ZoneId.of("Europe/Berlin"),
          Set.of(DayOfWeek.TUESDAY, DayOfWeek.MONDAY),
          LocalTime.of(8, 0),
          LocalTime.of(18, 0));
  private static final Conditions ALL =
      new Conditions(
          Map.of("prefix", List.of("a", "b")),
          Optional.of(HOUR),
          Optional.of(HOURS),
          Optional.of(new Requesters(List.of(ALICE), List.of("example.org"))),
          Optional.of("INC-[0-9]{1,6}"),
          Optional.of(new TimeLimit(Duration.ofDays(1), Duration.ofHours(2))));
  private static final ApprovalPlan BY_RULE = new ApprovalPlan.ByRule("in-office-hours");
  private static final ApprovalPlan BY_BOB =
      new ApprovalPlan.ByPeople("bob", List.of(level(1, BOB)), false);
  private static final ApprovalPlan BY_CAROL =
      new ApprovalPlan.ByPeople("carol", List.of(level(1, CAROL)), true);
  private static final BreakGlassRule GLASS =
      new BreakGlassRule(
          List.of(ALICE),
          Duration.ofMinutes(30),
          new ApprovalPlan.BreakGlass(
              "break-glass", List.of(CAROL), Duration.ofDays(1), Duration.ofHours(12)));

  @Test
  void theFirstRuleThatHoldsDecides() {
    Entitlement things =
        entitlement(
            new ApprovalRule(ALL, BY_RULE),
            new ApprovalRule(onlyLongest(HOUR.multipliedBy(2)), BY_BOB),
            new ApprovalRule(Conditions.NONE, BY_CAROL));

    assertThat(things.planFor(ask(ALICE, "a", HOUR, MONDAY, "INC-7"))).isEqualTo(BY_RULE);
    assertThat(things.planFor(ask(ALICE, "c", HOUR, MONDAY, "INC-7"))).isEqualTo(BY_BOB);
    assertThat(things.planFor(ask(ALICE, "a", HOUR.multipliedBy(3), MONDAY, "INC-7")))
        .isEqualTo(BY_CAROL);
  }

  @Test
  void aTicketIsLookedAtOnlyWhereARuleAsksForOne() {
    assertThat(entitlement(new ApprovalRule(Conditions.NONE, BY_BOB)).looksAtTickets()).isFalse();
    assertThat(
            entitlement(new ApprovalRule(ALL, BY_RULE), new ApprovalRule(Conditions.NONE, BY_BOB))
                .looksAtTickets())
        .isTrue();
  }

  @Test
  void everyConditionMustBeMet() {
    assertThat(ALL.areMetBy(ask(ALICE, "b", HOUR, MONDAY, "INC-123456"))).isTrue();
    assertThat(ALL.areMetBy(ask(new Person("eve@example.org"), "b", HOUR, MONDAY, "INC-1")))
        .isTrue();

    assertThat(ALL.areMetBy(ask(BOB, "b", HOUR, MONDAY, "INC-1"))).isFalse();
    assertThat(ALL.areMetBy(ask(ALICE, "c", HOUR, MONDAY, "INC-1"))).isFalse();
    assertThat(ALL.areMetBy(ask(ALICE, "b", HOUR.plusMinutes(1), MONDAY, "INC-1"))).isFalse();
    assertThat(ALL.areMetBy(ask(ALICE, "b", HOUR, MONDAY.plus(Duration.ofDays(2)), "INC-1")))
        .isFalse();
    assertThat(
            ALL.areMetBy(
                new Ask(
                    ALICE,
                    Map.of("prefix", "b"),
                    HOUR,
                    MONDAY,
                    Optional.empty(),
                    TimeUsed.NONE,
                    Groups.NONE)))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INC-", "INC-1234567", "xINC-1", "INC-1x", "inc-1"})
  void aTicketOfAnotherFormIsNone(String ticket) {
    assertThat(ALL.areMetBy(ask(ALICE, "b", HOUR, MONDAY, ticket))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T07:00:00Z, PT1H, true",
    "2026-11-23T06:59:59Z, PT1H, false",
    "2026-11-23T16:00:00Z, PT1H, true",
    "2026-11-23T16:01:00Z, PT1H, false",
    "2026-11-24T09:00:00Z, PT1H, true",
    "2026-11-25T09:00:00Z, PT1H, false",
    "2026-11-23T09:00:00Z, PT24H, false",
    "2026-06-01T06:00:00Z, PT1H, true",
    "2026-06-01T05:59:00Z, PT1H, false"
  })
  void officeHoursHoldTheWholeAccessOnTheClocksOfTheirZone(
      Instant begin, Duration time, boolean within) {
    assertThat(HOURS.include(begin, time)).isEqualTo(within);
  }

  @Test
  void officeHoursHaveADayAndEndAfterTheyBegin() {
    ZoneId zone = HOURS.zone();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OfficeHours(zone, Set.of(), HOURS.from(), HOURS.to()))
        .withMessageContaining("need at least one day");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OfficeHours(zone, HOURS.days(), HOURS.to(), HOURS.from()))
        .withMessageContaining("end after they begin");
  }

  @Test
  void peopleReadWhatARuleAsksFor() {
    assertThat(ALL.words())
        .isEqualTo(
            "when prefix is a or b, and the duration is at most PT1H, and the whole access is within"
                + " Mon, Tue from 08:00 to 18:00 (Europe/Berlin), and the requester is among"
                + " alice@example.com, everybody at example.org, and the request names an open"
                + " ticket of the form INC-[0-9]{1,6}, and the requester's accesses within PT24H take at"
                + " most PT2H together");
    assertThat(Conditions.NONE.words()).isEqualTo("always");
    assertThat(Conditions.NONE.areNone()).isTrue();
    assertThat(ALL.areNone()).isFalse();
  }

  @Test
  void theLastRuleHoldsAlways() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> entitlement(new ApprovalRule(ALL, BY_BOB)));
  }

  @Test
  void breakGlassAloneCanOpenAnEntitlement() {
    Entitlement emergency = entitlement();

    assertThat(emergency.isOpenedByGlassAlone()).isTrue();
    assertThat(emergency.planForBreakGlass(ALICE, Duration.ofMinutes(30), Groups.NONE))
        .contains(GLASS.plan());
    assertThat(emergency.ruleOf(BY_BOB, ask(ALICE, "a", HOUR, MONDAY, "INC-7"))).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> entitlement(Optional.empty()));
  }

  @Test
  void theGlassIsBrokenByWhomItIsForAndForAsLongAsItIsFor() {
    Entitlement things = entitlement(new ApprovalRule(Conditions.NONE, BY_BOB));

    assertThat(things.planForBreakGlass(ALICE, Duration.ofMinutes(30), Groups.NONE))
        .contains(GLASS.plan());
    assertThat(things.planForBreakGlass(ALICE, Duration.ofMinutes(31), Groups.NONE)).isEmpty();
    assertThat(things.planForBreakGlass(BOB, Duration.ofMinutes(30), Groups.NONE)).isEmpty();
  }

  @Test
  void timeThatIsUsedUpMeetsNoRule() {
    assertThat(ALL.areMetBy(using(Optional.of(HOUR)))).isTrue();
    assertThat(ALL.areMetBy(using(Optional.of(HOUR.plusSeconds(1))))).isFalse();
    assertThat(ALL.areMetBy(using(Optional.empty()))).isFalse();
  }

  private static Ask using(Optional<Duration> used) {
    return new Ask(
        ALICE,
        Map.of("prefix", "a"),
        HOUR,
        MONDAY,
        Optional.of("INC-1"),
        (_, _) -> used,
        Groups.NONE);
  }

  private static Conditions onlyLongest(Duration longest) {
    return new Conditions(
        Map.of(),
        Optional.of(longest),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Ask ask(
      Person requester, String prefix, Duration duration, Instant at, String ticket) {
    return new Ask(
        requester,
        Map.of("prefix", prefix),
        duration,
        at,
        Optional.of(ticket),
        TimeUsed.NONE,
        Groups.NONE);
  }

  private static Entitlement entitlement(ApprovalRule... rules) {
    return entitlement(Optional.of(GLASS), rules);
  }

  private static Entitlement entitlement(Optional<BreakGlassRule> glass, ApprovalRule... rules) {
    return new Entitlement(
        new EntitlementId("read-things"),
        "Read things",
        "Look at things.",
        new Requesters(List.of(), List.of("example.com")),
        List.of(new Parameter.Typed("prefix", "The prefix", Grammar.PATH)),
        Duration.ofHours(8),
        List.of(rules),
        glass,
        new PolicyTemplate(policyOn("arn:aws:s3:::things/{prefix}/*").statements()),
        Map.of(),
        Map.of(),
        Optional.empty());
  }
}
