package dev.hallpass.adapters.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.access.SessionDenials;
import dev.hallpass.access.SessionDenials.Denials;
import dev.hallpass.emulator.authorization.NetworkLink;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.emulator.sts.Session;
import dev.hallpass.figures.Figures;
import dev.hallpass.fuzz.Cases;
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

/// Session denials where IAM shows an older state at each read, and some calls arrive after their
/// caller stopped waiting.
class StaleSessionDenialsTest {

  private static final int HISTORIES = Cases.share(10);
  private static final int MINUTES = 90;
  private static final Duration LIFE = Duration.ofMinutes(26);

  private final Map<GrantId, Session> sessions = new HashMap<>();
  private final Map<GrantId, Instant> begun = new HashMap<>();
  private final Map<GrantId, Instant> needed = new HashMap<>();
  private int byTime;

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 60, 300})
  void nobodyIsAllowedAgainHoweverOldIsWhatIamShows(int seconds) {
    int denied = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      denied += live(new Random(seed), seconds);
    }
    Figures.note(
        "%d denials, %d of them by time, kept by what IAM showed up to %d s late, let in again 0",
        denied, byTime, seconds);
  }

  private int live(Random random, int seconds) {
    sessions.clear();
    needed.clear();
    begun.clear();
    DeniableRole role = new DeniableRole();
    role.put("Ceiling", DeniableRole.ceiling(5_900));
    SessionDenials sessionDenials =
        new IamSessionDenials(
            new IamAccounts(
                new AccountId("111122223333"),
                role.iamOver(late(role, random, seconds)),
                other -> {
                  throw new AssertionError("Nothing is to be done in " + other);
                }));
    int seldom = 1 + random.nextInt(12);
    for (int minute = 0; minute < MINUTES; minute++) {
      for (int more = random.nextInt(seldom) == 0 ? random.nextInt(4) : 0; more > 0; more--) {
        revoke(role, sessionDenials, new GrantId("grant-%032x".formatted(sessions.size())));
      }
      tend(role, sessionDenials);
      role.pass(Duration.ofMinutes(1));
    }
    return sessions.size();
  }

  private NetworkLink late(DeniableRole role, Random random, int seconds) {
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
                requireDenied(role, request);
              });
          throw ApiCallAttemptTimeoutException.create(1000);
        }
      }

      @Override
      public void answer(Principal caller, SdkRequest request) {
        requireDenied(role, request);
      }
    };
  }

  /// As the reaper does each minute.
  private void tend(DeniableRole role, SessionDenials sessionDenials) {
    Denials there = sessionDenials.denials(DeniableRole.ARN);
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
      sessionDenials.remove(DeniableRole.ARN, new Denials(unneeded, past, Set.of()));
    } catch (OutcomeUnknown _) {
      // It is tended again in a minute.
    }
  }

  private void revoke(DeniableRole role, SessionDenials sessionDenials, GrantId grant) {
    sessions.put(grant, role.session(grant, "alice@example.com"));
    begun.put(grant, role.now());
    try {
      if (sessionDenials.deny(DeniableRole.ARN, grant)) {
        needed.put(grant, role.now().plus(LIFE));
      } else if (sessionDenials.denyBefore(
          DeniableRole.ARN, LiveSessions.begunBefore(role.now()))) {
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

  private static void arrive(DeniableRole role, SdkRequest request) {
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

  private boolean isNeeded(DeniableRole role, GrantId grant) {
    return needed.containsKey(grant) && role.now().isBefore(needed.get(grant));
  }

  private void requireDenied(DeniableRole role, SdkRequest request) {
    List<GrantId> allowed =
        sessions.entrySet().stream()
            .filter(
                session -> isNeeded(role, session.getKey()) && role.isAllowed(session.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    assertThat(allowed).as("after %s", request).isEmpty();
  }
}
