package dev.hallpass.local.deployed;

import dev.hallpass.adapters.dynamodb.DynamoDbLedger;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.Build;
import java.util.Map;
import java.util.Optional;

/// What CloudFormation has made of a template.
///
/// @param ids the physical ids, by the logical ones
record TrialStack(Cloud cloud, TrialTemplate template, Map<String, String> ids) {

  TrialStack {
    ids = Map.copyOf(ids);
  }

  String api() {
    return id(template.only("AWS::ApiGateway::RestApi"));
  }

  String apiStage() {
    return id(template.only("AWS::ApiGateway::Stage"));
  }

  /// The function that a handler's class runs in.
  String function(String handler) {
    return id(template.function(handler));
  }

  /// The ledger, to be read here.
  ///
  /// @param catalog would stand in what is written, but nothing is
  DynamoDbLedger ledger(Sha256 catalog) {
    return new DynamoDbLedger(
        cloud.dynamoDb(),
        id(template.only("AWS::DynamoDB::GlobalTable")),
        new Build("trial", catalog));
  }

  private String id(String logicalId) {
    return Optional.ofNullable(ids.get(logicalId)).orElseThrow();
  }
}
