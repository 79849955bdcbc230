package dev.hallpass.benchmark;

import dev.hallpass.handlers.Clients;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sts.StsClient;
import tools.jackson.databind.JsonNode;

/// A service that functions call over the wire.
///
/// @param client the interface of its client
/// @param model the package of its requests
/// @param of finds a caller's client
record AwsService<C extends SdkClient>(
    Class<C> client, String model, BiFunction<Clients, String, C> of) {

  private static final String SERVICES = "software.amazon.awssdk.services.";

  /// Those with JSON, by the beginning of the header `X-Amz-Target`.
  static final Map<String, AwsService<?>> JSON =
      Map.of(
          "DynamoDB_20120810",
          new AwsService<>(DynamoDbClient.class, "dynamodb", (of, _) -> of.dynamoDb()),
          "DynamoDBStreams_20120810",
          new AwsService<>(DynamoDbStreamsClient.class, "dynamodb", (of, _) -> of.streams()),
          "TrentService",
          new AwsService<>(KmsClient.class, "kms", (of, _) -> of.kms()),
          "AWSStepFunctions",
          new AwsService<>(SfnClient.class, "sfn", (of, _) -> of.stepFunctions()),
          "AWSEvents",
          new AwsService<>(EventBridgeClient.class, "eventbridge", (of, _) -> of.events()));

  /// Those with forms, by the name that requests are signed for.
  static final Map<String, AwsService<?>> FORM =
      Map.of(
          "iam",
          new AwsService<>(IamClient.class, "iam", (of, _) -> of.iam()),
          "sts",
          new AwsService<>(StsClient.class, "sts", (of, _) -> of.sts()),
          "ses",
          new AwsService<>(SesClient.class, "ses", Clients::ses),
          "sns",
          new AwsService<>(SnsClient.class, "sns", (of, _) -> of.sns()),
          "cloudformation",
          new AwsService<>(
              CloudFormationClient.class, "cloudformation", (of, _) -> of.cloudFormation()));

  /// The client of a session of a role.
  SdkClient ofSession(Clients clients, AwsSessionCredentials session) {
    if (client != IamClient.class) {
      throw new UnsupportedOperationException("No session calls " + model);
    }
    return clients.iam(session);
  }

  /// Does what a request asks for.
  ///
  /// @throws RuntimeException as the client does
  SdkPojo answer(SdkClient caller, String operation, JsonNode request) {
    try {
      Class<?> type = Class.forName(SERVICES + model + ".model." + operation + "Request");
      Object asked = Fields.read((SdkPojo) type.getMethod("builder").invoke(null), request);
      String method = operation.substring(0, 1).toLowerCase(Locale.ROOT) + operation.substring(1);
      return (SdkPojo) client.getMethod(method, type).invoke(caller, asked);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refusal) {
        throw refusal;
      }
      throw new IllegalStateException(operation + " failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The SDK has no operation " + operation, e);
    }
  }
}
