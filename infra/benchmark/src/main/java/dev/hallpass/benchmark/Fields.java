package dev.hallpass.benchmark;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Requests and answers of the SDK as JSON, by the fields that the SDK itself lists.
final class Fields {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Fields() {}

  /// Fills a builder and builds it.
  ///
  /// @param json an object; of lists and texts alone, too, as forms have them
  static Object read(SdkPojo builder, JsonNode json) {
    for (SdkField<?> field : builder.sdkFields()) {
      JsonNode member = json.path(field.locationName());
      if (!member.isMissingNode() && !member.isNull()) {
        field.set(builder, value(field, member));
      }
    }
    return ((Buildable) builder).build();
  }

  private static Object value(SdkField<?> field, JsonNode json) {
    MarshallingType<?> type = field.marshallingType();
    if (type.equals(MarshallingType.LIST)) {
      SdkField<?> of = field.getTrait(ListTrait.class).memberFieldInfo();
      List<Object> values = new ArrayList<>();
      json.forEach(one -> values.add(value(of, one)));
      return values;
    }
    if (type.equals(MarshallingType.MAP)) {
      SdkField<?> of = field.getTrait(MapTrait.class).valueFieldInfo();
      Map<String, Object> values = new LinkedHashMap<>();
      json.properties().forEach(one -> values.put(one.getKey(), value(of, one.getValue())));
      return values;
    }
    if (type.equals(MarshallingType.SDK_POJO)) {
      return read(field.constructor().get(), json);
    }
    if (type.equals(MarshallingType.SDK_BYTES)) {
      return SdkBytes.fromByteArray(Base64.getDecoder().decode(json.asString()));
    }
    if (type.equals(MarshallingType.INTEGER)) {
      return Integer.valueOf(json.asString());
    }
    if (type.equals(MarshallingType.LONG)) {
      return Long.valueOf(json.asString());
    }
    if (type.equals(MarshallingType.BOOLEAN)) {
      return Boolean.valueOf(json.asString());
    }
    if (type.equals(MarshallingType.INSTANT)) {
      return json.isNumber()
          ? Instant.ofEpochMilli(Math.round(json.asDouble() * 1000))
          : Instant.parse(json.asString());
    }
    if (type.equals(MarshallingType.STRING)) {
      return json.asString();
    }
    throw new UnsupportedOperationException("No request has a " + type + " yet");
  }

  /// The members that an answer has.
  static ObjectNode write(SdkPojo answer) {
    ObjectNode json = NODES.objectNode();
    for (SdkField<?> field : answer.sdkFields()) {
      Optional.ofNullable(field.getValueOrDefault(answer))
          .flatMap(value -> node(field, value))
          .ifPresent(node -> json.set(field.locationName(), node));
    }
    return json;
  }

  private static Optional<JsonNode> node(SdkField<?> field, Object value) {
    return switch (value) {
      case SdkAutoConstructList<?> _ -> Optional.empty();
      case SdkAutoConstructMap<?, ?> _ -> Optional.empty();
      case List<?> list -> {
        SdkField<?> of = field.getTrait(ListTrait.class).memberFieldInfo();
        ArrayNode nodes = NODES.arrayNode();
        list.stream().flatMap(one -> present(of, one)).forEach(nodes::add);
        yield Optional.of(nodes);
      }
      case Map<?, ?> map -> {
        SdkField<?> of = field.getTrait(MapTrait.class).valueFieldInfo();
        ObjectNode nodes = NODES.objectNode();
        map.forEach(
            (key, one) -> present(of, one).forEach(node -> nodes.set(key.toString(), node)));
        yield Optional.of(nodes);
      }
      case SdkPojo pojo -> Optional.of(write(pojo));
      case SdkBytes bytes ->
          Optional.of(NODES.stringNode(Base64.getEncoder().encodeToString(bytes.asByteArray())));
      case Integer number -> Optional.of(NODES.numberNode(number));
      case Long number -> Optional.of(NODES.numberNode(number));
      case Double number -> Optional.of(NODES.numberNode(number));
      case Boolean truth -> Optional.of(NODES.booleanNode(truth));
      case Instant at -> Optional.of(NODES.numberNode(at.toEpochMilli() / 1000.0));
      default -> Optional.of(NODES.stringNode(value.toString()));
    };
  }

  private static Stream<JsonNode> present(SdkField<?> field, @Nullable Object value) {
    return Optional.ofNullable(value).flatMap(one -> node(field, one)).stream();
  }
}
