package dev.hallpass.handlers.http;

import dev.hallpass.catalog.Settings;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;
import java.util.function.Function;

/// Finds the caller of a request, and the grants that the caller can see.
public final class Callers {

  private final Settings settings;
  private final Grants grants;

  /// @param settings the settings with the trusted identities
  public Callers(Settings settings, Grants grants) {
    this.settings = settings;
    this.grants = grants;
  }

  /// The person who signed a call.
  ///
  /// @throws Refusal if the settings do not trust the identity
  public Person caller(HttpRequest call) {
    return caller(settings, call);
  }

  /// The person who signed a call without a grant.
  ///
  /// @throws Refusal if the settings do not trust the identity
  public static Person caller(Settings settings, HttpRequest call) {
    return call.userArn()
        .flatMap(settings::person)
        .orElseThrow(() -> new Refusal(Problem.unknownCaller()));
  }

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
        && (settings.admins().contains(person) || concerns(grant.dossier().request(), person));
  }

  private static boolean concerns(Requested request, Person person) {
    return request.requester().equals(person) || request.plan().names(person);
  }
}
