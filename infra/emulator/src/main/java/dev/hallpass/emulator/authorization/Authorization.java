package dev.hallpass.emulator.authorization;

import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.template.PseudoParameters;
import dev.hallpass.reference.Action;
import dev.hallpass.reference.ArnForm;
import dev.hallpass.reference.ConditionKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;

/// What each request of a service needs leave for: the resources and condition keys that AWS's
/// reference has for its action, filled in from the request's parameters.
public final class Authorization {
  private final PseudoParameters place;
  private final Row row;

  Authorization(PseudoParameters place, Row row) {
    this.place = place;
    this.row = row;
  }

  Row row() {
    return row;
  }

  /// All accesses that the request needs.
  ///
  /// @throws UnsupportedOperationException with the name of a request that this class does not know
  List<Access> of(SdkRequest request) {
    return row.calls().apply(request).flatMap(this::accesses).toList();
  }

  private Stream<Access> accesses(Row.Call call) {
    ServiceAuthorization authorization = ServiceAuthorization.of(call.action());
    Context keys = keys(authorization, call.parameters());
    return resources(authorization.action(), call.parameters()).stream()
        .map(resource -> new Access(call.action(), resource, keys));
  }

  private Context keys(ServiceAuthorization authorization, Parameters parameters) {
    Context keys = Context.empty();
    List<ConditionKey> untold = new ArrayList<>();
    for (ConditionKey key : authorization.keys()) {
      @Nullable Function<Parameters, Context> values = row.keys().get(key.name());
      if (values == null) {
        untold.add(key);
      } else {
        keys = keys.with(values.apply(parameters));
      }
    }
    return keys.butUntold(untold);
  }

  private List<String> resources(Action action, Parameters parameters) {
    Set<String> named = new LinkedHashSet<>();
    for (Action.Use use : action.uses()) {
      arns(use, parameters).forEach(named::add);
    }
    if (named.size() == 1) {
      return List.copyOf(named);
    }
    if (named.isEmpty()) {
      if (action.uses().stream().anyMatch(Action.Use::isRequired)) {
        throw new UnsupportedOperationException(
            "Which resource %s is asked for is not emulated".formatted(action.name()));
      }
      return List.of("*");
    }
    // Of a table and its index, a request for the index is about the index alone. [Source](
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/using-identity-based-policies.html)
    return named.stream()
        .filter(arn -> named.stream().noneMatch(other -> other.startsWith(arn + "/")))
        .toList();
  }

  private Stream<String> arns(Action.Use use, Parameters parameters) {
    @Nullable Function<Parameters, Stream<String>> own = row.resources().get(use.type().name());
    if (own != null) {
      return own.apply(parameters);
    }
    for (ArnForm form : use.type().forms().reversed()) {
      Optional<String> arn = filled(form, parameters);
      if (arn.isPresent()) {
        return arn.stream();
      }
    }
    return Stream.empty();
  }

  private Optional<String> filled(ArnForm form, Parameters parameters) {
    return form.filled(name ->
        switch (name) {
          case "Partition" -> Optional.of(place.partition());
          case "Region" -> Optional.of(place.region());
          case "Account" -> Optional.of(place.account());
          default -> parameters.text(name);
        });
  }
}
