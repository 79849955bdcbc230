package dev.hallpass.emulator.region;

import dev.hallpass.emulator.policy.PolicyDocument;
import dev.hallpass.emulator.template.PseudoParameters;
import dev.hallpass.emulator.template.TableId;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DeleteResourcePolicyRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteResourcePolicyResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.GetResourcePolicyRequest;
import software.amazon.awssdk.services.dynamodb.model.GetResourcePolicyResponse;
import software.amazon.awssdk.services.dynamodb.model.PolicyNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.PutResourcePolicyRequest;
import software.amazon.awssdk.services.dynamodb.model.PutResourcePolicyResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/// The part of DynamoDB about tables and their policies. The local engine knows no policies and has
/// its own names.
final class TableFront implements DynamoDbClient {
  private final PseudoParameters place;
  private final DynamoDbClient engine;
  private final TablePolicies policies;
  private final TableStreams streams;

  TableFront(
      PseudoParameters place, DynamoDbClient engine, TablePolicies policies, TableStreams streams) {
    this.place = place;
    this.engine = engine;
    this.policies = policies;
    this.streams = streams;
  }

  @Override
  public DescribeTableResponse describeTable(DescribeTableRequest request) {
    TableDescription table = engine.describeTable(request).table();
    String stream = table.latestStreamArn();
    return DescribeTableResponse.builder()
        .table(
            table.toBuilder()
                .tableArn(place.arn("dynamodb", "table/" + table.tableName()))
                .tableId(TableId.of(table.tableName()))
                .latestStreamArn(stream == null ? null : streams.named(stream))
                .build())
        .build();
  }

  @Override
  public GetResourcePolicyResponse getResourcePolicy(GetResourcePolicyRequest request) {
    return policies
        .text(request.resourceArn())
        .map(policy -> GetResourcePolicyResponse.builder().policy(policy).build())
        .orElseThrow(() -> missing(request.resourceArn()));
  }

  @Override
  public PutResourcePolicyResponse putResourcePolicy(PutResourcePolicyRequest request) {
    policies.put(
        request.resourceArn(), request.policy(), PolicyDocument.resource(request.policy()));
    return PutResourcePolicyResponse.builder().build();
  }

  @Override
  public DeleteResourcePolicyResponse deleteResourcePolicy(DeleteResourcePolicyRequest request) {
    policies.remove(request.resourceArn());
    return DeleteResourcePolicyResponse.builder().build();
  }

  private static PolicyNotFoundException missing(String arn) {
    return PolicyNotFoundException.builder()
        .message("Resource-based policy not found for the provided ResourceArn: " + arn)
        .build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
