package dev.hallpass.emulator.authorization;

import dev.hallpass.emulator.cloudformation.InMemoryCloudFormation;
import dev.hallpass.emulator.kms.InMemoryKms;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.ses.InMemorySes;
import dev.hallpass.emulator.template.PseudoParameters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.ses.model.ConfigurationSet;
import software.amazon.awssdk.services.ses.model.Destination;
import software.amazon.awssdk.services.sfn.model.RoutingConfigurationListItem;

/// The services whose requests are authorized. For each it has the facts that AWS's reference does
/// not have: the parameters that name resources, and the values of condition keys.
public final class AuthorizationTable {
  /// arn:partition:states:region:account:stateMachine:name
  private static final int UNQUALIFIED = 7;

  private static final String TAG_KEYS = "aws:TagKeys";
  private static final String REQUEST_TAG = "aws:RequestTag/";

  private AuthorizationTable() {}

  /// CloudFormation's.
  public static Authorization cloudFormation(
      PseudoParameters place, InMemoryCloudFormation stacks) {
    return new Authorization(
        place,
        Row.of("cloudformation").on("stack", said -> said.text("StackName").map(stacks::id)));
  }

  /// DynamoDB's. It leaves out DynamoDB's own condition keys, because they need the items
  /// themselves.
  public static Authorization dynamoDb(PseudoParameters place) {
    return new Authorization(
        place,
        Row.of("dynamodb")
            .calling(DynamoDbCalls::of)
            .on("table", said -> table(place, said))
            .on(
                "stream",
                said ->
                    said.text("StreamArn")
                        .or(() ->
                            said.text("ShardIterator")
                                .map(iterator -> iterator.replaceFirst("\\|.*", ""))))
            .on(
                "index",
                said ->
                    table(place, said)
                        .flatMap(table ->
                            said.text("IndexName").map(index -> table + "/index/" + index))));
  }

  private static Optional<String> table(PseudoParameters place, Parameters said) {
    return said.text("TableName")
        .or(() -> said.text("ResourceArn"))
        .map(table -> table.startsWith("arn:") ? table : place.arn("dynamodb", "table/" + table));
  }

  /// IAM's.
  ///
  /// @param roles of the account, by name
  public static Authorization iam(PseudoParameters place, Function<String, Optional<Role>> roles) {
    Function<Parameters, Optional<Role>> role = said -> said.text("RoleName").flatMap(roles);
    return new Authorization(
        place,
        Row.of("iam")
            .calling(IamCalls::of)
            .on("policy", said -> said.text("PolicyArn").or(() -> named(place, "policy", said)))
            // Only an existing role has a path. A user or group counts as having none.
            .on(
                "role",
                said -> role.apply(said).map(Role::arn).or(() -> named(place, "role", said)))
            .on("user", said -> named(place, "user", said))
            .on("group", said -> named(place, "group", said))
            .giving("iam:PolicyARN", said -> said.text("PolicyArn"))
            .giving(
                "iam:PermissionsBoundary",
                said ->
                    role.apply(said)
                        .map(Role::permissionsBoundary)
                        .map(AttachedPermissionsBoundary::permissionsBoundaryArn))
            .givingAll(TAG_KEYS, AuthorizationTable::tagKeys)
            .givingAll(REQUEST_TAG + "${TagKey}", AuthorizationTable::requestTags));
  }

  /// The resource that a parameter such as `PolicyName` names, with a path if it has one.
  private static Optional<String> named(PseudoParameters place, String type, Parameters said) {
    String parameter = type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1) + "Name";
    return said.text(parameter)
        .map(name -> place.globalArn("iam", type + said.text("Path").orElse("/") + name));
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

  /// KMS's, for the callers of one account. They use no aliases and no other service in between, so
  /// their requests do not have the keys about these.
  ///
  /// @param place the callers' account, in the region of the keys
  public static Authorization kms(PseudoParameters place, InMemoryKms keys) {
    return new Authorization(
        place,
        Row.of("kms")
            .on("key", said -> said.text("KeyId").map(id -> keys.arn(place, id)))
            .giving("kms:SigningAlgorithm", said -> said.text("SigningAlgorithm"))
            .giving("kms:MessageType", said -> said.text("MessageType"))
            .giving("kms:CallerAccount", _ -> Optional.of(place.account()))
            .giving("kms:RequestAlias", _ -> Optional.empty())
            .giving("kms:ViaService", _ -> Optional.empty()));
  }

  /// Lambda's.
  public static Authorization lambda(PseudoParameters place) {
    return new Authorization(place, Row.of("lambda"));
  }

