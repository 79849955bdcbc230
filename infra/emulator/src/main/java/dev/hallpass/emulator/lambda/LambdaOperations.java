package dev.hallpass.emulator.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.AddPermissionRequest;
import software.amazon.awssdk.services.lambda.model.AddPermissionResponse;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.CreateAliasRequest;
import software.amazon.awssdk.services.lambda.model.CreateAliasResponse;
import software.amazon.awssdk.services.lambda.model.DeleteAliasRequest;
import software.amazon.awssdk.services.lambda.model.DeleteAliasResponse;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionRequest;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.GetPolicyRequest;
import software.amazon.awssdk.services.lambda.model.GetPolicyResponse;
import software.amazon.awssdk.services.lambda.model.Layer;
import software.amazon.awssdk.services.lambda.model.ListAliasesRequest;
import software.amazon.awssdk.services.lambda.model.ListAliasesResponse;
import software.amazon.awssdk.services.lambda.model.PublishVersionRequest;
import software.amazon.awssdk.services.lambda.model.PublishVersionResponse;
import software.amazon.awssdk.services.lambda.model.RemovePermissionRequest;
import software.amazon.awssdk.services.lambda.model.RemovePermissionResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.UpdateAliasRequest;
import software.amazon.awssdk.services.lambda.model.UpdateAliasResponse;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeResponse;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationResponse;

/// The operations that read and change functions. A change affects the newest code and
/// configuration; published versions stay. Functions are known by their names.
public final class LambdaOperations implements LambdaClient {
  private static final String NEWEST = "$LATEST";

  private final InMemoryLambda lambda;

  public LambdaOperations(InMemoryLambda lambda) {
    this.lambda = lambda;
  }

  @Override
  public GetFunctionConfigurationResponse getFunctionConfiguration(
      GetFunctionConfigurationRequest request) {
    LambdaFunction function = function(request.functionName(), request.qualifier());
    return GetFunctionConfigurationResponse.builder()
        .functionName(function.name())
        .functionArn(arn(request.functionName(), request.qualifier()))
        .handler(function.handler())
        .runtime(function.runtime())
        .role(function.roleArn())
        .codeSha256(lambda.uploaded(function.code()).orElseGet(() -> sha256(function.code())))
        .layers(function.layers().stream().map(arn -> Layer.builder().arn(arn).build()).toList())
        .environment(environment -> environment.variables(function.environment()))
        .build();
  }

  /// One page has all functions.
  @Override
  public ListAliasesResponse listAliases(ListAliasesRequest request) {
    function(request.functionName(), null);
    List<AliasConfiguration> aliases =
        lambda.aliases(arn(request.functionName(), null)).entrySet().stream()
            .map(alias -> alias(request.functionName(), alias))
            .toList();
    return ListAliasesResponse.builder().aliases(aliases).build();
  }

  private AliasConfiguration alias(String function, Map.Entry<String, String> alias) {
    return AliasConfiguration.builder()
        .name(alias.getKey())
        .aliasArn(arn(function, alias.getKey()))
        .functionVersion(alias.getValue())
        .build();
  }

  @Override
  public GetPolicyResponse getPolicy(GetPolicyRequest request) {
    return lambda
        .policy(arn(request.functionName(), request.qualifier()))
        .map(policy -> GetPolicyResponse.builder().policy(policy.toString()).build())
        .orElseThrow(LambdaOperations::missing);
  }

  @Override
  public UpdateFunctionConfigurationResponse updateFunctionConfiguration(
      UpdateFunctionConfigurationRequest request) {
    LambdaFunction newest = function(request.functionName(), null);
    lambda.create(
        new LambdaFunction(
            newest.name(),
            newest.arn(),
            or(request.handler(), newest.handler()),
            or(request.runtimeAsString(), newest.runtime()),
            or(request.role(), newest.roleArn()),
            newest.code(),
            request.hasLayers() ? request.layers() : newest.layers(),
            request.environment() == null
                ? newest.environment()
                : request.environment().variables()));
    return UpdateFunctionConfigurationResponse.builder().functionName(newest.name()).build();
  }

  private static String or(@Nullable String asked, String otherwise) {
    return asked == null ? otherwise : asked;
  }

  @Override
  public UpdateFunctionCodeResponse updateFunctionCode(UpdateFunctionCodeRequest request) {
    if (request.s3Key() == null) {
      throw new UnsupportedOperationException("Only code in a bucket is emulated");
    }
    LambdaFunction newest = function(request.functionName(), null);
    lambda.create(newest.withCode(request.s3Key()));
    return UpdateFunctionCodeResponse.builder().functionName(newest.name()).build();
  }

  @Override
  public PublishVersionResponse publishVersion(PublishVersionRequest request) {
    function(request.functionName(), null);
    return PublishVersionResponse.builder()
        .functionName(request.functionName())
        .version(lambda.publish(arn(request.functionName(), null)))
        .build();
  }

  @Override
  public CreateAliasResponse createAlias(CreateAliasRequest request) {
    lead(request.functionName(), request.name(), request.functionVersion());
    return CreateAliasResponse.builder().name(request.name()).build();
  }

  @Override
  public UpdateAliasResponse updateAlias(UpdateAliasRequest request) {
    if (request.routingConfig() != null
        && !request.routingConfig().additionalVersionWeights().isEmpty()) {
      throw new UnsupportedOperationException("An alias of two versions is not emulated");
    }
    function(request.functionName(), request.name());
    lead(request.functionName(), request.name(), request.functionVersion());
    return UpdateAliasResponse.builder().name(request.name()).build();
  }

  @Override
  public DeleteFunctionResponse deleteFunction(DeleteFunctionRequest request) {
    function(request.functionName(), null);
    lambda.remove(arn(request.functionName(), null));
    return DeleteFunctionResponse.builder().build();
  }

  @Override
  public DeleteAliasResponse deleteAlias(DeleteAliasRequest request) {
    function(request.functionName(), request.name());
    lambda.forget(arn(request.functionName(), null), request.name());
    return DeleteAliasResponse.builder().build();
  }

  @Override
  public AddPermissionResponse addPermission(AddPermissionRequest request) {
    function(request.functionName(), request.qualifier());
    String arn = arn(request.functionName(), request.qualifier());
    lambda.permit(arn, request.statementId(), Permissions.statement(arn, request));
    return AddPermissionResponse.builder().build();
  }

  @Override
  public RemovePermissionResponse removePermission(RemovePermissionRequest request) {
    String arn = arn(request.functionName(), request.qualifier());
    if (!lambda.forbid(arn, request.statementId())) {
      throw missing();
    }
    return RemovePermissionResponse.builder().build();
  }

  private void lead(String function, String alias, String version) {
    function(function, version);
    lambda.alias(arn(function, null), alias, version);
  }

  private LambdaFunction function(String name, @Nullable String qualifier) {
    return lambda.find(arn(name, qualifier)).orElseThrow(LambdaOperations::missing);
  }

  private String arn(String name, @Nullable String qualifier) {
    String arn = lambda.arn(name);
    return qualifier == null || qualifier.equals(NEWEST) ? arn : arn + ":" + qualifier;
  }

  private static ResourceNotFoundException missing() {
    return ResourceNotFoundException.builder()
        .message("The resource you requested does not exist.")
        .build();
  }

  /// A file that nobody uploaded is known by its name.
  private static String sha256(String code) {
    try {
      return Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(code.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
