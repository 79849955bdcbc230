package dev.hallpass.reconciliation;

import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.toSet;

import dev.hallpass.access.Shells;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.CredentialsPlanned;
import dev.hallpass.grant.GrantEvent.ShellsFound;
import dev.hallpass.grant.GrantEvent.ShellsTerminated;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.policy.SessionName;
import dev.hallpass.policy.Shell;
import dev.hallpass.policy.ShellRegions;
import dev.hallpass.port.OutcomeUnknown;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Terminates the shells that the sessions of a grant opened, when its access is over. A denial
/// takes effect after some seconds, and Session Manager may show a shell late. So one look is not
/// enough: it is to be called again until no session lives any more and no shell is open.
final class ShellTermination {

  private final Grants grants;
  private final Shells shells;

  ShellTermination(Grants grants, Shells shells) {
    this.grants = grants;
    this.shells = shells;
  }

  /// Looks for shells, announces those that are new, and terminates all that are open. For a grant
  /// that cannot have any, it does nothing.
  ///
  /// @param history of a grant in any state
  /// @throws OutcomeUnknown if it could not be told whether all are terminated
  History of(History history) {
    return history.state() instanceof Known grant && grant.mayLeaveShells()
        ? of(history, grant)
        : history;
  }

  private History of(History ended, Known grant) {
    RoleArn role = grant.dossier().request().role();
    Set<SessionName> own = sessions(ended);
    List<Shell> open =
        ShellRegions.of(grant.dossier().request().policy()).stream()
            .flatMap(region -> shells.open(role, region).stream())
            .filter(shell -> own.contains(shell.session()))
            .toList();
    History announced = announced(ended, open);
    open.forEach(shell -> shells.terminate(role, shell));
    History noted = noted(announced);
    return open.isEmpty() ? grants.run(noted, new GrantCommand.NoteShellsOver()).history() : noted;
  }

  /// The first look is recorded, also if it finds nothing, so that another look becomes due.
  private History announced(History ended, List<Shell> open) {
    List<Shell> unannounced = open.stream().filter(not(found(ended)::contains)).toList();
    return unannounced.isEmpty() && ended.last(ShellsFound.class).isPresent()
        ? ended
        : grants.run(ended, new GrantCommand.PlanTermination(unannounced)).history();
  }

  private History noted(History announced) {
    Set<Shell> terminated = terminated(announced);
    List<Shell> unnoted = found(announced).stream().filter(not(terminated::contains)).toList();
    return unnoted.isEmpty()
        ? announced
        : grants.run(announced, new GrantCommand.NoteTermination(unnoted)).history();
  }

  /// Terminates all shells that the sessions of a role opened in some regions, without an entry.
  ///
  /// @throws OutcomeUnknown if it could not be told whether all are terminated
  void ofAll(RoleArn role, Collection<String> regions) {
    for (String region : regions) {
      shells.open(role, region).forEach(shell -> shells.terminate(role, shell));
    }
  }

  private static Set<SessionName> sessions(History history) {
    return history.entries().stream()
        .map(Entry::event)
        .flatMap(event ->
            event instanceof CredentialsPlanned planned
                ? Stream.of(planned.session())
                : Stream.empty())
        .collect(toSet());
  }

  private static Set<Shell> found(History history) {
    return shells(
        history,
        event -> event instanceof ShellsFound found ? found.shells().stream() : Stream.empty());
  }

  private static Set<Shell> terminated(History history) {
    return shells(
        history,
        event -> event instanceof ShellsTerminated done ? done.shells().stream() : Stream.empty());
  }

  private static Set<Shell> shells(History history, Function<GrantEvent, Stream<Shell>> of) {
    return history.entries().stream().map(Entry::event).flatMap(of).collect(toSet());
  }
}
