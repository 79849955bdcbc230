package dev.hallpass.emulator.policy;

import java.util.List;
import java.util.regex.Pattern;

/// One call to AWS, with what its policies look at.
///
/// @param action such as `s3:GetObject`
/// @param resource its ARN, or `*` for an action that names no resource
/// @param resourceAccount the account that owns the resource
/// @param context the condition keys of the call
public record AccessRequest(
    Principal principal, String action, String resource, String resourceAccount, Context context) {
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

  /// A request for a resource in the account of its ARN, or in the caller's account if the ARN has
  /// none, like that of an S3 bucket.
  public static AccessRequest of(
      Principal principal, String action, String resource, Context context) {
    List<String> segments = ArnPattern.split(resource);
    boolean named =
        segments.size() == ArnPattern.SEGMENTS && ACCOUNT.matcher(segments.get(4)).matches();
    return new AccessRequest(
        principal, action, resource, named ? segments.get(4) : principal.account(), context);
  }

  /// This request with the resource in another account.
  public AccessRequest inAccount(String account) {
    return new AccessRequest(principal, action, resource, account, context);
  }
}
