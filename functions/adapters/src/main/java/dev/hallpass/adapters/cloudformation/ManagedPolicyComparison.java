package dev.hallpass.adapters.cloudformation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.adapters.cloudformation.StackTemplate.Resource;
import java.net.URLDecoder;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/// Compares a managed policy by its default version, which is the version in force.
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
          inForce(findings.name()),
          () -> putInForce(resource, findings.name()));
    } catch (NoSuchEntityException _) {
      findings.missing("policy", () -> create(resource, findings.name()));
    }
  }

  private String putInForce(Resource resource, String arn) {
    return AwsCommand.of("iam", "create-policy-version")
        .with("policy-arn", arn)
        .with("policy-document", template.property(resource, "PolicyDocument"))
        .with("set-as-default", true)
        .text();
  }

  /// The remedy uses the name and the path of its ARN, so that its users find the same policy.
  private String create(Resource resource, String arn) {
    String path = arn.substring(arn.indexOf('/'), arn.lastIndexOf('/') + 1);
    return AwsCommand.of("iam", "create-policy")
        .with("path", path)
        .with("policy-name", arn.substring(arn.lastIndexOf('/') + 1))
        .with("policy-document", template.property(resource, "PolicyDocument"))
        .text();
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
