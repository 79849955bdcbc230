package dev.hallpass.adapters.iam;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.identity.GrantId;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.Statement;
import dev.hallpass.policy.Statement.Effect;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// An inline policy that denies everything to some of a role's sessions. Its name follows from what
/// it denies, so that a call that arrives late or twice overwrites nothing but its equal.
record SessionDenial(String name, String document) {

  /// What the names of all denials begin with, and of nothing else.
  static final String PREFIX = "denied-";

  private static final String BEFORE = PREFIX + "before-";

  /// The denial of one grant.
  ///
  /// Its statement has a longer name than there is need for. Where a role is full of such denials,
  /// shortening some makes the room for one by time.
  static SessionDenial of(GrantId grant) {
    return of(grant, "NothingForTheSessionsOfGrant" + grant.value().substring("grant-".length()));
  }

  /// The same in fewer characters, under the same name.
  static SessionDenial shortened(GrantId grant) {
    return of(grant, "R");
  }

  private static SessionDenial of(GrantId grant, String sid) {
    return new SessionDenial(
        PREFIX + grant, written(sid, "StringEquals", Policy.SESSION_GRANT, grant.value()));
  }

  /// The denial of all sessions that began before an instant.
  ///
  /// @param instant on a whole second
  static SessionDenial before(Instant instant) {
    return new SessionDenial(
        BEFORE + instant.getEpochSecond(),
        written("R", "DateLessThan", "aws:TokenIssueTime", instant.toString()));
  }

  /// Whose denial has this name; empty if no single grant's has.
  static Optional<GrantId> grant(String name) {
    return Optional.of(name.substring(PREFIX.length())).filter(GrantId::isOne).map(GrantId::new);
  }

  /// Of which instant the denial by time has this name; empty if none has.
  static Optional<Instant> instant(String name) {
    return Optional.of(name)
        .filter(one -> one.matches(BEFORE + "[0-9]{1,11}"))
        .map(one -> Instant.ofEpochSecond(Long.parseLong(one.substring(BEFORE.length()))));
  }

  /// Whether a document has the same meaning, in any spelling.
  boolean reads(String found) {
    try {
      return Json.canonical(Json.read(found)).equals(document);
    } catch (JacksonException | Json.UnexpectedJson _) {
      return false;
    }
  }

  private static String written(String sid, String operator, String key, String value) {
    return PolicyJson.write(
        new Policy(
            List.of(
                new Statement(
                    sid,
                    Effect.DENY,
                    List.of("*"),
                    List.of("*"),
                    Map.of(operator, Map.of(key, List.of(value)))))));
  }
}
