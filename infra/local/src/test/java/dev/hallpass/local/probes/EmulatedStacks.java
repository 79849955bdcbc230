package dev.hallpass.local.probes;

import dev.hallpass.emulator.region.Region;
import dev.hallpass.emulator.template.CloudFormationTemplate;
import dev.hallpass.emulator.template.PseudoParameters;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.template.TemplateResource;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;

/// CloudFormation as far as it makes stacks, at once, of what the emulator can make. A stack that
/// is deleted is not listed any more; what it made stays in the emulator.
final class EmulatedStacks implements CloudFormationClient {

  private static final Set<String> MADE =
      Set.of(
          "AWS::DynamoDB::GlobalTable",
          "AWS::DynamoDB::Table",
          "AWS::Events::Rule",
          "AWS::IAM::Role",
          "AWS::Lambda::Function",
          "AWS::Lambda::Permission",
          "AWS::Logs::LogGroup",
          "AWS::SES::ConfigurationSet",
          "AWS::SES::ConfigurationSetEventDestination",
          "AWS::StepFunctions::StateMachine");

  private final Region region;
  private final PseudoParameters place;
  private final Runnable wait;
  private final Set<String> names = new ConcurrentSkipListSet<>();

  /// @param wait until the rest of AWS sees the roles that a stack has
  EmulatedStacks(Region region, PseudoParameters place, Runnable wait) {
    this.region = region;
    this.place = place;
    this.wait = wait;
  }

  /// @throws UnsupportedOperationException naming a type of resource that is not emulated
  @Override
  public CreateStackResponse createStack(CreateStackRequest request) {
    CloudFormationTemplate template = CloudFormationTemplate.parse(request.templateBody());
    for (TemplateResource resource : template.resources()) {
      if (!MADE.contains(resource.type())) {
        throw new UnsupportedOperationException(resource.type() + " is not emulated");
      }
    }
    Stack stack = new Stack(request.stackName(), template, place);
    region.deploy(stack);
    names.add(stack.name());
    wait.run();
    return CreateStackResponse.builder().stackId(stack.id()).build();
  }

  @Override
  public ListStacksResponse listStacks(ListStacksRequest request) {
    return ListStacksResponse.builder()
        .stackSummaries(
            names.stream()
                .map(name ->
                    StackSummary.builder()
                        .stackName(name)
                        .stackStatus(StackStatus.CREATE_COMPLETE)
                        .build())
                .toList())
        .build();
  }

  @Override
  public DeleteStackResponse deleteStack(DeleteStackRequest request) {
    names.remove(request.stackName());
    return DeleteStackResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
