package dev.hallpass.emulator.policy;

import dev.hallpass.emulator.policy.Principal.RoleSession;
import java.util.List;
import java.util.Map;

/// SampleRequests and policies as the tests of this package write them.
final class SampleRequests {
  static final String ACCOUNT = "111122223333";
  static final String OTHER_ACCOUNT = "444455556666";
  static final String ROLE = "arn:aws:iam::111122223333:role/hallpass/reader";
  static final RoleSession SESSION = RoleSession.of(ROLE, "alice");
  static final String OBJECT = "arn:aws:s3:::reports/2026/q3.csv";

  private SampleRequests() {}

  static AccessRequest get(String resource) {
    return get(resource, Context.empty());
  }

  static AccessRequest get(String resource, Context context) {
    return AccessRequest.of(SESSION, "s3:GetObject", resource, context);
  }

  static Context keys(String key, String... values) {
    return Context.of(Map.of(key, List.of(values)));
  }

  static NamedPolicy identity(String name, String statement) {
    return new NamedPolicy(name, PolicyDocument.identity(document(statement)));
  }

  static NamedPolicy atResource(String statement) {
    return new NamedPolicy("bucket policy", PolicyDocument.resource(document(statement)));
  }

  static NamedPolicy ofKey(String statement) {
    return new NamedPolicy("key policy", PolicyDocument.key(document(statement)));
  }

  static NamedPolicy trust(String statement) {
    return new NamedPolicy("trust policy", PolicyDocument.trust(document(statement)));
  }

  /// A document of one statement, or of several separated by commas, written with single quotes.
  static String document(String statements) {
    return "{'Version':'2012-10-17','Statement':[%s]}".formatted(statements).replace('\'', '"');
  }

  static NamedPolicy allowing(String name) {
    return identity(name, "{'Effect':'Allow','Action':'*','Resource':'*'}");
  }

  static NamedPolicy silent(String name) {
    return identity(name, "{'Effect':'Allow','Action':'ec2:*','Resource':'*'}");
  }

  static NamedPolicy denying(String name) {
    return identity(name, "{'Effect':'Deny','Action':'s3:Get*','Resource':'*'}");
  }

  static Verdict verdict(AccessRequest request, NamedPolicy... identity) {
    return Evaluation.evaluate(request, Policies.ofIdentity(List.of(identity)));
  }
}
