package dev.hallpass.emulator.cloudformation;

import dev.hallpass.emulator.AwsErrors;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.template.TemplateResource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesResponse;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/// The reading part of CloudFormation for one account in one region. Stacks are deployed elsewhere,
/// at once and only once.
public final class InMemoryCloudFormation implements CloudFormationClient {
  /// The page size of AWS's list of resources.
  private static final int PAGE = 100;

  private final InstantSource clock;
  private final Map<String, Deployed> stacks = new ConcurrentHashMap<>();

  public InMemoryCloudFormation(InstantSource clock) {
    this.clock = clock;
  }

  private record Deployed(Stack stack, Instant at) {}

  /// Adds a deployed stack.
  public void add(Stack stack) {
    stacks.put(stack.name(), new Deployed(stack, clock.instant()));
  }

  /// The ARN of a stack, by its name or its ARN.
  ///
  /// @throws CloudFormationException if it does not exist
  public String id(@Nullable String nameOrId) {
    return stack(nameOrId).stack().id();
  }

  @Override
  public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
    Deployed deployed = stack(request.stackName());
    return DescribeStacksResponse.builder()
        .stacks(
            software.amazon.awssdk.services.cloudformation.model.Stack.builder()
                .stackName(deployed.stack().name())
                .stackId(deployed.stack().id())
                .creationTime(deployed.at())
                .stackStatus(StackStatus.CREATE_COMPLETE)
                .build())
        .build();
  }

  @Override
  public GetTemplateResponse getTemplate(GetTemplateRequest request) {
    return GetTemplateResponse.builder()
        .templateBody(stack(request.stackName()).stack().template().json().toString())
        .build();
  }

  /// A resource of a type that is not emulated has no name in the list.
  @Override
  public ListStackResourcesResponse listStackResources(ListStackResourcesRequest request) {
    Deployed deployed = stack(request.stackName());
    List<TemplateResource> all = deployed.stack().template().resources();
    int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
    int to = Math.min(from + PAGE, all.size());
    return ListStackResourcesResponse.builder()
        .stackResourceSummaries(
            all.subList(from, to).stream().map(one -> summary(deployed, one)).toList())
        .nextToken(to == all.size() ? null : String.valueOf(to))
        .build();
  }

  private static StackResourceSummary summary(Deployed deployed, TemplateResource resource) {
    return StackResourceSummary.builder()
        .logicalResourceId(resource.id())
        .physicalResourceId(name(deployed.stack(), resource).orElse(null))
        .resourceType(resource.type())
        .resourceStatus(ResourceStatus.CREATE_COMPLETE)
        .lastUpdatedTimestamp(deployed.at())
        .build();
  }

  private static Optional<String> name(Stack stack, TemplateResource resource) {
    try {
      return Optional.of(stack.ref(resource.id()));
    } catch (UnsupportedOperationException _) {
      return Optional.empty();
    }
  }

  private Deployed stack(@Nullable String nameOrId) {
    if (nameOrId == null) {
      throw new UnsupportedOperationException("Every stack at once is not emulated");
    }
    return stacks.values().stream()
        .filter(one -> one.stack().name().equals(nameOrId) || one.stack().id().equals(nameOrId))
        .findFirst()
        .orElseThrow(() -> missing(nameOrId));
  }

  private static AwsServiceException missing(String stack) {
    return AwsErrors.fill(
            CloudFormationException.builder(),
            "CloudFormation",
            "ValidationError",
            400,
            "Stack with id %s does not exist".formatted(stack))
        .build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
