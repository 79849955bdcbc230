package dev.hallpass.audit.grants;

import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.identity.AccountId;
import dev.hallpass.policy.Glob;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.Statement;
import dev.hallpass.policy.Statement.Scope;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A resource or an account, and which policies allow something on it. Conditions are not
/// evaluated: a statement that allows under a condition allows.
public sealed interface Reach {

  /// What a text names: an ARN, also with wildcards, or the number of an account.
  ///
  /// @throws IllegalArgumentException if it is neither
  static Reach of(String text) {
    if (text.startsWith("arn:") && text.split(":", 6).length == 6) {
      return new OfResource(text);
    }
    return new OfAccount(new AccountId(text));
  }

  /// The actions that a request's own statements allow here, as the policy writes them; none if
  /// they allow nothing.
  List<String> actions(Requested request);

  /// The names of managed policies that may allow more here: the ledger does not have their
  /// contents.
  List<String> managed(Requested request);

  /// Whether a request's policy may allow something here.
  default boolean isOf(Requested request) {
    return !actions(request).isEmpty() || !managed(request).isEmpty();
  }

  /// A resource by its ARN.
  record OfResource(String arn) implements Reach {

    // What IAM puts in the place of a policy variable can be anything.
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}]*}");

    private static final int SERVICE = 2;
    private static final int ACCOUNT = 4;

    @Override
    public List<String> actions(Requested request) {
      Policy policy = request.policy();
      return policy.statements().stream()
          .filter(Statement::allows)
          .flatMap(allowing -> actions(allowing, policy))
          .distinct()
          .toList();
    }

    private Stream<String> actions(Statement allowing, Policy policy) {
      if (allowing.scope().isOfOtherActions()) {
        return reaches(allowing)
            ? Stream.of("all but " + String.join(", ", allowing.actions()))
            : Stream.of();
      }
      return allowing.actions().stream()
          .filter(action -> reaches(allowing, action))
          .filter(action -> policy.statements().stream().noneMatch(one -> denies(one, action)));
    }

    private boolean reaches(Statement allowing) {
      return allowing.scope().isOfOtherResources()
          ? isBeside(allowing)
          : allowing.resources().stream().anyMatch(pattern -> Glob.overlap(plain(pattern), arn));
    }

    private boolean reaches(Statement allowing, String action) {
      if (allowing.scope().isOfOtherResources()) {
        return isBeside(allowing) && isOfService(action);
      }
      return allowing.resources().stream()
          .anyMatch(pattern ->
              Glob.overlap(plain(pattern), arn) && (!pattern.equals("*") || isOfService(action)));
    }

    private boolean isBeside(Statement allowing) {
      return allowing.resources().stream().noneMatch(pattern -> Glob.covers(pattern, arn));
    }

    /// What is allowed on `*` is allowed on the resources of the action's own service.
    private boolean isOfService(String action) {
      int colon = action.indexOf(':');
      return colon < 0 || Glob.overlapIgnoringCase(action.substring(0, colon), part(SERVICE));
    }

    private boolean denies(Statement denying, String action) {
      return !denying.allows()
          && denying.scope() == Scope.LISTED
          && denying.conditions().isEmpty()
          && denying.actions().stream().anyMatch(wide -> Glob.coversIgnoringCase(wide, action))
          && denying.resources().stream().anyMatch(wide -> Glob.covers(wide, arn));
    }

    private static String plain(String pattern) {
      return VARIABLE.matcher(pattern).replaceAll("*");
    }

    private String part(int place) {
      return arn.split(":", 6)[place];
    }

    @Override
    public List<String> managed(Requested request) {
      // The ARN of a bucket names no account.
      String account = part(ACCOUNT);
      return account.isEmpty() || Glob.overlap(account, request.role().account().value())
          ? managedOf(request)
          : List.of();
    }
  }

  /// An account.
  record OfAccount(AccountId account) implements Reach {

    @Override
    public List<String> actions(Requested request) {
      boolean isInside = request.role().account().equals(account);
      return request.policy().statements().stream()
          .filter(Statement::allows)
          .filter(allowing -> isInside || namesIt(allowing))
          .flatMap(allowing -> allowing.actions().stream())
          .distinct()
          .toList();
    }

    private boolean namesIt(Statement allowing) {
      return allowing.resources().stream()
          .map(resource -> resource.split(":", 6))
          .anyMatch(arn -> arn.length == 6 && Glob.overlap(arn[4], account.value()));
    }

    @Override
    public List<String> managed(Requested request) {
      return request.role().account().equals(account) ? managedOf(request) : List.of();
    }
  }

  private static List<String> managedOf(Requested request) {
    return request.policy().managed().stream().map(one -> one.arn().value()).toList();
  }
}
