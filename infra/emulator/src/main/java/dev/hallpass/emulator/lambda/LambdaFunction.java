package dev.hallpass.emulator.lambda;

import dev.hallpass.emulator.policy.Principal.RoleSession;
import dev.hallpass.emulator.sts.Caller;
import java.util.List;
import java.util.Map;

/// A function as it is deployed.
///
/// @param handler the class that Lambda calls
/// @param runtime such as `java25`
/// @param roleArn the role it acts as
/// @param code what the file with its code is called
/// @param layers their ARNs
public record LambdaFunction(
    String name,
    String arn,
    String handler,
    String runtime,
    String roleArn,
    String code,
    List<String> layers,
    Map<String, String> environment) {
  public LambdaFunction {
    layers = List.copyOf(layers);
    environment = Map.copyOf(environment);
  }

  /// As whom the function calls AWS: the session of its role that Lambda opens under its name.
  public Caller caller() {
    return Caller.of(RoleSession.of(roleArn, name));
  }

  LambdaFunction withCode(String other) {
    return new LambdaFunction(name, arn, handler, runtime, roleArn, other, layers, environment);
  }
}
