package dev.hallpass.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.catalog.EntitlementId;
import dev.hallpass.grant.GrantId;
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
    assertThat(revocations.revoked(READERS)).isEmpty();
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

    assertThat(revocations.revoked(READERS)).containsExactlyInAnyOrder(FIRST, SECOND);
    assertThat(revocations.revoked(WRITERS)).isEmpty();
    assertThat(revocations.revoked(ELSEWHERE)).containsExactly(THIRD);
  }

  @Test
  void revokingAgainChangesNothing() {
    revocations.revoke(READERS, FIRST);

    assertThat(revocations.revoke(READERS, FIRST)).isTrue();
    assertThat(revocations.revoked(READERS)).containsExactly(FIRST);
  }

  @Test
  void whatIsKeptStaysAndTheRestGoes() {
    Set<GrantId> many = grants(1, 20);
    many.forEach(grant -> revocations.revoke(READERS, grant));
    revocations.revoke(WRITERS, THIRD);

    assertThat(revocations.keep(READERS, many)).isTrue();
    assertThat(revocations.revoked(READERS)).isEqualTo(many);

    assertThat(revocations.keep(READERS, Set.of(SECOND))).isTrue();
    assertThat(revocations.revoked(READERS)).containsExactly(SECOND);
    assertThat(revocations.keep(READERS, Set.of())).isTrue();
    assertThat(revocations.revoked(READERS)).isEmpty();
    assertThat(revocations.revoked(WRITERS)).containsExactly(THIRD);
  }

  @Test
  void whatIsToBeKeptAndWasNotThereIsAdded() {
    revocations.revoke(READERS, FIRST);

    assertThat(revocations.keep(READERS, Set.of(FIRST, SECOND))).isTrue();

    assertThat(revocations.revoked(READERS)).containsExactlyInAnyOrder(FIRST, SECOND);
  }

  @Test
  void whatWasRevokedSinceTheKeeperLookedIsNotLost() {
    revocations.revoke(READERS, FIRST);
    assertThat(revocations.revoked(READERS)).containsExactly(FIRST);
    revocations.revoke(READERS, SECOND);

    revocations.keep(READERS, Set.of());

    assertThat(revocations.revoked(READERS)).containsExactly(SECOND);
    revocations.keep(READERS, Set.of());
    assertThat(revocations.revoked(READERS)).isEmpty();
  }

  @Test
  void aRoleThatIsGoneHasNoSessionsToShutOut() {
    assertThat(revocations.revoke(GONE, FIRST)).isTrue();
    assertThat(revocations.revoked(GONE)).isEmpty();
    assertThat(revocations.keep(GONE, Set.of(FIRST))).isTrue();
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
