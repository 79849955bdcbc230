package dev.hallpass.emulator.authorization;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkRequest;

/// The parameters of a request, by their names in AWS's API.
record Parameters(Function<String, Optional<Object>> values) {

  static Parameters of(SdkRequest request) {
    return new Parameters(name -> request.getValueForField(name, Object.class));
  }

  static Parameters of(Map<String, String> texts) {
    return new Parameters(name -> Optional.ofNullable(texts.get(name)));
  }

  Optional<String> text(String name) {
    return value(name, String.class);
  }

  <T> Optional<T> value(String name, Class<T> type) {
    return values.apply(name).filter(type::isInstance).map(type::cast);
  }

  <T> List<T> list(String name, Class<T> type) {
    return values.apply(name).stream()
        .filter(List.class::isInstance)
        .flatMap(list -> ((List<?>) list).stream())
        .map(type::cast)
        .toList();
  }
}