  /// S3's, over HTTPS with Signature Version 4 in headers. An object's request may have a
  /// precondition. [Source](
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html)
  public static Authorization s3(PseudoParameters place) {
    Function<Parameters, Optional<String>> bucket =
        said ->
            said.text("Bucket").map(name -> "arn:%s:s3:::%s".formatted(place.partition(), name));
    return new Authorization(
        place,
        Row.of("s3")
            .calling(S3Calls::of)
            .on("bucket", bucket)
            .on(
                "object",
                said ->
                    bucket.apply(said).flatMap(arn -> said.text("Key").map(key -> arn + "/" + key)))
            .giving("s3:if-none-match", said -> said.text("IfNoneMatch"))
            .giving("s3:if-match", said -> said.text("IfMatch"))
            .giving("s3:ObjectCreationOperation", _ -> Optional.of("true"))
            .giving("s3:versionid", said -> said.text("VersionId"))
            .giving("s3:prefix", said -> said.text("Prefix"))
            .giving("s3:delimiter", said -> said.text("Delimiter"))
            .giving(
                "s3:max-keys", said -> said.value("MaxKeys", Integer.class).map(String::valueOf))
            .giving("s3:TlsVersion", _ -> Optional.of("1.3"))
            .giving("s3:authType", _ -> Optional.of("REST-HEADER"))
            .giving("s3:signatureversion", _ -> Optional.of("AWS4-HMAC-SHA256")));
  }

  /// SES's. As others have seen it, a recipient that the account has verified needs leave too.
  ///
  /// @param ses knows whether an address is verified, itself or by its domain
  public static Authorization ses(PseudoParameters place, InMemorySes ses) {
    return new Authorization(
        place,
        Row.of("ses")
            .onEach(
                "identity",
                said ->
                    Stream.concat(from(said).stream(), recipients(said).filter(ses::isVerified))
                        .map(address -> place.arn("ses", "identity/" + ses.identityOf(address))))
            .on(
                "configuration-set",
                said ->
                    said.text("ConfigurationSetName")
                        .or(() ->
                            said.value("ConfigurationSet", ConfigurationSet.class)
                                .map(ConfigurationSet::name))
                        .map(set -> place.arn("ses", "configuration-set/" + set)))
            .giving("ses:FromAddress", AuthorizationTable::from));
  }

  /// EventBridge's, for events and for rules of the default event bus. A bus is named by its name
  /// or by its ARN.
  public static Authorization events(PseudoParameters place) {
    return new Authorization(
        place,
        Row.of("events")
            .onEach(
                "event-bus",
                said ->
                    Stream.concat(
                            said.text("Name").stream(),
                            said.list("Entries", PutEventsRequestEntry.class).stream()
                                .map(PutEventsRequestEntry::eventBusName))
                        .map(bus -> bus.substring(bus.lastIndexOf('/') + 1))
                        .map(bus -> place.arn("events", "event-bus/" + bus)))
            .on(
                "rule-on-default-event-bus",
                said ->
                    said.text("Name")
                        .or(() -> said.text("Rule"))
                        .map(rule -> place.arn("events", "rule/" + rule)))
            .giving("events:creatorAccount", _ -> Optional.of(place.account())));
  }

  /// SNS's. A subscription belongs to the topic that its ARN begins with.
  public static Authorization sns(PseudoParameters place) {
    return new Authorization(
        place,
        Row.of("sns")
            .on(
                "topic",
                said ->
                    said.text("TopicArn")
                        .or(() ->
                            said.text("SubscriptionArn")
                                .map(arn -> arn.substring(0, arn.lastIndexOf(':'))))));
  }

  /// Session Manager's. An instance is the target that it is named by; a session has no tags here
  /// but the two that Systems Manager gives it.
  public static Authorization ssm(PseudoParameters place) {
    return new Authorization(
        place,
        Row.of("ssm")
            .on(
                "instance",
                said ->
                    said.text("Target")
                        .filter(target -> target.startsWith("i-"))
                        .map(target -> place.arn("ec2", "instance/" + target)))
            .on(
                "document",
                said -> said.text("DocumentName").map(name -> place.arn("ssm", "document/" + name)))
            .on(
                "session",
                said -> said.text("SessionId").map(id -> place.arn("ssm", "session/" + id))));
  }

  private static Optional<String> from(Parameters said) {
    return said.text("Source").map(InMemorySes::address);
  }

  private static Stream<String> recipients(Parameters said) {
    return said.value("Destination", Destination.class).stream()
        .flatMap(to -> Stream.of(to.toAddresses(), to.ccAddresses(), to.bccAddresses()))
        .flatMap(List::stream)
        .map(InMemorySes::address);
  }

  /// Step Functions'. It is always the machine that needs leave; by which version or alias it is
  /// asked for is a condition key. [Source](
  /// https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html)
  public static Authorization states(PseudoParameters place) {
    return new Authorization(
        place,
        Row.of("states")
            .on(
                "statemachine",
                said ->
                    machine(place, said)
                        .map(arn ->
                            String.join(":", arn.subList(0, Math.min(arn.size(), UNQUALIFIED)))))
            .on("execution", said -> said.text("executionArn"))
            .giving(
                "states:StateMachineQualifier",
                said ->
                    machine(place, said)
                        .filter(arn -> arn.size() > UNQUALIFIED)
                        .map(List::getLast)));
  }

  private static Optional<List<String>> machine(PseudoParameters place, Parameters said) {
    return said.text("stateMachineArn")
        .or(() -> said.text("stateMachineAliasArn"))
        // A new alias belongs to the machine of its versions.
        .or(() ->
            said.list("routingConfiguration", RoutingConfigurationListItem.class).stream()
                .findFirst()
                .map(RoutingConfigurationListItem::stateMachineVersionArn))
        .or(() -> said.text("name").map(name -> place.arn("states", "stateMachine:" + name)))
        .map(arn -> List.of(arn.split(":", -1)));
  }
}
