package dev.hallpass.adapters.cloudformation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.adapters.cloudformation.StackTemplate.Resource;
import java.net.URLDecoder;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/// What a managed policy says: its default version, which alone is in force.
final class ManagedPolicyComparison {

  private final StackTemplate template;
  private final IamClient iam;

  ManagedPolicyComparison(StackTemplate template, IamClient iam) {
    this.template = template;
    this.iam = iam;
  }

  void compare(Resource resource, Findings findings) {
    try {
      findings.compare(
          "document",
          () -> PolicyTree.of(template.property(resource, "PolicyDocument")),
          inForce(findings.name()));
    } catch (NoSuchEntityException _) {
      findings.missing("policy");
    }
  }

  private PolicyTree inForce(String arn) {
    String version = iam.getPolicy(get -> get.policyArn(arn)).policy().defaultVersionId();
    return PolicyTree.read(
        URLDecoder.decode(
            iam.getPolicyVersion(get -> get.policyArn(arn).versionId(version))
                .policyVersion()
                .document(),
            UTF_8));
  }
}
