package dev.hallpass.emulator.authorization;

import dev.hallpass.emulator.Emulated;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.emulator.policy.Verdict;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;

/// The gate of a service for one caller. A request passes if policies allow everything that it
/// needs.
///
/// @param line the line of request and answer
/// @param authority decides about one access of this caller
/// @param refusal makes the service's own exception from a code and a message
public record AuthorizationGate(
    Authorization authorization,
    Principal caller,
    Supplier<NetworkLink> line,
    Function<Access, Verdict> authority,
    BiFunction<String, String, AwsServiceException> refusal)
    implements Emulated.Gate {

  @Override
  public void enter(SdkRequest request) {
    line.get().request(caller, request);
    for (Access access : authorization.of(request)) {
      switch (authority.apply(access)) {
        case Verdict.Allowed _ -> {}
        case Verdict.NotAuthenticated(String because) ->
            throw refusal.apply("ExpiredToken", because);
        case Verdict.ExplicitlyDenied denied ->
            throw refusal.apply("AccessDenied", Denial.message(caller.arn(), access, denied));
        case Verdict.ImplicitlyDenied denied ->
            throw refusal.apply("AccessDenied", Denial.message(caller.arn(), access, denied));
      }
    }
  }

  @Override
  public void leave(SdkRequest request) {
    line.get().answer(caller, request);
  }
}
