package dev.hallpass.cli.credentials;

import dev.hallpass.cli.api.Api;
import dev.hallpass.cli.api.Call;
import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.api.NotReached;
import dev.hallpass.cli.api.Refused;
import dev.hallpass.cli.api.Reply;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Folders;
import dev.hallpass.cli.surroundings.Pause;
import dev.hallpass.cli.surroundings.Stopped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Credentials of grants: from this machine while they are good, else from the API.
public final class CredentialSource {

  /// Programs renew when a quarter of an hour is left (source: botocore's advisory refresh, .NET's
  /// PreemptExpiryTime). A minute more, so that they find a new set then.
  private static final Duration RENEWAL = Duration.ofMinutes(16);

  // What the API calls it when AWS has not seen the new policy yet.
  private static final int NOT_YET = 503;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);
  private static final Duration NEXT_TRY = Duration.ofMinutes(1);
  private static final Duration USUAL_WAIT = Duration.ofSeconds(3);

  private final Api api;
  private final Folders folders;
  private final InstantSource clock;
  private final Pause pause;

  public CredentialSource(Api api, Folders folders, InstantSource clock, Pause pause) {
    this.api = api;
    this.folders = folders;
    this.clock = clock;
    this.pause = pause;
  }

  /// The answer of `credential_process` for a grant, or for its extension once that is open. Waits
  /// until the access can be used. While a newer set cannot be had, it is the one that is kept, if
  /// that is still good.
  ///
  /// @throws Refused if the grant gives no credentials
  /// @throws NotReached if the API does not answer
  public String answer(String grant) {
    CachedCredentials cached = new CachedCredentials(folders, grant);
    return cached
        .answer(clock.instant())
        .orElseGet(() ->
            cached
                .lock()
                .whileLocked(() ->
                    // Another process may have fetched them in the meantime.
                    cached.answer(clock.instant()).orElseGet(() -> fetchedOrKept(grant, cached))));
  }

  private String fetchedOrKept(String grant, CachedCredentials cached) {
    try {
      return fetch(grant, cached);
    } catch (NotReached | Refused | Stopped e) {
      // What is kept opens the access until its own end. Of a grant that is over, nothing is kept.
      Instant now = clock.instant();
      return cached.stillGood(now, now.plus(NEXT_TRY)).orElseThrow(() -> e);
    }
  }

  private String fetch(String grant, CachedCredentials cached) {
    List<Grant> grants = Grant.list(api.call(Call.get("/grants")));
    String open = openExtension(grants, grant).map(Grant::id).orElse(grant);
    ObjectNode answer = (ObjectNode) issued(open, cached).tree();
    Instant expiration = Instant.parse(answer.required("Expiration").asString());
    Optional<Instant> end = end(grants, open);
    // At its end a grant has no newer credentials, so nobody needs to come back for them before.
    if (end.isPresent() && !expiration.isBefore(end.get().minusSeconds(1))) {
      answer.put("Expiration", text(expiration.plus(RENEWAL)));
      return kept(cached, answer, expiration, expiration);
    }
    Instant renewal = expiration.minus(RENEWAL);
    boolean isAhead = renewal.isAfter(clock.instant());
    return kept(cached, answer, isAhead ? renewal : expiration, expiration);
  }

  private static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String kept(
      CachedCredentials cached, ObjectNode answer, Instant renewal, Instant expiration) {
    String text = Json.text(answer);
    cached.keep(text, renewal, expiration);
    return text;
  }

  /// The end of a grant after which no extension goes on.
  private static Optional<Instant> end(List<Grant> grants, String open) {
    boolean goesOn =
        grants.stream()
            .filter(grant -> grant.extensionOf().filter(open::equals).isPresent())
            .anyMatch(grant -> grant.goesOn(grants));
    return grants.stream()
        .filter(grant -> !goesOn && grant.id().equals(open))
        .findFirst()
        .flatMap(Grant::expiresAt);
  }

  /// The active grant that extends a grant, or one of its extensions.
  public static Optional<Grant> openExtension(List<Grant> grants, String grant) {
    return grants.stream()
        .filter(one -> one.extensionOf().filter(grant::equals).isPresent())
        .flatMap(
            one -> (one.isActive() ? Optional.of(one) : openExtension(grants, one.id())).stream())
        .findFirst();
  }

  private Reply issued(String grant, CachedCredentials cached) {
    // No program waits for a newer set while it has one.
    Duration longest = cached.isGood(clock.instant()) ? Duration.ZERO : LONGEST_WAIT;
    Instant giveUp = clock.instant().plus(longest);
    Reply reply = api.send(Call.post("/grants/" + grant + "/credentials"));
    while (isNotYet(reply) && clock.instant().isBefore(giveUp)) {
      pause.of(reply.retryAfter().orElse(USUAL_WAIT));
      reply = api.send(Call.post("/grants/" + grant + "/credentials"));
    }
    if (reply.isGood()) {
      return reply;
    }
    if (reply.status() == 409) {
      cached.forget();
      throw notOpen(Grant.of(api.call(Call.get("/grants/" + grant))));
    }
    throw new Stopped(
        reply.status() >= 500 ? ExitCode.NOT_REACHED : ExitCode.REFUSED,
        "hallpass: " + reply.problem().words());
  }

  private static Stopped notOpen(Grant grant) {
    return grant.isPending()
        ? new Stopped(
            ExitCode.WAITING,
            "hallpass: %s is not open yet. Wait for it by: hallpass wait %s"
                .formatted(grant.shortId(), grant.shortId()))
        : new Stopped(
            ExitCode.DENIED,
            "hallpass: %s is over. Ask again by: hallpass request %s"
                .formatted(grant.shortId(), grant.entitlement()));
  }

  private static boolean isNotYet(Reply reply) {
    return reply.status() == NOT_YET || reply.status() == 429;
  }
}
