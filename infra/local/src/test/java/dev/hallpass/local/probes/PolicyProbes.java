package dev.hallpass.local.probes;

import static dev.hallpass.local.probes.Belief.denied;
import static dev.hallpass.local.probes.Belief.done;
import static dev.hallpass.local.probes.Belief.refused;
import static dev.hallpass.local.probes.Fixtures.MAY_READ;
import static dev.hallpass.local.probes.Fixtures.PATH;
import static dev.hallpass.local.probes.Fixtures.nameOf;
import static dev.hallpass.local.probes.PolicyText.allow;
import static dev.hallpass.local.probes.PolicyText.ofLength;
import static dev.hallpass.local.probes.PolicyText.policy;
import static dev.hallpass.local.probes.PolicyText.when;
import static dev.hallpass.local.probes.Source.documented;
import static dev.hallpass.local.probes.Source.unproved;

import java.util.List;

/// What the design believes of IAM's policies and roles as objects.
final class PolicyProbes {

  private PolicyProbes() {}

  static List<Probe> all() {
    return List.of(
        aSecondPolicyOfOneName(),
        anAttachedPolicy(),
        aPolicyWithVersions(),
        theLengthOfAPolicy(),
        theLengthOfInlinePolicies(),
        lettersOfOtherScripts(),
        aConditionOnTheBoundary(),
        aConditionOnThePolicy());
  }

  private static Probe aSecondPolicyOfOneName() {
    return new Probe(
        "second-policy-of-one-name",
        "CreatePolicy under a name that is taken is refused and changes nothing.",
        "Activate, called twice, reads back the policy that it finds instead of replacing it.",
        documented("IAM, CreatePolicy", "IAM/latest/APIReference/API_CreatePolicy.html"),
        "Makes a policy, and another one under its name.",
        Cost.nothing(2),
        List.of(refused("the second CreatePolicy", "EntityAlreadyExists")),
        (aws, made) -> {
          String name = nameOf(made.managed(policy(MAY_READ)));
          return List.of(
              Observed.of(() ->
                  aws.iam()
                      .createPolicy(again ->
                          again
                              .path(PATH)
                              .policyName(name)
                              .policyDocument(policy(allow("dynamodb:Query", "*"))))));
        });
  }

  private static Probe anAttachedPolicy() {
    return new Probe(
        "attached-policy-stays",
        "A policy that is attached, or bounds a role, is not deleted.",
        "The reaper detaches what somebody attached before it deletes, and rings when it cannot.",
        documented("IAM, DeletePolicy", "IAM/latest/APIReference/API_DeletePolicy.html"),
        "Deletes a policy that is attached to a role, and one that is a role's boundary.",
        Cost.nothing(5),
        List.of(
            refused("DeletePolicy of an attached policy", "DeleteConflict"),
            refused("DeletePolicy of a boundary", "DeleteConflict")),
        (aws, made) -> {
          String attached = made.managed(policy(MAY_READ));
          String boundary = made.managed(policy(MAY_READ));
          String role = made.role(one -> one.permissionsBoundary(boundary));
          made.attach(role, attached);
          return List.of(deleted(aws, attached), deleted(aws, boundary));
        });
  }

  private static Probe aPolicyWithVersions() {
    return new Probe(
        "policy-with-versions-stays",
        "A policy with a version besides the default one is not deleted.",
        "The reaper takes away the versions that somebody added before it deletes.",
        documented("IAM, DeletePolicy", "IAM/latest/APIReference/API_DeletePolicy.html"),
        "Deletes a policy that has two versions, and again after the older one is deleted.",
        Cost.nothing(3),
        List.of(
            refused("DeletePolicy with two versions", "DeleteConflict"),
            done("DeletePolicy with one version")),
        (aws, made) -> {
          String arn = made.managed(policy(MAY_READ));
          aws.iam()
              .createPolicyVersion(version ->
                  version
                      .policyArn(arn)
                      .policyDocument(policy(allow("dynamodb:Query", "*")))
                      .setAsDefault(true));
          Observed withTwo = deleted(aws, arn);
          Observed.of(
              () -> aws.iam().deletePolicyVersion(one -> one.policyArn(arn).versionId("v1")));
          return List.of(withTwo, deleted(aws, arn));
        });
  }

  private static Observed deleted(Aws aws, String policy) {
    return Observed.of(() -> aws.iam().deletePolicy(delete -> delete.policyArn(policy)));
  }

  private static Probe theLengthOfAPolicy() {
    return new Probe(
        "policy-of-6144-characters",
        "A managed policy has 6,144 characters at the most, and white space does not count.",
        "An entitlement whose policy can get longer is not loaded, and no other.",
        documented("IAM, quotas", "IAM/latest/UserGuide/reference_iam-quotas.html"),
        "Makes a policy of 6,144 characters and 1,000 blanks, and one of 6,145 characters.",
        Cost.nothing(2),
        List.of(
            done("6,144 characters and 1,000 blanks"),
            refused("6,145 characters", "LimitExceeded")),
        (_, made) ->
            List.of(
                Observed.of(() -> made.managed(ofLength(6_144) + " ".repeat(1_000))),
                Observed.of(() -> made.managed(ofLength(6_145)))));
  }

