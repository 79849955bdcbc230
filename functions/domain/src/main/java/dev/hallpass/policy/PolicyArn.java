package dev.hallpass.policy;

import java.util.regex.Pattern;

/// The ARN of a session policy.
public record PolicyArn(String value) {

  private static final Pattern FORM =
      Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:policy/hallpass/[a-z0-9-]{1,128}");

  /// @throws IllegalArgumentException if it is not the ARN of a policy under `/hallpass/`
  public PolicyArn {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("Not the ARN of a session policy");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
