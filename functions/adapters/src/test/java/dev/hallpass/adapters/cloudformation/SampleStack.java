package dev.hallpass.adapters.cloudformation;

import dev.hallpass.policy.ManagedPolicy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesResponse;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;

/// One stack as CloudFormation tells of it, whose resources a test has made itself. It lists one
/// resource a page.
final class SampleStack implements CloudFormationClient {
  static final String ARN = "arn:aws:cloudformation:eu-central-1:111122223333:stack/Sample/1-2-3";

  private final Map<String, String> names = new TreeMap<>();
  private String template = "{}";
  private StackStatus status = StackStatus.UPDATE_COMPLETE;

  SampleStack of(String json) {
    template = json;
    return this;
  }

  SampleStack named(String resource, String name) {
    names.put(resource, name);
    return this;
  }

  SampleStack is(StackStatus now) {
    status = now;
    return this;
  }

  /// The stack as it is deployed, in an account that has nothing but identities.
  DeployedStack deployed(IamClient iam) {
    return deployed(ARN, iam, new NoFunctions());
  }

  /// The same, with managed policies in its catalogue.
  DeployedStack deployed(IamClient iam, List<ManagedPolicy> managed) {
    return deployed(ARN, iam, new NoFunctions(), managed);
  }

  DeployedStack deployed(String arn, IamClient iam, LambdaClient functions) {
    return deployed(arn, iam, functions, List.of());
  }

  private DeployedStack deployed(
      String arn, IamClient iam, LambdaClient functions, List<ManagedPolicy> managed) {
    return new DeployedStack(
        arn,
        new DeployedStack.Clients(
            this,
            iam,
            new NoTables(),
            new NoMachines(),
            functions,
            new NoTopics(),
            new NoKeys(),
            new NoRules()),
        managed);
  }

  @Override
  public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
    if (!request.stackName().equals(ARN)) {
      throw CloudFormationException.builder().message("There is no such stack").build();
    }
    return DescribeStacksResponse.builder()
        .stacks(Stack.builder().stackId(ARN).stackName("Sample").stackStatus(status).build())
        .build();
  }

  @Override
  public GetTemplateResponse getTemplate(GetTemplateRequest request) {
    return GetTemplateResponse.builder().templateBody(template).build();
  }

  @Override
  public ListStackResourcesResponse listStackResources(ListStackResourcesRequest request) {
    List<String> ids = List.copyOf(names.keySet());
    int place = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
    return ListStackResourcesResponse.builder()
        .stackResourceSummaries(ids.stream().skip(place).limit(1).map(this::summary).toList())
        .nextToken(place + 1 < ids.size() ? String.valueOf(place + 1) : null)
        .build();
  }

  private StackResourceSummary summary(String id) {
    return StackResourceSummary.builder()
        .logicalResourceId(id)
        .physicalResourceId(names.get(id))
        .resourceStatus(ResourceStatus.CREATE_COMPLETE)
        .build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  /// Not asked, as the samples have none.
  private static final class NoRules implements EventBridgeClient {
    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  /// Not asked, as the samples have none.
  private static final class NoKeys implements KmsClient {
    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  /// Not asked, as the samples have none.
  private static final class NoTables implements DynamoDbClient {
    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  private static final class NoMachines implements SfnClient {
    @Override
    public String serviceName() {
      return "states";
    }

    @Override
    public void close() {}
  }

  private static final class NoTopics implements SnsClient {
    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  static final class NoFunctions implements LambdaClient {
    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
