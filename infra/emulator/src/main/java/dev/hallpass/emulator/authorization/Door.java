package dev.hallpass.emulator.authorization;

import dev.hallpass.emulator.policy.Verdict;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;

/// The door of a service to one caller: a request goes through if policies let the caller do
/// everything that it needs leave for.
///
/// @param caller the ARN that a refusal names
/// @param authority decides about one access of this caller
/// @param refusal makes the service's own exception of a code and a message
public record Door(
    Accesses accesses,
    String caller,
    Function<Access, Verdict> authority,
    BiFunction<String, String, AwsServiceException> refusal)
    implements Consumer<SdkRequest> {

  @Override
  public void accept(SdkRequest request) {
    for (Access access : accesses.of(request)) {
      switch (authority.apply(access)) {
        case Verdict.Allowed _ -> {}
        case Verdict.NotAuthenticated(String because) ->
            throw refusal.apply("ExpiredToken", because);
        case Verdict.ExplicitlyDenied denied ->
            throw refusal.apply("AccessDenied", Denial.message(caller, access, denied));
        case Verdict.ImplicitlyDenied denied ->
            throw refusal.apply("AccessDenied", Denial.message(caller, access, denied));
      }
    }
  }
}
