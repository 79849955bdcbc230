package dev.hallpass.local.probes;

import static dev.hallpass.local.probes.Fixtures.PATH;
import static dev.hallpass.local.probes.Fixtures.PREFIX;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;

/// What probes have made in an account, found by paths and names alone: also what a run left that
/// came to no end.
record Leftovers(Aws aws) {

  /// All of it, by names and ARNs.
  List<String> names() {
    return Stream.of(stacks(), machines(), tables(), roles(), policies())
        .flatMap(List::stream)
        .toList();
  }

  /// Removes all of it, and tries again what could not be removed yet.
  ///
  /// @throws Probe.Inconclusive naming what is left
  void remove() {
    Patience.of(aws)
        .asking(Duration.ofSeconds(5), Duration.ofMinutes(15))
        .sure(
            "what the probes made",
            List::isEmpty,
            () -> {
              each(stacks(), this::removeStack);
              each(machines(), this::removeMachine);
              each(tables(), this::removeTable);
              each(roles(), this::removeRole);
              // A policy that bounds a role goes after the role.
              each(policies(), this::removePolicy);
              return names();
            });
  }

  private static void each(List<String> names, Consumer<String> removal) {
    for (String name : names) {
      try {
        removal.accept(name);
      } catch (SdkException _) {
        // The next pass tries it again, and the last one names what is left.
      }
    }
  }

  private static boolean isOurs(String name) {
    return name.startsWith(PREFIX);
  }

  private List<String> stacks() {
    return aws.cloudFormation().listStacksPaginator().stackSummaries().stream()
        .filter(stack -> stack.stackStatus() != StackStatus.DELETE_COMPLETE)
        .map(StackSummary::stackName)
        .filter(Leftovers::isOurs)
        .toList();
  }

  private void removeStack(String name) {
    aws.cloudFormation().deleteStack(stack -> stack.stackName(name));
  }

  private List<String> machines() {
    return aws.stepFunctions().listStateMachinesPaginator().stateMachines().stream()
        .filter(machine -> isOurs(machine.name()))
        .map(StateMachineListItem::stateMachineArn)
        .toList();
  }

  private void removeMachine(String machine) {
    SfnClient stepFunctions = aws.stepFunctions();
    stepFunctions
        .listExecutionsPaginator(
            all -> all.stateMachineArn(machine).statusFilter(ExecutionStatus.RUNNING))
        .executions()
        .stream()
        .map(ExecutionListItem::executionArn)
        .toList()
        .forEach(execution -> stepFunctions.stopExecution(stop -> stop.executionArn(execution)));
    stepFunctions.deleteStateMachine(delete -> delete.stateMachineArn(machine));
  }

  private List<String> tables() {
    return aws.dynamoDb().listTablesPaginator().tableNames().stream()
        .filter(Leftovers::isOurs)
        .toList();
  }

  private void removeTable(String name) {
    aws.dynamoDb().deleteTable(table -> table.tableName(name));
  }

  private List<String> roles() {
    return aws.iam().listRolesPaginator(all -> all.pathPrefix(PATH)).roles().stream()
        .map(Role::roleName)
        .toList();
  }

  private void removeRole(String role) {
    IamClient iam = aws.iam();
    iam.listRolePoliciesPaginator(all -> all.roleName(role)).policyNames().stream()
        .toList()
        .forEach(name -> iam.deleteRolePolicy(one -> one.roleName(role).policyName(name)));
    iam.listAttachedRolePoliciesPaginator(all -> all.roleName(role)).attachedPolicies().stream()
        .map(AttachedPolicy::policyArn)
        .toList()
        .forEach(arn -> iam.detachRolePolicy(one -> one.roleName(role).policyArn(arn)));
    iam.deleteRole(one -> one.roleName(role));
  }

  private List<String> policies() {
    return aws
        .iam()
        .listPoliciesPaginator(all -> all.scope(PolicyScopeType.LOCAL).pathPrefix(PATH))
        .policies()
        .stream()
        .map(Policy::arn)
        .toList();
  }

  private void removePolicy(String policy) {
    IamClient iam = aws.iam();
    iam.listPolicyVersionsPaginator(all -> all.policyArn(policy)).versions().stream()
        .filter(version -> !version.isDefaultVersion())
        .map(PolicyVersion::versionId)
        .toList()
        .forEach(id -> iam.deletePolicyVersion(one -> one.policyArn(policy).versionId(id)));
    iam.deletePolicy(one -> one.policyArn(policy));
  }
}
