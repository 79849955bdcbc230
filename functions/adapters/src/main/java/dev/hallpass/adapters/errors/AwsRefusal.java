package dev.hallpass.adapters.errors;

import dev.hallpass.access.Sessions.NotOpened;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// A refusal by AWS that a repeated call would get again. It has no other words of AWS, because
/// they name callers and resources.
///
/// @param action the refused action in IAM's words; only the service if AWS names no action
/// @param code the code of AWS's answer
/// @param isCertain whether time alone cannot change it. AWS also denies what it does not see
///   everywhere yet, but then it names no policy that denies it.
public record AwsRefusal(String action, String code, boolean isCertain) {

  // Each service has its own code for a missing permission (source: the services' API references).
  private static final Pattern DENIED =
      Pattern.compile("AccessDenied|AuthorizationError|NotAuthorized|Unauthorized");

  // The last one is that of IAM; other services name a passing limit LimitExceededException.
  private static final Pattern CERTAIN =
      Pattern.compile("ExpiredToken|PackedPolicyTooLarge|RegionDisabled|^LimitExceeded$");

  private static final Pattern LASTING = Pattern.compile(DENIED + "|" + CERTAIN);

  // Source: IAM user guide, troubleshooting access denied error messages.
  private static final Pattern DENYING =
      Pattern.compile("with an explicit deny|because no (service|resource) control policy allows");

  // SES puts the action in quotes; the others do not.
  private static final Pattern ACTION =
      Pattern.compile("not authorized to perform:? [`'\"]?([a-z0-9-]+:[A-Za-z0-9]+)");

  /// The refusal behind a failure.
  ///
  /// @return empty if the failure has another cause, so that a repeated call may succeed
  public static Optional<AwsRefusal> behind(Throwable failure) {
    // All codes by which STS refuses a session: the caller has already waited for the policy.
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
    String message = Optional.ofNullable(details.errorMessage()).orElse("");
    Matcher action = ACTION.matcher(message);
    return new AwsRefusal(
        action.find() ? action.group(1) : details.serviceName(),
        details.errorCode(),
        CERTAIN.matcher(details.errorCode()).find() || DENYING.matcher(message).find());
  }

  /// Whether a permission is missing.
  public boolean isDenial() {
    return DENIED.matcher(code).find();
  }
}
