package dev.hallpass.emulator.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.UUID;

/// The names and ARNs that a stack's resources have. Where the template leaves a name open it is in
/// CloudFormation's form, but the same each time. What `Ref` and `Fn::GetAtt` say of a type:
/// [source](
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html)
final class PhysicalIds {
  private final Stack stack;

  PhysicalIds(Stack stack) {
    this.stack = stack;
  }

  String ref(TemplateResource resource) {
    return switch (resource.type()) {
      case "AWS::IAM::Role",
          "AWS::DynamoDB::GlobalTable",
          "AWS::DynamoDB::Table",
          "AWS::Lambda::Function",
          "AWS::Logs::LogGroup",
          "AWS::ApiGateway::Stage",
          "AWS::SES::ConfigurationSet" ->
          name(resource);
      case "AWS::Events::Rule", "AWS::Events::EventBus", "AWS::Pipes::Pipe" -> name(resource);
      case "AWS::S3::Bucket" -> name(resource).toLowerCase(Locale.ROOT);
      case "AWS::ApiGateway::RestApi", "AWS::ApiGateway::Deployment" ->
          drawn(resource.id(), 10).toLowerCase(Locale.ROOT);
      case "AWS::KMS::Key" -> uuid(resource.id());
      case "AWS::IAM::ManagedPolicy",
          "AWS::SNS::Topic",
          "AWS::StepFunctions::StateMachine",
          "AWS::StepFunctions::StateMachineVersion",
          "AWS::StepFunctions::StateMachineAlias",
          "AWS::Lambda::Version",
          "AWS::Lambda::Alias" ->
          arn(resource);
      default ->
          throw new UnsupportedOperationException(
              "Ref of %s %s is not emulated".formatted(resource.type(), resource.id()));
    };
  }

  String attribute(TemplateResource resource, String attribute) {
    return switch (attribute) {
      case "Arn", "AliasArn", "PolicyArn", "TopicArn" -> arn(resource);
      case "Name", "TopicName" -> name(resource);
      case "KeyId" -> ref(resource);
      case "StreamArn" -> arn(resource) + "/stream/1970-01-01T00:00:00.000";
      case "TableId" -> TableId.of(name(resource));
      case "Version" -> "1";
      case "StateMachineRevisionId" -> "INITIAL";
      default ->
          throw new UnsupportedOperationException(
              "%s of %s %s is not emulated".formatted(attribute, resource.type(), resource.id()));
    };
  }

  private String arn(TemplateResource resource) {
    PseudoParameters place = stack.place();
    String name = name(resource);
    return switch (resource.type()) {
      case "AWS::IAM::Role" ->
          place.globalArn("iam", "role" + resource.optional("Path").orElse("/") + name);
      case "AWS::IAM::ManagedPolicy" ->
          place.globalArn("iam", "policy" + resource.optional("Path").orElse("/") + name);
      case "AWS::DynamoDB::GlobalTable", "AWS::DynamoDB::Table" ->
          place.arn("dynamodb", "table/" + name);
      case "AWS::Lambda::Function" -> place.arn("lambda", "function:" + name);
      case "AWS::Lambda::Version" -> functionArn(resource.text("FunctionName")) + ":1";
      case "AWS::Lambda::Alias" ->
          functionArn(resource.text("FunctionName")) + ":" + resource.text("Name");
      case "AWS::StepFunctions::StateMachine" -> place.arn("states", "stateMachine:" + name);
      case "AWS::StepFunctions::StateMachineVersion" -> resource.text("StateMachineArn") + ":1";
      case "AWS::StepFunctions::StateMachineAlias" ->
          withoutQualifier(
                  resource
                      .properties()
                      .path("RoutingConfiguration")
                      .path(0)
                      .path("StateMachineVersionArn")
                      .asString(
                          resource
                              .properties()
                              .path("DeploymentPreference")
                              .path("StateMachineVersionArn")
                              .asString("")))
              + ":"
              + resource.text("Name");
      case "AWS::S3::Bucket" -> "arn:%s:s3:::%s".formatted(place.partition(), ref(resource));
      case "AWS::Logs::LogGroup" -> place.arn("logs", "log-group:%s:*".formatted(name));
      case "AWS::SNS::Topic" -> place.arn("sns", name);
      case "AWS::Events::Rule" -> place.arn("events", "rule/" + name);
      case "AWS::Events::EventBus" -> place.arn("events", "event-bus/" + name);
      case "AWS::KMS::Key" -> place.arn("kms", "key/" + ref(resource));
      default ->
          throw new UnsupportedOperationException(
              "The ARN of %s %s is not emulated".formatted(resource.type(), resource.id()));
    };
  }

  /// A function can be known by its name or by its ARN.
  private String functionArn(String function) {
    return function.startsWith("arn:")
        ? function
        : stack.place().arn("lambda", "function:" + function);
  }

  private static String withoutQualifier(String arn) {
    return arn.substring(0, arn.lastIndexOf(':'));
  }

  private String name(TemplateResource resource) {
    String property =
        switch (resource.type()) {
          case "AWS::IAM::Role" -> "RoleName";
          case "AWS::IAM::ManagedPolicy" -> "ManagedPolicyName";
          case "AWS::DynamoDB::GlobalTable", "AWS::DynamoDB::Table" -> "TableName";
          case "AWS::Lambda::Function" -> "FunctionName";
          case "AWS::Logs::LogGroup" -> "LogGroupName";
          case "AWS::StepFunctions::StateMachine" -> "StateMachineName";
          case "AWS::SNS::Topic" -> "TopicName";
          case "AWS::ApiGateway::Stage" -> "StageName";
          case "AWS::S3::Bucket" -> "BucketName";
          default -> "Name";
        };
    return resource.optional(property).orElseGet(() -> generated(resource.id()));
  }

  /// At most 64 characters, the limit of IAM and Lambda.
  private String generated(String id) {
    String readable = "%s-%s".formatted(stack.name(), id);
    return readable.substring(0, Math.min(readable.length(), 51)) + "-" + drawn(id, 12);
  }

  private String uuid(String id) {
    ByteBuffer bytes = ByteBuffer.wrap(sha256(stack.name() + "/" + id));
    return new UUID(bytes.getLong(), bytes.getLong()).toString();
  }

  private String drawn(String id, int characters) {
    String text = new BigInteger(1, sha256(stack.name() + "/" + id)).toString(36);
    return text.substring(0, characters).toUpperCase(Locale.ROOT);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
