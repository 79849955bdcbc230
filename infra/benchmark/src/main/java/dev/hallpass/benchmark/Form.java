package dev.hallpass.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Requests as forms and answers as XML: the protocol of IAM, STS, SES, SNS and CloudFormation.
final class Form {

  private Form() {}

  /// A form as JSON: `A.member.1.B=x` becomes `{"A": [{"B": "x"}]}`.
  static ObjectNode read(String form) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      ObjectNode at = root;
      String[] path = URLDecoder.decode(pair.substring(0, equals), UTF_8).split("\\.", -1);
      for (int i = 0; i < path.length - 1; i++) {
        at = at.withObjectProperty(path[i]);
      }
      at.put(path[path.length - 1], URLDecoder.decode(pair.substring(equals + 1), UTF_8));
    }
    return (ObjectNode) listed(root);
  }

  private static JsonNode listed(JsonNode node) {
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    if (object.path("member") instanceof ObjectNode members) {
      var list = JsonNodeFactory.instance.arrayNode();
      // They are numbered from 1 on, in order.
      members.forEach(member -> list.add(listed(member)));
      return list;
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    object.properties().forEach(one -> copy.set(one.getKey(), listed(one.getValue())));
    return copy;
  }

  /// An answer as XML.
  static String write(String operation, SdkPojo answer) {
    var xml = new StringBuilder();
    xml.append("<%1$sResponse><%1$sResult>".formatted(operation));
    members(xml, answer);
    return xml.append("</%1$sResult></%1$sResponse>".formatted(operation)).toString();
  }

  /// A refusal as XML.
  static String refusal(String code, String message) {
    var xml = new StringBuilder("<ErrorResponse><Error><Type>Sender</Type><Code>");
    escaped(xml, code);
    escaped(xml.append("</Code><Message>"), message);
    return xml.append("</Message></Error></ErrorResponse>").toString();
  }

  private static void members(StringBuilder xml, SdkPojo pojo) {
    ObjectNode present = Fields.write(pojo);
    for (SdkField<?> field : pojo.sdkFields()) {
      if (present.has(field.locationName())) {
        element(xml, field, field.locationName(), field.getValueOrDefault(pojo));
      }
    }
  }

  private static void element(StringBuilder xml, SdkField<?> field, String name, Object value) {
    xml.append('<').append(name).append('>');
    if (field.marshallingType().equals(MarshallingType.LIST)) {
      SdkField<?> of = field.getTrait(ListTrait.class).memberFieldInfo();
      ((Iterable<?>) value).forEach(one -> element(xml, of, "member", one));
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, one) -> entry(xml, field.getTrait(MapTrait.class), key, one));
    } else if (value instanceof SdkPojo pojo) {
      members(xml, pojo);
    } else if (value instanceof Instant at) {
      xml.append(at);
    } else {
      escaped(xml, value.toString());
    }
    xml.append("</").append(name).append('>');
  }

  private static void entry(StringBuilder xml, MapTrait map, Object key, Object value) {
    xml.append("<entry><key>");
    escaped(xml, key.toString());
    element(xml.append("</key>"), map.valueFieldInfo(), "value", value);
    xml.append("</entry>");
  }

  private static void escaped(StringBuilder xml, String text) {
    xml.append(text.replace("&", "&amp;").replace("<", "&lt;"));
  }
}
