package dev.hallpass.emulator.policy;

import java.util.regex.Pattern;

/// The caller of a request.
public sealed interface Principal {
  /// The caller's ARN in AWS, as `aws sts get-caller-identity` shows it.
  String arn();

  /// The twelve digits of the caller's account.
  default String account() {
    return ArnPattern.split(arn()).get(4);
  }

  /// The value of `aws:PrincipalArn`: for a session its role. [Source](
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html)
  default String principalArn() {
    return arn();
  }

  /// A session of a role, such as a function's, or one from AssumeRole.
  ///
  /// @param roleArn the role with its path, `arn:aws:iam::ACCOUNT:role/path/NAME`
  /// @param arn `arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION`
  record RoleSession(String roleArn, String arn) implements Principal {
    private static final Pattern ROLE = Pattern.compile("arn:aws:iam::\\d{12}:role/.+");
    private static final Pattern SESSION =
        Pattern.compile("arn:aws:sts::\\d{12}:assumed-role/[^/]+/[^/]+");

    public RoleSession {
      require(roleArn, ROLE);
      require(arn, SESSION);
    }

    /// The session of a role with this name.
    public static RoleSession of(String roleArn, String sessionName) {
      String roleName = roleArn.substring(roleArn.lastIndexOf('/') + 1);
      return new RoleSession(
          roleArn,
          "arn:aws:sts::%s:assumed-role/%s/%s"
              .formatted(ArnPattern.split(roleArn).get(4), roleName, sessionName));
    }

    /// The part of the session's ARN after the role.
    public String sessionName() {
      return arn.substring(arn.lastIndexOf('/') + 1);
    }

    @Override
    public String principalArn() {
      return roleArn;
    }
  }

  /// An IAM user, `arn:aws:iam::ACCOUNT:user/path/NAME`.
  record User(String arn) implements Principal {
    private static final Pattern USER = Pattern.compile("arn:aws:iam::\\d{12}:user/.+");

    public User {
      require(arn, USER);
    }
  }

  /// A service of AWS that acts for itself, such as `lambda.amazonaws.com`. It belongs to no
  /// account and has no policies: only the resource's policy can allow it.
  record Service(String name) implements Principal {
    @Override
    public String arn() {
      return name;
    }

    @Override
    public String account() {
      return "aws";
    }
  }

  private static void require(String arn, Pattern grammar) {
    if (!grammar.matcher(arn).matches()) {
      throw new IllegalArgumentException("Not an ARN of this kind of principal: " + arn);
    }
  }
}
