package dev.hallpass.handlers.words;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.policy.Glob;
import dev.hallpass.policy.ManagedPolicy;
import dev.hallpass.policy.Outliving;
import dev.hallpass.policy.Risk;
import dev.hallpass.policy.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What approvers should look at twice, as the policy shows it.
public enum Caution {
  BREAK_GLASS,
  NEARLY_ALL,
  IDENTITIES,
  SECRETS,
  CONNECTIONS,
  SESSIONS,
  SHELLS,
  JOBS,
  CREDENTIALS,
  DELETES,
  WRITES,
  MANAGED,
  EVERY_RESOURCE,
  WHOLE_BUCKET,
  WHOLE_TABLE,
  NO_WORDS;

  private static final List<String> SECRET =
      List.of(
          "secretsmanager:GetSecretValue",
          "secretsmanager:BatchGetSecretValue",
          "ssm:GetParameter",
          "ssm:GetParameters",
          "ssm:GetParametersByPath",
          "ssm:GetParameterHistory",
          "kms:Decrypt");

  /// The longest time for which what a request opens goes on after its end; empty if it ends with
  /// it, or if AWS sets no limit.
  public Optional<Duration> longest(Requested request) {
    return isBegunByManaged(request)
        ? Optional.empty()
        : begun().flatMap(one -> one.longest(request.policy().statements()));
  }

  /// What its statements begin; empty if it is about something else.
  private Optional<Outliving> begun() {
    return switch (this) {
      case CONNECTIONS -> Optional.of(Outliving.CONNECTION);
      case SESSIONS -> Optional.of(Outliving.SESSION);
      case SHELLS -> Optional.of(Outliving.SHELL);
      case JOBS -> Optional.of(Outliving.JOB);
      case CREDENTIALS -> Optional.of(Outliving.CREDENTIALS);
      case BREAK_GLASS,
          NEARLY_ALL,
          IDENTITIES,
          MANAGED,
          SECRETS,
          DELETES,
          WRITES,
          EVERY_RESOURCE,
          WHOLE_BUCKET,
          WHOLE_TABLE,
          NO_WORDS ->
          Optional.empty();
    };
  }

  /// Those of a request, the greatest first.
  public static List<Caution> of(Requested request) {
    List<Statement> allowing =
        request.policy().statements().stream().filter(Statement::allows).toList();
    return Arrays.stream(values())
        .filter(one -> one.isIn(request) || allowing.stream().anyMatch(one::isIn))
        .filter(one -> one != SECRETS || !request.risks().containsKey(Risk.SECRETS))
        .toList();
  }

  /// Whether it follows from more than the statements.
  private boolean isIn(Requested request) {
    List<ManagedPolicy> managed = request.policy().managed();
    return switch (this) {
      case BREAK_GLASS -> request.plan() instanceof ApprovalPlan.BreakGlass;
      case NEARLY_ALL -> managed.stream().anyMatch(ManagedPolicy::allowsNearlyAll);
      case MANAGED -> !managed.isEmpty();
      case IDENTITIES, CONNECTIONS, SESSIONS, SHELLS, JOBS, CREDENTIALS ->
          isBegunByManaged(request)
              || begun().filter(one -> one.isBegunBy(request.policy().statements())).isPresent();
      case SECRETS, DELETES, WRITES, EVERY_RESOURCE, WHOLE_BUCKET, WHOLE_TABLE, NO_WORDS -> false;
    };
  }

  private boolean isBegunByManaged(Requested request) {
    return request.policy().managed().stream()
        .anyMatch(policy -> !Collections.disjoint(policy.outlives(), begunByManaged()));
  }

  /// What managed policies begin. Their shells are in any region, so Hallpass cannot close them.
  private Set<Outliving> begunByManaged() {
    return switch (this) {
      case CONNECTIONS -> Set.of(Outliving.CONNECTION);
      case SESSIONS -> Set.of(Outliving.SESSION, Outliving.SHELL);
      case JOBS -> Set.of(Outliving.JOB);
      case CREDENTIALS -> Set.of(Outliving.CREDENTIALS);
      case IDENTITIES -> Set.of(Outliving.IDENTITY);
      case BREAK_GLASS,
          NEARLY_ALL,
          MANAGED,
          SECRETS,
          SHELLS,
          DELETES,
          WRITES,
          EVERY_RESOURCE,
          WHOLE_BUCKET,
          WHOLE_TABLE,
          NO_WORDS ->
          Set.of();
    };
  }

  private boolean isIn(Statement statement) {
    return switch (this) {
      case BREAK_GLASS,
          NEARLY_ALL,
          IDENTITIES,
          MANAGED,
          CONNECTIONS,
          SESSIONS,
          SHELLS,
          JOBS,
          CREDENTIALS ->
          false;
      case SECRETS -> SECRET.stream().anyMatch(action -> mayDo(statement, action));
      case DELETES -> does(statement, Kind.DELETE::equals);
      case WRITES -> does(statement, Kind.WRITE::equals);
      case EVERY_RESOURCE -> statement.resources().contains("*");
      case WHOLE_BUCKET ->
          statement.resources().stream().anyMatch(resource -> isWholeBucket(statement, resource));
      case WHOLE_TABLE ->
          actions("dynamodb", kind -> kind != Kind.LIST)
                  .anyMatch(action -> mayDo(statement, action))
              && !ConditionWords.isOnePartition(statement.conditions());
      case NO_WORDS ->
          statement.actions().stream()
              .anyMatch(action ->
                  Vocabulary.of(PolicyWords.service(action))
                      .filter(known -> known.knows(action))
                      .isEmpty());
    };
  }

  private static boolean does(Statement statement, Predicate<Kind> kinds) {
    return Vocabulary.all().stream()
        .flatMap(known -> actions(known.service(), kinds))
        .anyMatch(action -> mayDo(statement, action));
  }

  private static Stream<String> actions(String service, Predicate<Kind> kinds) {
    return Vocabulary.of(service).stream()
        .flatMap(known -> known.groups().stream())
        .filter(group -> kinds.test(group.kind()))
        .flatMap(group -> group.actions().stream())
        .map(action -> service + ":" + action);
  }

  private static boolean mayDo(Statement statement, String action) {
    return statement.actions().stream()
        .anyMatch(pattern -> Glob.coversIgnoringCase(pattern, action));
  }

  private static boolean isWholeBucket(Statement statement, String resource) {
    if (actions("s3", _ -> true).noneMatch(action -> mayDo(statement, action))) {
      return false;
    }
    String[] arn = resource.split(":", 6);
    if (arn.length < 6 || !arn[2].equals("s3")) {
      return resource.equals("*");
    }
    int slash = arn[5].indexOf('/');
    String bucket = slash < 0 ? arn[5] : arn[5].substring(0, slash);
    if (bucket.contains("*") || bucket.contains("?")) {
      return true;
    }
    return slash < 0
        ? mayDo(statement, "s3:ListBucket") && !isOfAPrefix(statement)
        : arn[5].substring(slash + 1).matches("[*]+");
  }

  private static boolean isOfAPrefix(Statement statement) {
    return statement.conditions().values().stream()
        .anyMatch(keys -> keys.keySet().stream().anyMatch("s3:prefix"::equalsIgnoreCase));
  }
}
