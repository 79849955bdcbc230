package dev.hallpass.adapters.errors;

import dev.hallpass.access.Sessions.NotOpened;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// A refusal of AWS that does not go away when the call is repeated. It holds nothing else of what
/// AWS said, which names callers and resources.
///
/// @param action what was refused, as IAM names it; the service alone where AWS names no action
/// @param code what AWS answered
public record AwsRefusal(String action, String code) {

  // Each service has its own code for a missing permission (source: the services' API references).
  private static final Pattern DENIED =
      Pattern.compile("AccessDenied|AuthorizationError|NotAuthorized|Unauthorized");

  private static final Pattern LASTING =
      Pattern.compile(DENIED + "|ExpiredToken|PackedPolicyTooLarge|RegionDisabled");

  // SES puts the action in quotes, the others do not.
  private static final Pattern ACTION =
      Pattern.compile("not authorized to perform:? [`'\"]?([a-z0-9-]+:[A-Za-z0-9]+)");

  /// The refusal that a failure came of.
  ///
  /// @return empty if it came of something else, which may go well when it is repeated
  public static Optional<AwsRefusal> behind(Throwable failure) {
    // Each code by which a session is refused: who asks has waited long enough for the policy.
    return Stream.iterate(Optional.of(failure), Optional::isPresent, AwsRefusal::cause)
        .map(Optional::orElseThrow)
        .filter(AwsServiceException.class::isInstance)
        .map(AwsServiceException.class::cast)
        .flatMap(refused -> Optional.ofNullable(refused.awsErrorDetails()).stream())
        .filter(details -> details.errorCode() != null)
        .filter(details -> failure instanceof NotOpened || lasts(details))
        .map(AwsRefusal::of)
        .findFirst();
  }

  private static Optional<Throwable> cause(Optional<Throwable> failure) {
    return failure.map(Throwable::getCause);
  }

  private static boolean lasts(AwsErrorDetails details) {
    return LASTING.matcher(details.errorCode()).find();
  }

  private static AwsRefusal of(AwsErrorDetails details) {
    Matcher action = ACTION.matcher(Optional.ofNullable(details.errorMessage()).orElse(""));
    return new AwsRefusal(
        action.find() ? action.group(1) : details.serviceName(), details.errorCode());
  }

  /// Whether a permission is missing.
  public boolean isDenial() {
    return DENIED.matcher(code).find();
  }
}
