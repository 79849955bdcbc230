package dev.hallpass.emulator.lambda;

import dev.hallpass.emulator.policy.Principal.RoleSession;
import dev.hallpass.emulator.sts.Caller;
import java.util.List;
import java.util.Map;

/// A deployed function.
///
/// @param handler the class that Lambda calls
/// @param runtime such as `java25`
/// @param roleArn the role it acts as
/// @param code the name of the file with its code
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

  /// The caller of the function's AWS calls: the session of its role that Lambda opens under the
  /// function's name.
  public Caller caller() {
    return Caller.of(RoleSession.of(roleArn, name));
  }

  LambdaFunction withCode(String other) {
    return new LambdaFunction(name, arn, handler, runtime, roleArn, other, layers, environment);
  }
}
