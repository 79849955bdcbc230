package dev.hallpass.identity;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who signed a call: a session of a role, or an IAM user.
///
/// @param role the role's name, without its path; empty for an IAM user
/// @param name the name of the session or of the user, without its path
public record CallerArn(String partition, AccountId account, Optional<String> role, String name) {

  /// The length of the longest session name (source: STS, AssumeRole).
  public static final int LONGEST_SESSION_NAME = 64;

  /// How the names of the roles begin that IAM Identity Center makes. AWS does not say whether
  /// others can make such a role at another path.
  public static final String SSO_ROLE = "AWSReservedSSO_";

  private static final String NAME = "[A-Za-z0-9_+=,.@-]{1,64}";
  private static final Pattern SESSION =
      Pattern.compile("arn:([a-z-]+):sts::([0-9]{12}):assumed-role/(%1$s)/(%1$s)".formatted(NAME));
  private static final Pattern USER =
      Pattern.compile("arn:([a-z-]+):iam::([0-9]{12}):user/(?:[^/]+/)*(%s)".formatted(NAME));
  private static final Pattern PERMISSION_SET = Pattern.compile(SSO_ROLE + "(.+)_[0-9a-f]{16}");

  /// Takes an ARN apart; empty if it is another kind of caller.
  ///
  /// @param arn as API Gateway gives it (source: `requestContext.identity.userArn`), or STS
  public static Optional<CallerArn> of(String arn) {
    Matcher session = SESSION.matcher(arn);
    if (session.matches()) {
      return Optional.of(
          new CallerArn(
              session.group(1),
              new AccountId(session.group(2)),
              Optional.of(session.group(3)),
              session.group(4)));
    }
    Matcher user = USER.matcher(arn);
    return user.matches()
        ? Optional.of(
            new CallerArn(
                user.group(1), new AccountId(user.group(2)), Optional.empty(), user.group(3)))
        : Optional.empty();
  }

  /// The permission set of IAM Identity Center that the role belongs to.
  public Optional<String> permissionSet() {
    return role.map(PERMISSION_SET::matcher).filter(Matcher::matches).map(one -> one.group(1));
  }

  /// Whether the end of the name may be missing, because it is a session name of the greatest
  /// length.
  public boolean mayBeCut() {
    return role.isPresent() && name.length() >= LONGEST_SESSION_NAME;
  }

  /// What signed the call, in words for people.
  public String words() {
    return "%s in the account %s"
        .formatted(
            permissionSet()
                .map("the permission set "::concat)
                .or(() -> role.map("the role "::concat))
                .orElse("the IAM user " + name),
            account);
  }
}
