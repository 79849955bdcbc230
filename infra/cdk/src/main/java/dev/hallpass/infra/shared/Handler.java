package dev.hallpass.infra.shared;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.lambda.Permission;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.VersionOptions;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.MetricFilterOptions;
import software.constructs.Construct;

/// A function with a role of its own, which may write the function's log. Whatever else it may do,
/// the construct that owns the other side allows.
///
/// Callers reach it by the alias `live`, never by its name alone: a deployment publishes a version
/// beside the others and then moves the alias, so that each call runs on one version as a whole and
/// the one before can be called back.
///
/// It is not traced. The trace of the workflow shows each call of a step with its time and its
/// error; a trace of the function's own would cost each role two permissions on everything.
public final class Handler extends Construct {

  private static final String ALIAS = "live";

  private final String name;
  private final boolean reserves;
  private final Role role;
  private final Function function;
  private final Alias live;

  /// @param area the package below `dev.hallpass.handlers` that the class is in
  /// @param name the class's name
  /// @param reserves whether the account has concurrency that can be reserved
  public Handler(
      Construct scope, String area, String name, Code code, EncryptionKey key, boolean reserves) {
    super(scope, name);
    this.name = name;
    this.reserves = reserves;
    LogGroup log = key.logOf(this);
    role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .build();
    log.grantWrite(role);
    countRefusals(log);
    function =
        Function.Builder.create(this, "Function")
            .runtime(Runtime.JAVA_25)
            .architecture(Architecture.ARM_64)
            .handler("dev.hallpass.handlers." + area + "." + name)
            .code(code)
            .memorySize(1024)
            .timeout(Duration.seconds(30))
            .role(role)
            .logGroup(log)
            .currentVersionOptions(
                VersionOptions.builder()
                    .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                    .build())
            .build();
    live =
        Alias.Builder.create(this, "Live")
            .aliasName(ALIAS)
            .version(function.getCurrentVersion())
            .build();
    tell("CATALOG", "catalog");
  }

  /// Counts the lines that tell of a refusal of AWS. With the log as the source, none is told of
  /// and not counted.
  private static void countRefusals(LogGroup log) {
    log.addMetricFilter(
        "RefusedByAws",
        MetricFilterOptions.builder()
            .metricNamespace("Hallpass")
            .metricName("RefusedByAws")
            .filterPattern(FilterPattern.exists("$.action"))
            .build());
  }

  /// The name that the role of a handler has in every account, once it is known to others.
  public static String roleNameOf(String handler) {
    return "hallpass" + handler.replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /// The name of its class.
  public String name() {
    return name;
  }

  /// What is called: the alias.
  public IFunction live() {
    return live;
  }

  /// The ARN of the alias.
  public String liveArn() {
    return live.getFunctionArn();
  }

  public String roleArn() {
    return role.getRoleArn();
  }

  /// Fixes the name of its role, so that other accounts can trust it before it is there.
  public void knownToOtherAccounts() {
    ((CfnRole) requireNonNull(role.getNode().getDefaultChild())).setRoleName(roleNameOf(name));
  }

  /// Runs this many calls at once, and no more, whatever other functions use up. AWS refuses to
  /// leave fewer than 100 for those that reserve none (source: Lambda, reserved concurrency).
  public void reserve(int calls) {
    if (reserves) {
      resource().setReservedConcurrentExecutions(calls);
    }
  }

  /// Stops a call only after this time. Without a word it is 30 s, a second more than API Gateway
  /// waits (source: quotas of API Gateway).
  public void mayTake(Duration time) {
    resource().setTimeout(time.toSeconds());
  }

  /// What Lambda counts of the function.
  public Metric metric(String name) {
    return function.metric(name);
  }

  /// Sets an environment variable. Never a secret: who may see the function may see it.
  public void tell(String variable, String value) {
    function.addEnvironment(variable, value);
  }

  /// Lets the function do these things to these resources.
  public void allow(List<String> actions, List<String> resources) {
    allow(PolicyStatement.Builder.create().actions(actions).resources(resources).build());
  }

  public void allow(PolicyStatement statement) {
    role.addToPolicy(statement);
  }

  /// Lets API Gateway call the function for one route.
  ///
  /// @param operation the route's name
  public void answer(String operation, String routeArn) {
    live.addPermission(
        "Route" + operation,
        Permission.builder()
            .principal(new ServicePrincipal("apigateway.amazonaws.com"))
            .sourceArn(routeArn)
            .build());
  }

  private CfnFunction resource() {
    return (CfnFunction) requireNonNull(function.getNode().getDefaultChild());
  }
}
