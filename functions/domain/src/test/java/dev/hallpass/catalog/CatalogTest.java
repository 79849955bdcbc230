package dev.hallpass.catalog;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.HUB;
import static dev.hallpass.grant.Examples.MALLORY;
import static dev.hallpass.grant.Examples.level;
import static dev.hallpass.grant.Examples.policyOn;
import static dev.hallpass.records.Altered.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.catalog.Entitlement.Mistake;
import dev.hallpass.catalog.condition.ApprovalRule;
import dev.hallpass.catalog.condition.Conditions;
import dev.hallpass.catalog.parameter.Grammar;
import dev.hallpass.catalog.parameter.Parameter;
import dev.hallpass.catalog.people.Groups;
import dev.hallpass.catalog.people.People;
import dev.hallpass.catalog.people.Requesters;
import dev.hallpass.catalog.people.TrustedIdentities.PermissionSet;
import dev.hallpass.catalog.people.UserNames;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.Sha256;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyTemplate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {

  private static final TargetAccount TARGET =
      new TargetAccount(
          new AccountId("444455556666"), "staging", List.of("nonprod"), "hallpass-5f0c1c52");
  private static final Parameter PREFIX = new Parameter.Typed("prefix", "The prefix", Grammar.PATH);
  private static final Entitlement THINGS =
      entitlement(new Requesters(List.of(ALICE), List.of("example.org")), List.of(PREFIX));
  private static final Catalog CATALOG =
      new Catalog(
          new Settings(
              List.of(
                  new PermissionSet(
                      HUB, "Engineer", new UserNames(UserNames.Form.ADDRESSES, "example.com"))),
              "hallpass@example.com",
              Limits.USUAL,
              Duration.ofMinutes(15),
              People.PLAIN,
              List.of(),
              Optional.of(HUB),
              List.of(TARGET),
              Optional.empty(),
              false,
              Mailing.USUAL,
              List.of(),
              Readers.USUAL),
          List.of(THINGS),
          Sha256.ZERO);

  @Test
  void anEntitlementIsThereForWhomItIsOpenToAndForNobodyElse() {
    assertThat(CATALOG.entitlement("read-things", ALICE, Groups.NONE)).contains(THINGS);
    assertThat(CATALOG.entitlement("read-things", MALLORY, Groups.NONE)).isEmpty();
    assertThat(CATALOG.entitlement("read-others", ALICE, Groups.NONE)).isEmpty();
    assertThat(CATALOG.openTo(BOB, Groups.NONE)).isEmpty();
  }

  @Test
  void everyMistakeSaysWhatWasGivenAndAnExample() {
    assertThat(THINGS.mistakesIn(Map.of("prefix", "a/*", "size", "<b>")))
        .containsExactly(
            new Mistake("prefix", "is a/*, which it cannot be; give " + Grammar.PATH.words()),
            new Mistake("size", "is not a parameter of read-things; leave it out"));
    assertThat(THINGS.mistakesIn(Map.of()))
        .containsExactly(new Mistake("prefix", "is missing; give " + Grammar.PATH.words()));
    assertThat(THINGS.mistakesIn(Map.of("prefix", "a/b"))).isEmpty();
  }

  @Test
  void aNetworkByAnotherAddressThanItsFirstIsRefusedWithTheNetworkThatAwsWouldTake() {
    Parameter office = new Parameter.Typed("prefix", "The office", Grammar.CIDR);
    Parameter offices = new Parameter.Counted(office, false, 3);

    assertThat(mistakeIn(office, "10.1.2.3/8"))
        .isEqualTo("is 10.1.2.3/8, which it cannot be; give 10.0.0.0/8, or else " + office.words());
    assertThat(mistakeIn(offices, "192.0.2.0/24,2001:db8::1/32"))
        .contains("give 192.0.2.0/24,2001:db8:0:0:0:0:0:0/32, or else up to 3");
    assertThat(mistakeIn(office, "office")).endsWith("give " + office.words());
  }

  private static String mistakeIn(Parameter parameter, String value) {
    Entitlement entitlement =
        entitlement(new Requesters(List.of(ALICE), List.of()), List.of(parameter));
    return entitlement.mistakesIn(Map.of("prefix", value)).getFirst().says();
  }

  @Test
  void aPolicyIsRenderedInsideItsCeiling() {
    Policy policy = THINGS.render(Map.of("prefix", "a/b"), ALICE, HUB);

    assertThat(policy).isEqualTo(policyOn("arn:aws:s3:::things/a/b/*"));
    assertThat(THINGS.ceiling().firstOutside(policy)).isEmpty();
  }

  @Test
  void aCeilingIsAsWideAsThePolicyCanGet() {
    assertThat(THINGS.ceiling().statements())
        .isEqualTo(policyOn("arn:aws:s3:::things/*").statements());
  }

  @Test
  void anEntitlementIsInTheHubUnlessItNamesAnotherAccount() {
    Entitlement elsewhere = with(THINGS, "accounts", Map.of("staging", TARGET.id()));

    assertThat(THINGS.accountFor(Map.of(), HUB)).isEqualTo(HUB);
    assertThat(elsewhere.accountFor(Map.of(), HUB)).isEqualTo(TARGET.id());
  }

  @Test
  void theRequesterChoosesBetweenAccountsByTheirNames() {
    AccountId other = new AccountId("777788889999");
    Entitlement several =
        with(THINGS, "accounts", Map.of("staging", TARGET.id(), "production", other));

    assertThat(several.questions())
        .first()
        .satisfies(question -> {
          assertThat(question.name()).isEqualTo("account");
          assertThat(question.all()).containsExactlyInAnyOrder("staging", "production");
        });
    assertThat(several.mistakesIn(Map.of("prefix", "a")))
        .extracting(Mistake::parameter)
        .containsExactly("account");
    assertThat(several.mistakesIn(Map.of("prefix", "a", "account", "dev"))).hasSize(1);
    Map<String, String> values = Map.of("prefix", "a", "account", "production");
    assertThat(several.mistakesIn(values)).isEmpty();
    assertThat(new Roles("aws", HUB).of(several, values).value())
        .isEqualTo("arn:aws:iam::777788889999:role/hallpass/read-things");
  }

  @Test
  void thePlaceOfTheAccountHoldsItsNumber() {
    AccountId other = new AccountId("777788889999");
    Entitlement several =
        with(
            with(THINGS, "accounts", Map.of("staging", TARGET.id(), "production", other)),
            "template",
            new PolicyTemplate(policyOn("arn:aws:s3:::{account}-things/{prefix}/*").statements()));

    assertThat(several.render(Map.of("prefix", "a", "account", "production"), ALICE, other))
        .isEqualTo(policyOn("arn:aws:s3:::777788889999-things/a/*"));
    assertThat(several.in(other).orElseThrow().ceiling().statements())
        .isEqualTo(policyOn("arn:aws:s3:::777788889999-things/*").statements());
    assertThat(several.in(HUB)).isEmpty();
  }

  @Test
  void aGroupStandsForItsAccounts() {
    assertThat(CATALOG.settings().accountsMeantBy("nonprod")).containsExactly(TARGET);
    assertThat(CATALOG.settings().accountsMeantBy("staging")).containsExactly(TARGET);
    assertThat(CATALOG.settings().accountsMeantBy("444455556666")).containsExactly(TARGET);
    assertThat(CATALOG.settings().accountsMeantBy("production")).isEmpty();
  }

  @Test
  void anotherAccountIsFoundByItsNumber() {
    assertThat(CATALOG.settings().account(TARGET.id())).contains(TARGET);
    assertThat(CATALOG.settings().account(HUB)).isEmpty();
  }

  @Test
  void otherAccountsNeedAHub() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Settings(
                List.of(),
                "hallpass@example.com",
                Limits.USUAL,
                Duration.ofMinutes(15),
                People.PLAIN,
                List.of(),
                Optional.empty(),
                List.of(TARGET),
                Optional.empty(),
                false,
                Mailing.USUAL,
                List.of(),
                Readers.USUAL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "with a blank", "quoted\"", "line\nfeed"})
  void anExternalIdThatStsWouldNotTakeIsNone(String externalId) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TargetAccount(TARGET.id(), "staging", List.of(), externalId));
  }

  @Test
  void parametersAndPlacesMustAgree() {
    Requesters anybody = new Requesters(List.of(), List.of());
    Parameter size = new Parameter.Choice("size", "The size", List.of("s", "m"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> entitlement(anybody, List.of()))
        .withMessageContaining("unknown parameter prefix");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> entitlement(anybody, List.of(PREFIX, size)))
        .withMessageContaining("does not use the parameter size");
  }

  @Test
  void aChoiceAllowsWhatItListsAndListsNothingHarmful() {
    Parameter size = new Parameter.Choice("size", "The size", List.of("s", "m"));

    assertThat(size.allows("s")).isTrue();
    assertThat(size.allows("S")).isFalse();
    assertThat(size.words()).isEqualTo("one of s, m");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Parameter.Choice("size", "The size", List.of("s", "*")));
  }

  private static Entitlement entitlement(Requesters requesters, List<Parameter> parameters) {
    return new Entitlement(
        new EntitlementId("read-things"),
        "Read things",
        "Look at things.",
        requesters,
        parameters,
        Duration.ofHours(2),
        List.of(
            new ApprovalRule(
                Conditions.NONE,
                new ApprovalPlan.ByPeople("approval", List.of(level(1, BOB)), false))),
        Optional.empty(),
        new PolicyTemplate(policyOn("arn:aws:s3:::things/{prefix}/*").statements()),
        Map.of(),
        Map.of(),
        Optional.empty());
  }
}
