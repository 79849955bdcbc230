package dev.hallpass.cli.command.session;

import dev.hallpass.cli.api.Arn;
import dev.hallpass.cli.api.Entitlement;
import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.api.Policy;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import java.util.List;
import java.util.stream.Stream;

/// What a session of a grant opens, and the command for it.
enum SessionKind {
  SHELL("shell", "a shell on an instance", ""),
  PORT("forward", "a port behind an instance", " --port 5432"),
  CONTAINER("exec", "a shell in a container", ""),
  CLUSTER("kubectl", "a cluster of Kubernetes", " -- get pods");

  static final String START_SESSION = "ssm:StartSession";
  static final String EXECUTE_COMMAND = "ecs:ExecuteCommand";
  static final String DESCRIBE_CLUSTER = "eks:DescribeCluster";

  private static final String FORWARDING = "AWS-StartPortForwardingSession";

  private final String command;
  private final String thing;
  private final String example;

  SessionKind(String command, String thing, String example) {
    this.command = command;
    this.thing = thing;
    this.example = example;
  }

  /// Refuses an entitlement that cannot open this, before it is asked for.
  void demand(Entitlement entitlement) {
    // A cluster can be looked into without that risk.
    if (this != CLUSTER && !entitlement.opensShells()) {
      throw refused(
          entitlement.name(),
          "It is for: %s.".formatted(entitlement.title()),
          "run %s … -- aws …".formatted(entitlement.name()));
    }
  }

  /// Refuses a grant that does not open this.
  void demand(Grant grant) {
    Policy policy = grant.policy();
    if (!isIn(policy) && !policy.hasManaged()) {
      throw refused(
          grant.shortId(),
          "It is for %s.".formatted(grant.entitlement()),
          Stream.of(values())
              .filter(other -> other.isIn(policy))
              .map(other -> "%s %s%s".formatted(other.command, grant.shortId(), other.example))
              .findFirst()
              .orElse("run %s -- aws …".formatted(grant.shortId())));
    }
  }

  private Stopped refused(String name, String use, String right) {
    return new Stopped(
        ExitCode.REFUSED,
        "%s does not open %s. %s Use it by: hallpass %s".formatted(name, thing, use, right));
  }

  private boolean isIn(Policy policy) {
    List<String> documents = documents(policy);
    return switch (this) {
      case SHELL ->
          policy.allows(START_SESSION)
              && (documents.isEmpty() || documents.stream().anyMatch(name -> !forwards(name)));
      case PORT ->
          policy.allows(START_SESSION)
              && (documents.isEmpty() || documents.stream().anyMatch(SessionKind::forwards));
      case CONTAINER -> policy.allows(EXECUTE_COMMAND);
      case CLUSTER -> policy.allows(DESCRIBE_CLUSTER);
    };
  }

  /// Whether a document of Session Manager forwards ports.
  static boolean forwards(String document) {
    return document.startsWith(FORWARDING) || document.equals("*");
  }

  /// The document of Session Manager that forwards a port of the instance, or of another host.
  static String forwarding(boolean isOther) {
    return FORWARDING + (isOther ? "ToRemoteHost" : "");
  }

  /// The documents of Session Manager that a policy names.
  static List<String> documents(Policy policy) {
    return policy.resources(START_SESSION).stream()
        .filter(arn -> arn.type().equals("document"))
        .map(Arn::name)
        .toList();
  }

  /// The machines of Session Manager that a policy names.
  static List<Arn> machines(Policy policy) {
    return policy.resources(START_SESSION).stream()
        .filter(arn -> arn.type().endsWith("instance"))
        .toList();
  }
}
