package dev.hallpass.emulator.authorization;

import dev.hallpass.emulator.policy.Context;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;

/// The facts about a service that AWS's reference does not have: the parameters of a request that
/// name a resource, and the sources of condition keys.
///
/// @param service the prefix of its actions
/// @param calls the actions of a request, each with its parameters
/// @param resources the ARNs that parameters name, by the type of resources, where it is not the
///   type's form filled in with the parameters of the same names
/// @param keys what gives the values of a condition key, by its name in the reference
record Row(
    String service,
    Function<SdkRequest, Stream<Call>> calls,
    Map<String, Function<Parameters, Stream<String>>> resources,
    Map<String, Function<Parameters, Context>> keys) {
  private static final String REQUEST = "Request";

  Row {
    resources = Map.copyOf(resources);
    keys = Map.copyOf(keys);
  }

  /// An action with the parameters that name its resources.
  record Call(String action, Parameters parameters) {}

  /// A service whose parameters have the names of the places in its ARNs.
  static Row of(String service) {
    return new Row(service, request -> Stream.of(own(service, request)), Map.of(), Map.of());
  }

  /// The action with the name of the request's operation.
  static Call own(String service, SdkRequest request) {
    String name = request.getClass().getSimpleName();
    return new Call(
        service + ":" + name.substring(0, name.length() - REQUEST.length()),
        Parameters.of(request));
  }

  /// This row for requests that need other actions, or several.
  Row calling(Function<SdkRequest, Stream<Call>> other) {
    return new Row(service, other, resources, keys);
  }

  /// This row with the ARN of a type of resources.
  Row on(String type, Function<Parameters, Optional<String>> arn) {
    return onEach(type, said -> arn.apply(said).stream());
  }

  /// This row with the ARNs of a type of resources, for a request that can name several.
  Row onEach(String type, Function<Parameters, Stream<String>> arns) {
    Map<String, Function<Parameters, Stream<String>>> more = new HashMap<>(resources);
    more.put(type, arns);
    return new Row(service, calls, more, keys);
  }

  /// This row with the value of a condition key.
  Row giving(String key, Function<Parameters, Optional<String>> value) {
    return givingAll(
        key,
        said ->
            value
                .apply(said)
                .map(text -> Context.empty().with(key, text))
                .orElseGet(Context::empty));
  }

  /// This row with the values of a condition key, whose name may have a place.
  Row givingAll(String key, Function<Parameters, Context> values) {
    Map<String, Function<Parameters, Context>> more = new HashMap<>(keys);
    more.put(key, values);
    return new Row(service, calls, resources, more);
  }
}
