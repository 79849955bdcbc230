package dev.hallpass.audit.usage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// An event of CloudTrail (source: CloudTrail, record contents).
///
/// @param id the id that CloudTrail gave it
/// @param session the name of the role session that made the call; empty if none did
/// @param sourceIdentity the person who is behind the session; empty if it is not known
/// @param source the service, such as `s3.amazonaws.com`
/// @param name the call, such as `GetObject`
/// @param error the code of the error that the call got; empty if it had success
/// @param resources the ARNs that it names
/// @param account the account whose trail has it; empty if it does not say
/// @param isOnData whether the call is on data, which trails record only where that was chosen
/// @param opened the name of the role session that the call opened; empty if it opened none
public record TrailEvent(
    String id,
    Instant at,
    Optional<String> session,
    Optional<String> sourceIdentity,
    String source,
    String name,
    String region,
    Optional<String> error,
    List<String> resources,
    Optional<String> account,
    boolean isOnData,
    Optional<String> opened) {

  // Lambda's calls have the date of their API behind their names, such as ListFunctions20150331.
  private static final Pattern API_DATE = Pattern.compile("20[0-9]{6}(v[0-9])?$");

  private static final Pattern DENIED =
      Pattern.compile("(?i).*(AccessDenied|Unauthorized|NotAuthorized|AuthorizationError).*");

  public TrailEvent {
    resources = List.copyOf(resources);
  }

  /// Whether the call was denied for lack of a permission.
  public boolean isDenied() {
    return error.filter(code -> DENIED.matcher(code).matches()).isPresent();
  }

  /// The action of IAM that it is about, such as `s3:GetObject`.
  ///
  /// The names of most calls are those of their actions. The others that are known here are of S3,
  /// Lambda, CloudWatch and DynamoDB (source: Service Authorization Reference).
  public String action() {
    String call = API_DATE.matcher(name).replaceAll("");
    return switch (source + " " + call) {
      case "s3.amazonaws.com ListObjects",
          "s3.amazonaws.com ListObjectsV2",
          "s3.amazonaws.com HeadBucket" ->
          "s3:ListBucket";
      case "s3.amazonaws.com ListBuckets" -> "s3:ListAllMyBuckets";
      case "s3.amazonaws.com HeadObject" -> "s3:GetObject";
      case "s3.amazonaws.com CopyObject",
          "s3.amazonaws.com CreateMultipartUpload",
          "s3.amazonaws.com UploadPart",
          "s3.amazonaws.com CompleteMultipartUpload" ->
          "s3:PutObject";
      case "s3.amazonaws.com DeleteObjects" -> "s3:DeleteObject";
      case "lambda.amazonaws.com Invoke" -> "lambda:InvokeFunction";
      case "dynamodb.amazonaws.com TransactGetItems" -> "dynamodb:GetItem";
      default -> service() + ":" + call;
    };
  }

  private String service() {
    String host = source.replaceFirst("\\.amazonaws\\.com(\\.cn)?$", "");
    return host.equals("monitoring") ? "cloudwatch" : host;
  }
}