  private static Probe theLengthOfInlinePolicies() {
    return new Probe(
        "inline-policies-of-10240-characters",
        "The inline policies of a role have 10,240 characters together at the most.",
        "Where a denial does not fit, one by time takes the place of all.",
        documented("IAM, quotas", "IAM/latest/UserGuide/reference_iam-quotas.html"),
        "Fills a role with two inline policies of 5,120 characters, then makes one longer by one.",
        Cost.nothing(5),
        List.of(
            done("two of 5,120 characters and 100 blanks each"),
            refused("one of them with one more", "LimitExceeded")),
        (aws, made) -> {
          String role = made.role();
          String half = ofLength(5_120) + " ".repeat(100);
          made.inline(role, "first", half);
          return List.of(put(aws, role, "second", half), put(aws, role, "second", ofLength(5_121)));
        });
  }

  private static Observed put(Aws aws, String role, String name, String text) {
    return Observed.of(() ->
        aws.iam()
            .putRolePolicy(
                put -> put.roleName(nameOf(role)).policyName(name).policyDocument(text)));
  }

  private static Probe lettersOfOtherScripts() {
    return new Probe(
        "policy-with-other-letters",
        "A policy takes letters above `ÿ` as escapes, and not as they are.",
        "A `tag-value` has letters of any language.",
        unproved(
            "[IAM, CreatePolicy]"
                + "(https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html) refuses"
                + " them as they are, and says nothing of escapes"),
        "Makes a policy with such a letter in a condition, as an escape and as it is.",
        Cost.nothing(2),
        List.of(done("as an escape"), refused("as it is", "ValidationError")),
        (_, made) ->
            List.of(
                Observed.of(() -> made.managed(policy(ofTeam("\\u043d")))),
                Observed.of(() -> made.managed(policy(ofTeam("\u043d"))))));
  }

  private static String ofTeam(String team) {
    return allow("ec2:RebootInstances", "*", when("StringEquals", "aws:ResourceTag/team", team));
  }

  private static Probe aConditionOnTheBoundary() {
    return new Probe(
        "put-role-policy-under-a-boundary",
        "`iam:PutRolePolicy` with a condition on `iam:PermissionsBoundary` is allowed on roles that"
            + " have that boundary, and on no others.",
        "Functions that revoke may write policies on roles; on a role without its ceiling they"
            + " could give anything.",
        documented(
            "IAM, permissions boundaries", "IAM/latest/UserGuide/access_policies_boundaries.html"),
        "Puts an inline policy on a bounded role and on a free one, as a role with that condition.",
        Cost.nothing(30),
        List.of(done("on the bounded role"), denied("on the role without a boundary")),
        (aws, made) -> {
          String ceiling = made.managed(PATH + "ceiling/", policy(MAY_READ));
          String bounded = made.role(role -> role.permissionsBoundary(ceiling), MAY_READ);
          String free = made.role(MAY_READ);
          String ceilings = "arn:aws:iam::%s:policy%sceiling/*".formatted(aws.account(), PATH);
          Aws caller =
              made.session(
                  made.role(
                      allow("iam:GetRole", roles(aws)),
                      allow(
                          "iam:PutRolePolicy",
                          roles(aws),
                          when("StringLike", "iam:PermissionsBoundary", ceilings))));
          made.patience().settle("GetRole", () -> looksAt(caller, free));
          String text = policy(MAY_READ);
          Observed onBounded = put(caller, bounded, "added", text);
          return List.of(onBounded, put(caller, free, "added", text));
        });
  }

  private static Probe aConditionOnThePolicy() {
    return new Probe(
        "detach-by-policy-arn",
        "`iam:DetachRolePolicy` with `ArnLike` on `iam:PolicyARN` detaches policies of that path,"
            + " and no others.",
        "The reaper may detach the policies of grants from anybody, and must not be able to take"
            + " another policy away.",
        documented(
            "IAM, actions and condition keys",
            "service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html"),
        "Detaches two policies of different paths, as a role with that condition.",
        Cost.nothing(30),
        List.of(done("a policy of the path"), denied("a policy of another path")),
        (aws, made) -> {
          String ours = made.managed(PATH + "grant/", policy(MAY_READ));
          String other = made.managed(policy(MAY_READ));
          String role = made.role();
          made.attach(role, ours);
          made.attach(role, other);
          String grants = "arn:aws:iam::%s:policy%sgrant/*".formatted(aws.account(), PATH);
          Aws caller =
              made.session(
                  made.role(
                      allow("iam:GetRole", roles(aws)),
                      allow(
                          "iam:DetachRolePolicy",
                          // As in the template: whose policy it is, is not known before.
                          "arn:aws:iam::%s:role/*".formatted(aws.account()),
                          when("ArnLike", "iam:PolicyARN", grants))));
          made.patience().settle("GetRole", () -> looksAt(caller, role));
          return List.of(detached(caller, role, ours), detached(caller, role, other));
        });
  }

  private static String roles(Aws aws) {
    return "arn:aws:iam::%s:role%s*".formatted(aws.account(), PATH);
  }

  private static Observed looksAt(Aws caller, String role) {
    return Observed.of(() -> caller.iam().getRole(get -> get.roleName(nameOf(role))));
  }

  private static Observed detached(Aws caller, String role, String policy) {
    return Observed.of(() ->
        caller.iam().detachRolePolicy(detach -> detach.roleName(nameOf(role)).policyArn(policy)));
  }
}
