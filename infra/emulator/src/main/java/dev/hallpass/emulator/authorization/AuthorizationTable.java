package dev.hallpass.emulator.authorization;

import dev.hallpass.emulator.cloudformation.InMemoryCloudFormation;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.ses.InMemorySes;
import dev.hallpass.emulator.template.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/// The services whose requests are authorized, and for each what AWS's reference does not say:
/// which parameter names which resource, and what the value of a condition key is.
public final class AuthorizationTable {
  /// arn:partition:states:region:account:stateMachine:name
  private static final int UNQUALIFIED = 7;

  private static final String TAG_KEYS = "aws:TagKeys";
  private static final String REQUEST_TAG = "aws:RequestTag/";

  private AuthorizationTable() {}

  /// CloudFormation's.
  public static Authorization cloudFormation(Place place, InMemoryCloudFormation stacks) {
    return new Authorization(
        place,
        new Row(
            "cloudformation",
            Map.of("stack", said -> said.text("StackName").map(stacks::id)),
            Map.of()));
  }

  /// DynamoDB's. Its own condition keys are not told: they need the items themselves.
  public static Authorization dynamoDb(Place place) {
    return new Authorization(
        place,
        new Row(
            "dynamodb",
            DynamoDbCalls::of,
            Map.of(
                "table",
                said -> table(place, said),
                "index",
                said ->
                    table(place, said)
                        .flatMap(table ->
                            said.text("IndexName").map(index -> table + "/index/" + index))),
            Map.of()));
  }

  private static Optional<String> table(Place place, Parameters said) {
    return said.text("TableName")
        .or(() -> said.text("ResourceArn"))
        .map(table -> table.startsWith("arn:") ? table : place.arn("dynamodb", "table/" + table));
  }

  /// IAM's.
  ///
  /// @param roles of the account, by name
  public static Authorization iam(Place place, Function<String, Optional<Role>> roles) {
    Function<Parameters, Optional<Role>> asked = said -> said.text("RoleName").flatMap(roles);
    return new Authorization(
        place,
        new Row(
            "iam",
            IamCalls::of,
            Map.of(
                "policy",
                said ->
                    said.text("PolicyArn")
                        .or(() ->
                            said.text("PolicyName")
                                .map(name ->
                                    place.globalArn(
                                        "iam",
                                        "policy%s%s"
                                            .formatted(said.text("Path").orElse("/"), name)))),
                // Only a role that is there has a path.
                "role",
                said ->
                    asked
                        .apply(said)
                        .map(Role::arn)
                        .or(() ->
                            said.text("RoleName")
                                .map(name -> place.globalArn("iam", "role/" + name))),
                // A user or group whose path is not in the request is taken to have none.
                "user",
                said -> said.text("UserName").map(name -> place.globalArn("iam", "user/" + name)),
                "group",
                said ->
                    said.text("GroupName").map(name -> place.globalArn("iam", "group/" + name))),
            Map.of(
                "iam:PolicyARN",
                said -> one("iam:PolicyARN", said.text("PolicyArn")),
                "iam:PermissionsBoundary",
                said ->
                    one(
                        "iam:PermissionsBoundary",
                        asked
                            .apply(said)
                            .map(Role::permissionsBoundary)
                            .map(boundary -> boundary.permissionsBoundaryArn())),
                TAG_KEYS,
                AuthorizationTable::tagKeys,
                REQUEST_TAG + "${TagKey}",
                AuthorizationTable::requestTags)));
  }

  private static Context tagKeys(Parameters said) {
    return Context.empty()
        .with(TAG_KEYS, said.list("Tags", Tag.class).stream().map(Tag::key).toArray(String[]::new));
  }

  private static Context requestTags(Parameters said) {
    Context tags = Context.empty();
    for (Tag tag : said.list("Tags", Tag.class)) {
      tags = tags.with(REQUEST_TAG + tag.key(), tag.value());
    }
    return tags;
  }

  /// Lambda's.
  public static Authorization lambda(Place place) {
    return new Authorization(place, new Row("lambda", Map.of(), Map.of()));
  }

  /// SES's.
  ///
  /// @param ses which knows whether an address is verified itself or by its domain
  public static Authorization ses(Place place, InMemorySes ses) {
    return new Authorization(
        place,
        new Row(
            "ses",
            Map.of(
                "identity",
                said ->
                    said.text("Source")
                        .map(InMemorySes::address)
                        .map(from -> place.arn("ses", "identity/" + ses.identityOf(from))),
                "configuration-set",
                said ->
                    said.text("ConfigurationSetName")
                        .map(set -> place.arn("ses", "configuration-set/" + set))),
            Map.of(
                "ses:FromAddress",
                said -> one("ses:FromAddress", said.text("Source").map(InMemorySes::address)))));
  }

  /// Step Functions'. It is always the machine that needs leave; by which version or alias it is
  /// asked for is a condition key. [Source](
  /// https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html)
  public static Authorization states(Place place) {
    return new Authorization(
        place,
        new Row(
            "states",
            Map.of(
                "statemachine",
                said ->
                    machine(said)
                        .map(arn ->
                            String.join(":", arn.subList(0, Math.min(arn.size(), UNQUALIFIED)))),
                "execution",
                said -> said.text("ExecutionArn")),
            Map.of(
                "states:StateMachineQualifier",
                said ->
                    one(
                        "states:StateMachineQualifier",
                        machine(said)
                            .filter(arn -> arn.size() > UNQUALIFIED)
                            .map(List::getLast)))));
  }

  private static Optional<List<String>> machine(Parameters said) {
    return said.text("stateMachineArn")
        .or(() -> said.text("stateMachineAliasArn"))
        .map(arn -> List.of(arn.split(":", -1)));
  }

  private static Context one(String key, Optional<String> value) {
    return value.map(text -> Context.empty().with(key, text)).orElseGet(Context::empty);
  }
}
