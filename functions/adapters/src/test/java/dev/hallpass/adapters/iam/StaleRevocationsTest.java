package dev.hallpass.adapters.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.access.Revocations;
import dev.hallpass.access.Revocations.Denials;
import dev.hallpass.emulator.authorization.NetworkLink;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.emulator.sts.Session;
import dev.hallpass.figures.Figures;
import dev.hallpass.grant.LiveSessions;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;

/// Revocations by somebody to whom IAM shows what was there some time ago, each time another, and
/// some of whose calls arrive when nobody waits for them any more.
class StaleRevocationsTest {

  private static final int HISTORIES = 10;
  private static final int MINUTES = 90;
  private static final Duration LIFE = Duration.ofMinutes(26);

  private final Map<GrantId, Session> sessions = new HashMap<>();
  private final Map<GrantId, Instant> begun = new HashMap<>();
  private final Map<GrantId, Instant> needed = new HashMap<>();
  private int byTime;

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 60, 300})
  void nobodyIsLetInAgainHoweverOldIsWhatIamShows(int seconds) {
    int revoked = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      revoked += live(new Random(seed), seconds);
    }
    Figures.note(
        "%d revocations, %d of them by time, kept by what IAM showed up to %d s late, let in again 0",
        revoked, byTime, seconds);
  }

  private int live(Random random, int seconds) {
    sessions.clear();
    needed.clear();
    begun.clear();
    RevocableRole role = new RevocableRole();
    role.put("Ceiling", RevocableRole.ceiling(5_900));
    Revocations revocations =
        new IamRevocations(
            new IamAccounts(
                new AccountId("111122223333"),
                role.iamOver(late(role, random, seconds)),
                other -> {
                  throw new AssertionError("Nothing is to be done in " + other);
                }));
    int seldom = 1 + random.nextInt(12);
    for (int minute = 0; minute < MINUTES; minute++) {
      for (int more = random.nextInt(seldom) == 0 ? random.nextInt(4) : 0; more > 0; more--) {
        revoke(role, revocations, new GrantId("grant-%032x".formatted(sessions.size())));
      }
      tend(role, revocations);
      role.pass(Duration.ofMinutes(1));
    }
    return sessions.size();
  }

  private NetworkLink late(RevocableRole role, Random random, int seconds) {
    return new NetworkLink() {
      @Override
      public Duration staleness(Principal caller, SdkRequest request) {
        return Duration.ofMillis(random.nextInt(seconds * 1000));
      }

      @Override
      public void request(Principal caller, SdkRequest request) {
        if (arrivesLate(request) && random.nextInt(50) == 0) {
          role.later(
              Duration.ofSeconds(random.nextInt(300)),
              () -> {
                arrive(role, request);
                requireShutOut(role, request);
              });
          throw ApiCallAttemptTimeoutException.create(1000);
        }
      }

      @Override
      public void answer(Principal caller, SdkRequest request) {
        requireShutOut(role, request);
      }
    };
  }

  /// As the reaper does each minute.
  private void tend(RevocableRole role, Revocations revocations) {
    Denials there = revocations.denials(RevocableRole.ARN);
    Optional<Instant> newest =
        there.before().stream()
            .max(Instant::compareTo)
            .filter(one -> !LiveSessions.areOverSince(one, role.now()));
    Set<Instant> past = new HashSet<>(there.before());
    newest.ifPresent(past::remove);
    Set<GrantId> unneeded = new HashSet<>(there.grants());
    unneeded.removeIf(grant ->
        isNeeded(role, grant)
            && newest
                .filter(one -> begun.getOrDefault(grant, Instant.MAX).isBefore(one))
                .isEmpty());
    try {
      revocations.lift(RevocableRole.ARN, new Denials(unneeded, past, Set.of()));
    } catch (OutcomeUnknown _) {
      // It is tended again in a minute.
    }
  }

  private void revoke(RevocableRole role, Revocations revocations, GrantId grant) {
    sessions.put(grant, role.session(grant, "alice@example.com"));
    begun.put(grant, role.now());
    try {
      if (revocations.revoke(RevocableRole.ARN, grant)) {
        needed.put(grant, role.now().plus(LIFE));
      } else if (revocations.revokeBefore(
          RevocableRole.ARN, LiveSessions.begunBefore(role.now()))) {
        needed.put(grant, role.now().plus(LIFE));
        byTime++;
      }
    } catch (OutcomeUnknown _) {
      // It may arrive, but nobody was told that it did.
    }
  }

  private static boolean arrivesLate(SdkRequest request) {
    return request instanceof PutRolePolicyRequest || request instanceof DeleteRolePolicyRequest;
  }

  private static void arrive(RevocableRole role, SdkRequest request) {
    IamClient iam = role.account().iam();
    try {
      if (request instanceof PutRolePolicyRequest put) {
        iam.putRolePolicy(put);
      } else {
        iam.deleteRolePolicy((DeleteRolePolicyRequest) request);
      }
    } catch (IamException _) {
      // Too late for it.
    }
  }

  private boolean isNeeded(RevocableRole role, GrantId grant) {
    return needed.containsKey(grant) && role.now().isBefore(needed.get(grant));
  }

  private void requireShutOut(RevocableRole role, SdkRequest request) {
    List<GrantId> letIn =
        sessions.entrySet().stream()
            .filter(session -> isNeeded(role, session.getKey()) && role.isLetIn(session.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    assertThat(letIn).as("after %s", request).isEmpty();
  }
}
