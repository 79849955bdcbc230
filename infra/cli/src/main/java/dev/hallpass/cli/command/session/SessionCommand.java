package dev.hallpass.cli.command.session;

import dev.hallpass.cli.api.Arn;
import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.api.NotReached;
import dev.hallpass.cli.api.Refused;
import dev.hallpass.cli.command.call.ApiCommand;
import dev.hallpass.cli.command.call.ChildProfile;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.credentials.CredentialSource;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.surroundings.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/// A command that opens a session with a program of AWS's or Kubernetes's.
abstract class SessionCommand extends ApiCommand {

  private final SessionKind opens;
  private final List<Tool> tools;

  @Mixin private Access access = new Access();

  /// @param opens what it opens
  /// @param tools the programs that it needs
  SessionCommand(Surroundings surroundings, SessionKind opens, List<Tool> tools) {
    super(surroundings);
    this.opens = opens;
    this.tools = List.copyOf(tools);
  }

  /// A session that is ready to begin.
  @FunctionalInterface
  interface Session {

    /// The program to run.
    ///
    /// @param environment the environment with the profile of the grant, to add to
    List<String> program(Map<String, String> environment);
  }

  /// Finds what the session is with, and asks a person for what the grant leaves open.
  ///
  /// @throws Stopped if that is not known
  abstract Session session(Grant grant);

  /// What people read when the access was over before the session.
  abstract String over(String at);

  @Override
  protected final int run(Client client) {
    tools.forEach(tool -> tool.demandOn(surroundings().programs()));
    Grant grant = access.grant(this, client, opens::demand);
    opens.demand(grant);
    Session session = session(grant);
    Grant open = access.open(grant, this, client);
    Map<String, String> environment =
        new ChildProfile(surroundings(), open.id()).environment(open, client.settings().profile());
    int exit = run(session.program(environment), environment, open);
    sayIfOver(open.id(), client);
    return exit;
  }

  private void sayIfOver(String grant, Client client) {
    try {
      Grant now = Grant.of(client.show(grant));
      boolean goesOn = CredentialSource.openExtension(client.grants(), grant).isPresent();
      if (!now.isActive() && !goesOn) {
        now.endedAt()
            .or(now::expiresAt)
            .map(text()::at)
            .map(this::over)
            .ifPresent(terminal()::tell);
      }
    } catch (NotReached | Refused | Stopped _) {
      // The session is over, and its exit code says more than a call that was not answered.
    }
  }

  /// The one thing that is meant.
  ///
  /// @param given what was typed
  /// @param option how it is typed
  /// @param known the names that the policy has
  final String meant(@Nullable String given, String option, String question, List<String> known) {
    List<String> names = known.stream().distinct().toList();
    boolean isClear = names.size() == 1 && names.stream().noneMatch(SessionCommand::isPattern);
    if (given == null && isClear) {
      return names.getFirst();
    }
    String such =
        names.isEmpty() ? "" : names.stream().collect(Collectors.joining(", ", " (", ")"));
    return needed(given, option + such, question + such);
  }

  private static boolean isPattern(String name) {
    return name.contains("*") || name.contains("?");
  }

  /// The options that name a region, if the resources have one.
  static List<String> region(List<Arn> resources) {
    Optional<String> region =
        resources.stream()
            .map(Arn::region)
            .filter(name -> !name.isEmpty() && !isPattern(name))
            .findFirst();
    return region.map(name -> List.of("--region", name)).orElse(List.of());
  }
}
