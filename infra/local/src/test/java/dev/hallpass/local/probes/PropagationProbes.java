package dev.hallpass.local.probes;

import static dev.hallpass.local.probes.Belief.within;
import static dev.hallpass.local.probes.Fixtures.MAY_READ;
import static dev.hallpass.local.probes.Observed.DENIED;
import static dev.hallpass.local.probes.Observed.DONE;
import static dev.hallpass.local.probes.PolicyText.deny;
import static dev.hallpass.local.probes.PolicyText.policy;
import static dev.hallpass.local.probes.SessionProbes.under;

import java.util.List;

/// What the design believes of how fast a change of IAM is seen by the rest of AWS.
final class PropagationProbes {

  /// As often as the reaper passes: what is later looks to it as if it had not been done.
  private static final int A_PASS = 60;

  private static final Source SECONDS =
      Source.measuredByOthers(
          "about 4 s; \"a few minutes\" in words of"
              + " [IAM, troubleshooting](https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html)");

  private PropagationProbes() {}

  static List<Probe> all() {
    return List.of(aCreatedPolicy(), anInlinePolicy(), aDeletedPolicy());
  }

  private static Probe aCreatedPolicy() {
    return new Probe(
        "created-policy-reaches-sts",
        "A policy can be a session policy some seconds after CreatePolicy.",
        "Until then credentials are answered with 503 and `Retry-After`; a grant is shorter by"
            + " that.",
        SECONDS,
        "Makes a policy, and assumes a role with it until STS takes it.",
        Cost.nothing(30),
        List.of(within("AssumeRole with it", A_PASS)),
        (aws, made) -> {
          String role = made.role(MAY_READ);
          made.patience().settle("AssumeRole", () -> made.assumes(aws, role, _ -> {}));
          String policy = made.managed(policy(MAY_READ));
          return List.of(
              made.patience().time(DONE::equals, () -> made.assumes(aws, role, under(policy))));
        });
  }

  private static Probe anInlinePolicy() {
    return new Probe(
        "put-role-policy-reaches-services",
        "A denial on a role holds for its live sessions some seconds after PutRolePolicy.",
        "A grant that is revoked is of use until then.",
        SECONDS,
        "Denies everything to a role, and calls DynamoDB with a session of it until it is denied.",
        Cost.nothing(30),
        List.of(within("DescribeTable is denied", A_PASS)),
        (_, made) -> {
          String role = made.role(MAY_READ);
          Aws session = made.session(role);
          made.patience().settle("DescribeTable", () -> made.reads(session));
          made.inline(role, "denied", policy(deny("*", "*")));
          return List.of(made.patience().time(DENIED::equals, () -> made.reads(session)));
        });
  }

  private static Probe aDeletedPolicy() {
    return new Probe(
        "deleted-policy-reaches-sts",
        "A policy can be no session policy any more some seconds after DeletePolicy.",
        "Nothing opens by it: the function that issues credentials has read the end before. It says"
            + " how long a grant that ended early may still look open to AWS.",
        SECONDS,
        "Deletes a policy, and assumes a role with it until STS refuses.",
        Cost.nothing(30),
        List.of(within("AssumeRole with it is refused", A_PASS)),
        (aws, made) -> {
          String role = made.role(MAY_READ);
          String policy = made.managed(policy(MAY_READ));
          made.patience().settle("AssumeRole", () -> made.assumes(aws, role, under(policy)));
          aws.iam().deletePolicy(delete -> delete.policyArn(policy));
          return List.of(
              made.patience()
                  .time(
                      Observed.Refused.class::isInstance,
                      () -> made.assumes(aws, role, under(policy))));
        });
  }
}
