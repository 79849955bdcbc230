package dev.hallpass.emulator.authorization;

import dev.hallpass.emulator.policy.Context;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;

/// What AWS's reference does not say of a service: which parameters of a request name which
/// resource, and where the values of condition keys come from.
///
/// @param service the prefix of its actions
/// @param calls the actions of a request, each with its parameters
/// @param resources the ARN that parameters name, by the type of resources, where it is not the
///   type's form filled in with the parameters of the same names
/// @param keys what gives the values of a condition key, by its name in the reference
record Row(
    String service,
    Function<SdkRequest, Stream<Call>> calls,
    Map<String, Function<Parameters, Optional<String>>> resources,
    Map<String, Function<Parameters, Context>> keys) {
  private static final String REQUEST = "Request";

  /// An action with the parameters that say what it is about.
  record Call(String action, Parameters parameters) {}

  Row(
      String service,
      Map<String, Function<Parameters, Optional<String>>> resources,
      Map<String, Function<Parameters, Context>> keys) {
    this(service, request -> Stream.of(own(service, request)), resources, keys);
  }

  /// The action that has the name of the request's operation.
  static Call own(String service, SdkRequest request) {
    String name = request.getClass().getSimpleName();
    return new Call(
        "%s:%s".formatted(service, name.substring(0, name.length() - REQUEST.length())),
        Parameters.of(request));
  }
}
