package dev.hallpass.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.access.Revocations.Denials;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.policy.RoleArn;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What all revocations keep to.
public abstract class RevocationsContract {

  protected static final AccountId HUB = new AccountId("111122223333");
  protected static final AccountId TARGET = new AccountId("444455556666");
  protected static final RoleArn READERS = role(HUB, "read-things");
  protected static final RoleArn WRITERS = role(HUB, "write-things");
  protected static final RoleArn ELSEWHERE = role(TARGET, "read-things");
  protected static final RoleArn GONE = role(HUB, "was-taken-away");
  protected static final GrantId FIRST = grant(1);
  protected static final GrantId SECOND = grant(2);
  protected static final GrantId THIRD = grant(3);

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @SuppressWarnings("NullAway.Init")
  private Revocations revocations;

  /// Accounts that have these roles, from which nobody is shut out.
  protected abstract Revocations accountsWith(List<RoleArn> roles);

  @BeforeEach
  final void openAccounts() {
    revocations = accountsWith(List.of(READERS, WRITERS, ELSEWHERE));
  }

  @Test
  void whereNothingWasRevokedNothingIs() {
    assertThat(revoked(READERS)).isEmpty();
  }

  @Test
  void eachAccountHasItsRoles() {
    assertThat(revocations.roles(HUB)).containsExactlyInAnyOrder(READERS, WRITERS);
    assertThat(revocations.roles(TARGET)).containsExactly(ELSEWHERE);
  }

  @Test
  void whatWasRevokedIsSoOnItsRoleAlone() {
    assertThat(revocations.revoke(READERS, FIRST)).isTrue();
    assertThat(revocations.revoke(READERS, SECOND)).isTrue();
    assertThat(revocations.revoke(ELSEWHERE, THIRD)).isTrue();

    assertThat(revoked(READERS)).containsExactlyInAnyOrder(FIRST, SECOND);
    assertThat(revoked(WRITERS)).isEmpty();
    assertThat(revoked(ELSEWHERE)).containsExactly(THIRD);
  }

  @Test
  void revokingAgainChangesNothing() {
    revocations.revoke(READERS, FIRST);

    assertThat(revocations.revoke(READERS, FIRST)).isTrue();
    assertThat(revoked(READERS)).containsExactly(FIRST);
  }

  @Test
  void whatIsLiftedGoesAndTheRestStays() {
    Set<GrantId> many = grants(1, 20);
    many.forEach(grant -> revocations.revoke(READERS, grant));
    revocations.revoke(WRITERS, THIRD);

    revocations.lift(READERS, new Denials(grants(3, 20), Set.of(), Set.of()));
    assertThat(revoked(READERS)).containsExactlyInAnyOrder(FIRST, SECOND);

    revocations.lift(READERS, revocations.denials(READERS));
    assertThat(revocations.denials(READERS).isEmpty()).isTrue();
    assertThat(revoked(WRITERS)).containsExactly(THIRD);
  }

  @Test
  void liftingWhatIsNotThereChangesNothing() {
    revocations.revoke(READERS, FIRST);

    revocations.lift(READERS, new Denials(Set.of(SECOND), Set.of(NOON), Set.of("revoked-more")));

    assertThat(revoked(READERS)).containsExactly(FIRST);
  }

  @Test
  void aDenialByTimeStandsBesideTheOthersUntilItIsLifted() {
    revocations.revoke(READERS, FIRST);

    assertThat(revocations.revokeBefore(READERS, NOON)).isTrue();
    assertThat(revocations.revokeBefore(READERS, NOON)).isTrue();
    assertThat(revocations.revokeBefore(READERS, NOON.plusSeconds(60))).isTrue();
    assertThat(revocations.denials(READERS))
        .isEqualTo(new Denials(Set.of(FIRST), Set.of(NOON, NOON.plusSeconds(60)), Set.of()));

    revocations.lift(READERS, new Denials(Set.of(FIRST), Set.of(NOON), Set.of()));
    assertThat(revocations.denials(READERS))
        .isEqualTo(new Denials(Set.of(), Set.of(NOON.plusSeconds(60)), Set.of()));
  }

  @Test
  void aRoleThatIsGoneHasNoSessionsToDeny() {
    assertThat(revocations.revoke(GONE, FIRST)).isTrue();
    assertThat(revocations.revokeBefore(GONE, NOON)).isTrue();
    assertThat(revocations.denials(GONE).isEmpty()).isTrue();
    revocations.lift(GONE, new Denials(Set.of(FIRST), Set.of(NOON), Set.of()));
  }

  private Set<GrantId> revoked(RoleArn role) {
    return revocations.denials(role).grants();
  }

  /// Grants, by number.
  protected static Set<GrantId> grants(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(RevocationsContract::grant)
        .collect(Collectors.toSet());
  }

  protected static GrantId grant(int number) {
    return new GrantId("grant-%032d".formatted(number));
  }

  private static RoleArn role(AccountId account, String entitlement) {
    return RoleArn.of("aws", account, new EntitlementId(entitlement));
  }
}
