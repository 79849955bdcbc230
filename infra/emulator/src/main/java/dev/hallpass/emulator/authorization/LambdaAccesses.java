package dev.hallpass.emulator.authorization;

import dev.hallpass.emulator.template.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.GetPolicyRequest;
import software.amazon.awssdk.services.lambda.model.ListAliasesRequest;

/// What questions about functions need leave for. [Source](
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html)
public final class LambdaAccesses implements Accesses {
  private final Place place;

  public LambdaAccesses(Place place) {
    this.place = place;
  }

  @Override
  public List<Access> of(SdkRequest request) {
    return switch (request) {
      case GetFunctionConfigurationRequest get ->
          one("GetFunctionConfiguration", get.functionName(), get.qualifier());
      case GetPolicyRequest get -> one("GetPolicy", get.functionName(), get.qualifier());
      case ListAliasesRequest list -> one("ListAliases", list.functionName(), null);
      default -> throw Accesses.unknown(request);
    };
  }

  private List<Access> one(String action, String function, @Nullable String qualifier) {
    String arn = place.arn("lambda", "function:" + function);
    return List.of(Access.to("lambda:" + action, qualifier == null ? arn : arn + ":" + qualifier));
  }
}
