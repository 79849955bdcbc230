package dev.hallpass.adapters.ssm;

import dev.hallpass.access.Shells;
import dev.hallpass.identity.AccountId;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.policy.SessionName;
import dev.hallpass.policy.Shell;
import dev.hallpass.port.OutcomeUnknown;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Session;
import software.amazon.awssdk.services.ssm.model.SessionState;

/// Shells as the sessions of AWS's Session Manager. ECS Exec opens such sessions too.
///
/// Session Manager names who opened a session: `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`. It
/// is asked for all open sessions of the region, because a filter that it takes for another value
/// would give an empty list, which looks like the end of all shells.
public final class SsmShells implements Shells {

  // The largest page (source: Systems Manager, DescribeSessions).
  private static final int PAGE = 200;

  private static final Pattern OWNER =
      Pattern.compile("arn:[a-z-]+:sts::([0-9]{12}):assumed-role/(?:.+/)?([^/]+)/([^/]+)");

  private final Accounts accounts;

  public SsmShells(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public List<Shell> open(RoleArn role, String region) {
    try {
      return accounts
          .sessionManager(role.account(), region)
          .describeSessionsPaginator(list -> list.state(SessionState.ACTIVE).maxResults(PAGE))
          .stream()
          .flatMap(page -> page.sessions().stream())
          .flatMap(session -> shell(session, role, region).stream())
          .toList();
    } catch (SdkException failure) {
      throw new OutcomeUnknown("list the shells of %s in %s".formatted(role, region), failure);
    }
  }

  private static Optional<Shell> shell(Session session, RoleArn role, String region) {
    return Stream.ofNullable(session.owner())
        .map(OWNER::matcher)
        .filter(Matcher::matches)
        .filter(owner -> owner.group(1).equals(role.account().value()))
        .filter(owner -> owner.group(2).equals(role.name()))
        .map(owner -> owner.group(3))
        // Hallpass gives each session of its roles such a name.
        .filter(SessionName::isOne)
        .map(name -> new Shell(region, session.sessionId(), new SessionName(name)))
        .findFirst();
  }

  /// AWS answers the same for a session that is over (seen by others; not documented).
  @Override
  public void terminate(RoleArn role, Shell shell) {
    try {
      accounts
          .sessionManager(role.account(), shell.region())
          .terminateSession(end -> end.sessionId(shell.id()));
    } catch (SdkException failure) {
      throw new OutcomeUnknown("terminate the shell " + shell, failure);
    }
  }

  /// The Session Managers of all accounts in which grants open access.
  public interface Accounts {

    /// A client for the next call.
    ///
    /// @throws SdkException if the account cannot be reached
    /// @throws OutcomeUnknown if Hallpass does not know the account
    SsmClient sessionManager(AccountId account, String region);
  }
}
