package dev.hallpass.local.scene;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.LimitExceededException;

/// A role on which somebody put so long a policy that little room is left for others.
public final class FilledRole {

  /// How many characters all inline policies of a role may have (source: IAM quotas).
  private static final int MOST_INLINE = 10_240;

  private static final int STEP = 20;

  private FilledRole() {}

  /// Fills a role, whatever is on it already.
  ///
  /// @param left how many characters stay free, and fewer than twenty besides
  public static void leaving(int left, IamClient iam, String role) {
    int fits = 0;
    int tooLong = MOST_INLINE / STEP + 1;
    while (tooLong - fits > 1) {
      int half = (fits + tooLong) / 2;
      if (isPut(iam, role, half * STEP)) {
        fits = half;
      } else {
        tooLong = half;
      }
    }
    int length = fits * STEP;
    if (!isPut(iam, role, Math.max(1, length - left))) {
      throw new IllegalStateException("A shorter policy did not fit where a longer one did");
    }
  }

  private static boolean isPut(IamClient iam, String role, int length) {
    String document =
        """
        {
          "Version": "2012-10-17",
          "Statement": {"Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::%s"}
        }
        """
            .formatted("x".repeat(length));
    try {
      iam.putRolePolicy(put -> put.roleName(role).policyName("by-hand").policyDocument(document));
      return true;
    } catch (LimitExceededException _) {
      return false;
    }
  }
}
