package dev.hallpass.access;

import static dev.hallpass.grant.Examples.HUB;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.TARGET;
import static dev.hallpass.grant.Examples.grant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.access.SessionDenials.Denials;
import dev.hallpass.grant.Examples;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.policy.RoleArn;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What all denials keep to.
public abstract class SessionDenialsContract {

  protected static final RoleArn READERS = role(HUB, "read-things");
  protected static final RoleArn WRITERS = role(HUB, "write-things");
  protected static final RoleArn ELSEWHERE = role(TARGET, "read-things");
  protected static final RoleArn GONE = role(HUB, "was-taken-away");
  protected static final GrantId FIRST = grant(1);
  protected static final GrantId SECOND = grant(2);
  protected static final GrantId THIRD = grant(3);

  @SuppressWarnings("NullAway.Init")
  private SessionDenials sessionDenials;

  /// Accounts that have these roles, on which nobody is denied.
  protected abstract SessionDenials accountsWith(List<RoleArn> roles);

  @BeforeEach
  final void openAccounts() {
    sessionDenials = accountsWith(List.of(READERS, WRITERS, ELSEWHERE));
  }

  @Test
  void whereNothingWasDeniedNothingIs() {
    assertThat(denied(READERS)).isEmpty();
  }

  @Test
  void eachAccountHasItsRoles() {
    assertThat(sessionDenials.roles(HUB)).containsExactlyInAnyOrder(READERS, WRITERS);
    assertThat(sessionDenials.roles(TARGET)).containsExactly(ELSEWHERE);
  }

  @Test
  void whatWasDeniedIsSoOnItsRoleAlone() {
    assertThat(sessionDenials.deny(READERS, FIRST)).isTrue();
    assertThat(sessionDenials.deny(READERS, SECOND)).isTrue();
    assertThat(sessionDenials.deny(ELSEWHERE, THIRD)).isTrue();

    assertThat(denied(READERS)).containsExactlyInAnyOrder(FIRST, SECOND);
    assertThat(denied(WRITERS)).isEmpty();
    assertThat(denied(ELSEWHERE)).containsExactly(THIRD);
  }

  @Test
  void denyingAgainChangesNothing() {
    sessionDenials.deny(READERS, FIRST);

    assertThat(sessionDenials.deny(READERS, FIRST)).isTrue();
    assertThat(denied(READERS)).containsExactly(FIRST);
  }

  @Test
  void whatIsRemovedGoesAndTheRestStays() {
    Set<GrantId> many = grants(1, 20);
    many.forEach(grant -> sessionDenials.deny(READERS, grant));
    sessionDenials.deny(WRITERS, THIRD);

    sessionDenials.remove(READERS, new Denials(grants(3, 20), Set.of(), Set.of()));
    assertThat(denied(READERS)).containsExactlyInAnyOrder(FIRST, SECOND);

    sessionDenials.remove(READERS, sessionDenials.denials(READERS));
    assertThat(sessionDenials.denials(READERS).isEmpty()).isTrue();
    assertThat(denied(WRITERS)).containsExactly(THIRD);
  }

  @Test
  void removingWhatIsNotThereChangesNothing() {
    sessionDenials.deny(READERS, FIRST);

    sessionDenials.remove(
        READERS, new Denials(Set.of(SECOND), Set.of(NOON), Set.of("denied-more")));

    assertThat(denied(READERS)).containsExactly(FIRST);
  }

  @Test
  void aDenialByTimeStandsBesideTheOthersUntilItIsRemoved() {
    sessionDenials.deny(READERS, FIRST);

    assertThat(sessionDenials.denyBefore(READERS, NOON)).isTrue();
    assertThat(sessionDenials.denyBefore(READERS, NOON)).isTrue();
    assertThat(sessionDenials.denyBefore(READERS, NOON.plusSeconds(60))).isTrue();
    assertThat(sessionDenials.denials(READERS))
        .isEqualTo(new Denials(Set.of(FIRST), Set.of(NOON, NOON.plusSeconds(60)), Set.of()));

    sessionDenials.remove(READERS, new Denials(Set.of(FIRST), Set.of(NOON), Set.of()));
    assertThat(sessionDenials.denials(READERS))
        .isEqualTo(new Denials(Set.of(), Set.of(NOON.plusSeconds(60)), Set.of()));
  }

  @Test
  void aRoleThatIsGoneHasNoSessionsToDeny() {
    assertThat(sessionDenials.deny(GONE, FIRST)).isTrue();
    assertThat(sessionDenials.denyBefore(GONE, NOON)).isTrue();
    assertThat(sessionDenials.denials(GONE).isEmpty()).isTrue();
    sessionDenials.remove(GONE, new Denials(Set.of(FIRST), Set.of(NOON), Set.of()));
  }

  private Set<GrantId> denied(RoleArn role) {
    return sessionDenials.denials(role).grants();
  }

  /// Grants, by number.
  protected static Set<GrantId> grants(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(Examples::grant).collect(Collectors.toSet());
  }

  private static RoleArn role(AccountId account, String entitlement) {
    return RoleArn.of("aws", account, new EntitlementId(entitlement));
  }
}
