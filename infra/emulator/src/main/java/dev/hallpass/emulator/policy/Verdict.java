package dev.hallpass.emulator.policy;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The decision on a request, with the policies that made it.
public sealed interface Verdict {
  /// The reason in one sentence.
  String because();

  /// Whether the request is allowed.
  default boolean allowed() {
    return this instanceof Allowed;
  }

  /// Some statements allow it and nothing forbids it.
  record Allowed(List<Deciding> by) implements Verdict {
    public Allowed {
      by = List.copyOf(by);
    }

    @Override
    public String because() {
      return "Allowed by " + listed(by) + ".";
    }
  }

  /// A statement forbids it, even if others allow it.
  record ExplicitlyDenied(List<Deciding> by) implements Verdict {
    public ExplicitlyDenied {
      by = List.copyOf(by);
    }

    @Override
    public String because() {
      return "Explicitly denied by " + listed(by) + ".";
    }
  }

  /// Nothing forbids it, but these kinds of policies must allow it and do not.
  record ImplicitlyDenied(List<PolicyKind> silent) implements Verdict {
    public ImplicitlyDenied {
      silent = List.copyOf(silent);
    }

    @Override
    public String because() {
      return silent.stream()
          .map(kind -> kind.name().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(" or ", "Implicitly denied: no ", " policy allows it."));
    }
  }

  /// The credentials are unknown or have expired, so no policy was asked.
  record NotAuthenticated(String because) implements Verdict {}

  /// A statement that made the decision.
  ///
  /// @param statement its `Sid`, or its place in the policy
  record Deciding(PolicyKind kind, String policy, String statement) {}

  private static String listed(List<Deciding> by) {
    return by.stream()
        .map(one ->
            "%s of the %s policy %s"
                .formatted(
                    one.statement(), one.kind().name().toLowerCase(Locale.ROOT), one.policy()))
        .collect(Collectors.joining(", "));
  }
}
