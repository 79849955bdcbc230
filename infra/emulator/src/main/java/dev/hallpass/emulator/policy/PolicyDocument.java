package dev.hallpass.emulator.policy;

import java.util.List;

/// A policy of the IAM policy language, read strictly: what is unknown is refused, never skipped.
public final class PolicyDocument {
  private final PolicyReader.Kind kind;
  private final String text;
  private final List<Statement> statements;

  PolicyDocument(PolicyReader.Kind kind, String text, List<Statement> statements) {
    this.kind = kind;
    this.text = text;
    this.statements = List.copyOf(statements);
  }

  /// Reads a policy of a role, user, session or boundary: resources, but no principal.
  ///
  /// @throws MalformedPolicy with the name of the part that IAM would refuse
  /// @throws UnsupportedOperationException with the name of the part that AWS has and this
  ///   evaluator has not
  public static PolicyDocument identity(String json) {
    return new PolicyReader(PolicyReader.Kind.IDENTITY).read(json);
  }

  /// Reads a policy of a resource, such as a bucket or table: principals and resources.
  ///
  /// @throws MalformedPolicy with the name of the part that IAM would refuse
  /// @throws UnsupportedOperationException with the name of the part that AWS has and this
  ///   evaluator has not
  public static PolicyDocument resource(String json) {
    return new PolicyReader(PolicyReader.Kind.RESOURCE).read(json);
  }

  /// Reads a policy of a KMS key: principals, and `*` for the key as the resource.
  ///
  /// @throws MalformedPolicy with the name of the part that IAM would refuse
  /// @throws UnsupportedOperationException with the name of the part that AWS has and this
  ///   evaluator has not
  public static PolicyDocument key(String json) {
    return new PolicyReader(PolicyReader.Kind.KEY).read(json);
  }

  /// Reads a role's trust policy: principals, and no resource because the role is the resource.
  ///
  /// @throws MalformedPolicy with the name of the part that IAM would refuse
  /// @throws UnsupportedOperationException with the name of the part that AWS has and this
  ///   evaluator has not
  public static PolicyDocument trust(String json) {
    return new PolicyReader(PolicyReader.Kind.TRUST).read(json);
  }

  /// The JSON text of the policy.
  public String text() {
    return text;
  }

  /// Whether nobody has access that this policy does not name, even by policies of the own account.
  boolean mustAllow() {
    return kind == PolicyReader.Kind.TRUST || kind == PolicyReader.Kind.KEY;
  }

  List<Statement> statements() {
    return statements;
  }
}
