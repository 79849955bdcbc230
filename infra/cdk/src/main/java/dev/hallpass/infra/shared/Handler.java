package dev.hallpass.infra.shared;

import static java.util.Objects.requireNonNull;

import dev.hallpass.catalog.Installation.Subnets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.lambda.Permission;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.VersionOptions;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.MetricFilterOptions;
import software.constructs.Construct;

/// A function with its own role, which may write the function's log. The constructs of other
/// resources give it further rights.
///
/// Callers use the alias `live`. A deployment publishes a new version beside the old ones and then
/// moves the alias. So each call runs on one version, and a deployment can be taken back.
///
/// It has no trace. The workflow's trace shows each call of a step with its time and its error; a
/// trace of the function would give each role two permissions on everything.
public final class Handler extends Construct {

  private static final String ALIAS = "live";

  private static final List<String> INTERFACES =
      List.of(
          "ec2:AssignPrivateIpAddresses",
          "ec2:CreateNetworkInterface",
          "ec2:DeleteNetworkInterface",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSecurityGroups",
          "ec2:DescribeSubnets",
          "ec2:DescribeVpcs",
          "ec2:UnassignPrivateIpAddresses");

  /// The codes of AWS for calls that were too many, or that a service could not answer (source:
  /// common errors of the services, and the SDK's list of throttling errors).
  private static final List<String> FAILURES =
      List.of(
          "InternalFailure",
          "InternalServerError",
          "ProvisionedThroughputExceededException",
          "RequestLimitExceeded",
          "ServiceUnavailable",
          "Throttling",
          "ThrottlingException",
          "TooManyRequestsException");

  private final String name;
  private final boolean reserves;
  private final Role role;
  private final Function function;
  private final Alias live;

  /// @param area the package of the class below `dev.hallpass.handlers`
  /// @param name the name of the class
  /// @param logs where it logs
  /// @param reserves whether functions can reserve concurrency of the account
  public Handler(
      Construct scope, String area, String name, FunctionsJar jar, Logs logs, boolean reserves) {
    super(scope, name);
    this.name = name;
    this.reserves = reserves;
    LogGroup log = logs.logOf(this);
    role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .build();
    log.grantWrite(role);
    countRefusals(log);
    countFailures(log);
    function =
        Function.Builder.create(this, "Function")
            .runtime(Runtime.JAVA_25)
            .architecture(Architecture.ARM_64)
            .handler("dev.hallpass.handlers." + area + "." + name)
            .code(jar.code())
            .memorySize(1024)
            .timeout(Duration.seconds(30))
            .role(role)
            .logGroup(log)
            .currentVersionOptions(
                VersionOptions.builder()
                    .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                    .build())
            .build();
    jar.noteOn(resource());
    live =
        Alias.Builder.create(this, "Live")
            .aliasName(ALIAS)
            .version(function.getCurrentVersion())
            .build();
    tell("CATALOG", "catalog");
  }

  /// Counts the log lines about refusals by AWS. The log is the source, so each logged refusal is
  /// counted.
  private static void countRefusals(LogGroup log) {
    log.addMetricFilter(
        "RefusedByAws",
        MetricFilterOptions.builder()
            .metricNamespace("Hallpass")
            .metricName("RefusedByAws")
            .filterPattern(FilterPattern.exists("$.action"))
            .build());
  }

  /// Counts the log lines about calls that AWS throttled or failed, of all services.
  private static void countFailures(LogGroup log) {
    log.addMetricFilter(
        "AwsFails",
        MetricFilterOptions.builder()
            .metricNamespace("Hallpass")
            .metricName("AwsFails")
            .filterPattern(FilterPattern.anyTerm(FAILURES.toArray(String[]::new)))
            .build());
  }

  /// The name of a handler's role in every account, if its name is fixed.
  public static String roleNameOf(String handler) {
    return "hallpass" + handler.replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /// The name of its class.
  public String name() {
    return name;
  }

  /// The alias that callers use.
  public IFunction live() {
    return live;
  }

  /// The ARN of the alias.
  public String liveArn() {
    return live.getFunctionArn();
  }

  /// The name of the function with the alias, such as `NAME:live`.
  public String liveName() {
    return live.getFunctionName();
  }

  /// The ARN of the function, which the ARNs of its versions and aliases begin with.
  public String functionArn() {
    return function.getFunctionArn();
  }

  public String roleArn() {
    return role.getRoleArn();
  }

  /// Fixes the name of its role, so that other accounts can trust it before it exists.
  public void knownToOtherAccounts() {
    ((CfnRole) requireNonNull(role.getNode().getDefaultChild())).setRoleName(roleNameOf(name));
  }

  /// Reserves this much concurrency, which is also the limit. AWS keeps at least 100 for functions
  /// without a reservation (source: Lambda, reserved concurrency).
  public void reserve(int calls) {
    if (reserves) {
      resource().setReservedConcurrentExecutions(calls);
    }
  }

  /// Sets the time-out. The default is 30 s, a second more than API Gateway waits (source: quotas
  /// of API Gateway).
  public void mayTake(Duration time) {
    resource().setTimeout(time.toSeconds());
  }

  /// Sets the memory, in megabytes, and with it the share of a processor. The default is 1,024.
  public void mayUse(int memory) {
    resource().setMemorySize(memory);
  }

  /// Puts the function into a network. Lambda makes network interfaces there with the function's
  /// role, and the code of the function cannot (source: Lambda, permissions for a VPC).
  public void placeIn(Subnets network) {
    resource()
        .setVpcConfig(
            CfnFunction.VpcConfigProperty.builder()
                .subnetIds(network.subnets())
                .securityGroupIds(network.securityGroups())
                .build());
    allow(INTERFACES, List.of("*"));
    Stack stack = Stack.of(this);
    allow(
        PolicyStatement.Builder.create()
            .effect(Effect.DENY)
            .actions(INTERFACES)
            .resources(List.of("*"))
            .conditions(
                Map.of(
                    "ArnLike",
                    Map.of(
                        "lambda:SourceFunctionArn",
                        "arn:%s:lambda:%s:%s:function:%s-*"
                            .formatted(
                                stack.getPartition(),
                                stack.getRegion(),
                                stack.getAccount(),
                                Aws.STACK_NAME))))
            .build());
  }

  /// Lambda's metric of the function.
  public Metric metric(String name) {
    return function.metric(name);
  }

  /// Sets an environment variable. It must not be a secret, because everybody who can see the
  /// function can see it.
  public void tell(String variable, String value) {
    function.addEnvironment(variable, value);
  }

  /// Lets the function call these actions on these resources.
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

  /// Lets a rule of EventBridge call the function.
  public void callableBy(CfnRule rule) {
    live.addPermission(
        "Rule" + rule.getNode().getId(),
        Permission.builder()
            .principal(new ServicePrincipal("events.amazonaws.com"))
            .sourceArn(rule.getAttrArn())
            .build());
  }

  private CfnFunction resource() {
    return (CfnFunction) requireNonNull(function.getNode().getDefaultChild());
  }
}
