package dev.hallpass.emulator.lambda;

import dev.hallpass.emulator.policy.Principal.RoleSession;
import dev.hallpass.emulator.sts.Caller;
import java.util.Map;

/// A function as it is deployed.
///
/// @param handler the class that Lambda calls
/// @param roleArn the role it acts as
public record LambdaFunction(
    String name, String arn, String handler, String roleArn, Map<String, String> environment) {
  public LambdaFunction {
    environment = Map.copyOf(environment);
  }

  /// As whom the function calls AWS: the session of its role that Lambda opens under its name.
  public Caller caller() {
    return Caller.of(RoleSession.of(roleArn, name));
  }
}
