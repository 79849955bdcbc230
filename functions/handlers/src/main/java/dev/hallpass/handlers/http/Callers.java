package dev.hallpass.handlers.http;

import dev.hallpass.catalog.Settings;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;
import java.util.function.Function;

/// Who calls, and what of the ledger is theirs to see.
public final class Callers {

  private final Settings settings;
  private final Grants grants;

  /// @param settings whose identities are trusted
  public Callers(Settings settings, Grants grants) {
    this.settings = settings;
    this.grants = grants;
  }

  /// The person who signed a call.
  ///
  /// @throws Refusal if AWS vouches for nobody that the settings trust
  public Person caller(HttpRequest call) {
    return caller(settings, call);
  }

  /// The person who signed a call that is about no grant.
  ///
  /// @throws Refusal if AWS vouches for nobody that the settings trust
  public static Person caller(Settings settings, HttpRequest call) {
    return call.userArn()
        .flatMap(settings::person)
        .orElseThrow(() -> new Refusal(Problem.unknownCaller()));
  }

  /// What is recorded of the grant in a call's path.
  ///
  /// @throws Refusal if there is none that concerns this person; but for admins, a grant of others
  ///   is not told from one that does not exist
  public History grant(HttpRequest call, Person person) {
    return grant(call, person, grants::read);
  }

  /// The same, read in a way of the caller's own.
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
