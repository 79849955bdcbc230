package dev.hallpass.emulator.region;

import dev.hallpass.emulator.account.Accounts;
import dev.hallpass.emulator.dynamodb.EmbeddedDynamoDb;
import dev.hallpass.emulator.dynamodb.TableEngine;
import dev.hallpass.emulator.lambda.LambdaFunction;
import dev.hallpass.emulator.states.FunctionError;
import dev.hallpass.emulator.states.Lambdas;
import dev.hallpass.emulator.template.CloudFormationTemplate;
import dev.hallpass.emulator.template.PseudoParameters;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A region on virtual time with one function, whose deeds a test says.
final class SampleRegion implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
  static final String ALIAS = "arn:aws:lambda:eu-central-1:111122223333:function:work:live";

  final VirtualTimeline timeline = new VirtualTimeline(START);
  final Random random = new Random(1);
  final Accounts accounts = new Accounts(timeline, random);
  final List<JsonNode> events = new ArrayList<>();
  final List<Duration> calledAfter = new ArrayList<>();
  final Region region;
  final Stack stack;
  private Lambdas deed = (_, _) -> "";

  /// @param resources of the stack, beside the function `work`, its alias and its role
  SampleRegion(String resources) {
    this(resources, new EmbeddedDynamoDb());
  }

  /// @param resources of the stack, beside the function `work`, its alias and its role
  SampleRegion(String resources, TableEngine engine) {
    PseudoParameters place = new PseudoParameters("aws", "eu-central-1", "111122223333");
    region = new Region(place, accounts, timeline, random, this::invoked, List.of(), engine);
    stack = new Stack("Sample", CloudFormationTemplate.parse(template(resources)), place);
    region.deploy(stack);
  }

  private String invoked(String function, String payload) throws FunctionError {
    events.add(JsonMapper.shared().readTree(payload));
    calledAfter.add(Duration.between(START, timeline.instant()));
    return deed.invoke(function, payload);
  }

  SampleRegion functionDoes(Lambdas next) {
    deed = next;
    return this;
  }

  LambdaFunction function() {
    return region.lambda().function(ALIAS);
  }

  void allow(String... actions) {
    accounts
        .account("111122223333")
        .iam()
        .putRolePolicy(put ->
            put.roleName("worker")
                .policyName("allowed")
                .policyDocument(
                    """
                    {"Version": "2012-10-17", "Statement": [
                      {"Effect": "Allow", "Action": ["%s"], "Resource": "*"}
                    ]}
                    """
                        .formatted(String.join("\", \"", actions))));
  }

  private static String template(String resources) {
    return """
    {"Resources": {
      "Role": {"Type": "AWS::IAM::Role", "Properties": {
        "RoleName": "worker",
        "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{
          "Effect": "Allow",
          "Action": "sts:AssumeRole",
          "Principal": {"Service": "lambda.amazonaws.com"}
        }]}
      }},
      "Function": {"Type": "AWS::Lambda::Function", "Properties": {
        "FunctionName": "work",
        "Handler": "Work",
        "Role": {"Fn::GetAtt": ["Role", "Arn"]}
      }},
      "Alias": {"Type": "AWS::Lambda::Alias", "Properties": {
        "FunctionName": {"Ref": "Function"},
        "Name": "live"
      }},
      %s
    }}
    """
        .formatted(resources);
  }

  @Override
  public void close() {
    region.close();
  }
}
