package dev.hallpass.emulator.authorization;

import dev.hallpass.emulator.cloudformation.InMemoryCloudFormation;
import java.util.List;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesRequest;

/// What questions about stacks need leave for. [Source](
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html)
public final class CloudFormationAccesses implements Accesses {
  private final InMemoryCloudFormation stacks;

  public CloudFormationAccesses(InMemoryCloudFormation stacks) {
    this.stacks = stacks;
  }

  @Override
  public List<Access> of(SdkRequest request) {
    return switch (request) {
      case DescribeStacksRequest describe -> one("DescribeStacks", describe.stackName());
      case GetTemplateRequest get -> one("GetTemplate", get.stackName());
      case ListStackResourcesRequest list -> one("ListStackResources", list.stackName());
      default -> throw Accesses.unknown(request);
    };
  }

  private List<Access> one(String action, String stack) {
    return List.of(Access.to("cloudformation:" + action, stacks.id(stack)));
  }
}
