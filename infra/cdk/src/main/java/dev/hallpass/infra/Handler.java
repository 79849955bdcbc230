package dev.hallpass.infra;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Permission;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/// A function with a role of its own, which may write the function's log. Whatever else it may do,
/// the construct that owns the other side allows.
final class Handler extends Construct {

  private final String name;
  private final Role role;
  private final Function function;

  /// @param area the package below `dev.hallpass.handlers` that the class is in
  /// @param name the class's name
  Handler(Construct scope, String area, String name, Code code) {
    super(scope, name);
    this.name = name;
    LogGroup log = LogGroup.Builder.create(this, "Log").retention(RetentionDays.ONE_YEAR).build();
    role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .build();
    log.grantWrite(role);
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
            .build();
    tell("CATALOG", "catalog");
  }

  /// The name of its class.
  String name() {
    return name;
  }

  String functionArn() {
    return function.getFunctionArn();
  }

  String functionName() {
    return function.getFunctionName();
  }

  String roleArn() {
    return role.getRoleArn();
  }

  /// Sets an environment variable. Never a secret: who may see the function may see it.
  void tell(String variable, String value) {
    function.addEnvironment(variable, value);
  }

  /// Lets the function do these things to these resources.
  void allow(List<String> actions, List<String> resources) {
    allow(PolicyStatement.Builder.create().actions(actions).resources(resources).build());
  }

  void allow(PolicyStatement statement) {
    role.addToPolicy(statement);
  }

  /// Lets API Gateway call the function for one route.
  void answer(String routeArn) {
    function.addPermission(
        "Route",
        Permission.builder()
            .principal(new ServicePrincipal("apigateway.amazonaws.com"))
            .sourceArn(routeArn)
            .build());
  }
}
