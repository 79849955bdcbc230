package dev.hallpass.handlers.http;

import dev.hallpass.catalog.Settings;
import dev.hallpass.catalog.people.Memberships;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;
import java.util.function.Function;

/// Finds the grants that a caller can see.
///
/// @param settings the settings with the admins
/// @param memberships tells which groups of admins a person is in
public record VisibleGrants(Settings settings, Memberships memberships, Grants grants) {

  /// The history of the grant in a call's path.
  ///
  /// @throws Refusal if the grant does not exist, or does not concern this person and they are no
  ///   admin. The answer is the same for both.
  public History grant(HttpRequest call, Person person) {
    return grant(call, person, grants::read);
  }

  /// The same, with another way to read.
  public History grant(HttpRequest call, Person person, Function<GrantId, History> read) {
    return call.grant()
        .map(read)
        .filter(history -> isFor(person, history))
        .orElseThrow(() -> new Refusal(Problem.unknownGrant()));
  }

  private boolean isFor(Person person, History history) {
    return history.state() instanceof Grant.Known grant
        // Whom it concerns needs no directory to see it.
        && (concerns(grant.dossier().request(), person) || settings.isAdmin(person, memberships));
  }

  /// Whether a grant that a person sees does not concern them, so that they are an admin.
  public static boolean isSeenAsAdmin(History history, Person person) {
    return !concerns(history.known().dossier().request(), person);
  }

  private static boolean concerns(Requested request, Person person) {
    return request.requester().equals(person) || request.plan().names(person);
  }
}
