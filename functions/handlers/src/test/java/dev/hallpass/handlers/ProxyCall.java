package dev.hallpass.handlers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.approval.Link;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import java.net.URLEncoder;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A call of one operation, as API Gateway hands it over: the sample in `events/http`, changed
/// where a test needs it.
public record ProxyCall(String operation, ObjectNode event) {

  /// The sample call of an operation.
  public static ProxyCall of(String operation) {
    return new ProxyCall(operation, Sample.http(operation));
  }

  /// The same call, signed by another person.
  public ProxyCall by(Person person) {
    return byArn(arn(person));
  }

  /// The ARN of a person whom the settings trust.
  public static String arn(Person person) {
    return "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Engineer_0123456789abcdef/"
        + person.email();
  }

  /// The same call, signed by anyone who has this ARN.
  public ProxyCall byArn(String userArn) {
    return changed(
        event -> event.withObject("requestContext").withObject("identity").put("userArn", userArn));
  }

  /// The same call, signed by nobody.
  public ProxyCall unsigned() {
    return changed(
        event -> event.withObject("requestContext").withObject("identity").putNull("userArn"));
  }

  /// The same call about another grant.
  public ProxyCall on(GrantId grant) {
    return on(grant.value());
  }

  /// The same call with another text where the grant stands.
  public ProxyCall on(String grant) {
    return changed(event -> event.withObject("pathParameters").put("grant", grant));
  }

  /// The same call about another person.
  public ProxyCall about(String address) {
    return changed(event -> event.withObject("pathParameters").put("person", address));
  }

  /// The same call with another link in its query.
  public ProxyCall link(Link link) {
    return changed(event -> event.withObject("queryStringParameters").put("link", link.token()));
  }

  public ProxyCall header(String name, String value) {
    return changed(event -> event.withObject("headers").put(name, value));
  }

  public ProxyCall withoutHeader(String name) {
    return changed(event -> event.withObject("headers").remove(name));
  }

  public ProxyCall body(String body) {
    return changed(event -> event.put("body", body));
  }

  /// The same yes, for this long at the most.
  public ProxyCall shorter(String duration) {
    return header("Content-Type", "application/json")
        .body(Json.object().put("duration", duration).toString());
  }

  /// The same call with something changed in its JSON body.
  public ProxyCall json(Consumer<ObjectNode> change) {
    ObjectNode body = (ObjectNode) Json.read(event.path("body").stringValue());
    change.accept(body);
    return body(body.toString());
  }

  /// The same call with these fields of a form as its body.
  public ProxyCall form(Map<String, String> fields) {
    return body(
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&")));
  }

  /// The same call as the form on a link's page sends it.
  ///
  /// @param answer `approve`, `deny`, `revoke` or a review's verdict
  public ProxyCall form(MailedLink mailed, String answer, String reason) {
    return form(mailed, mailed.code().digits(), answer, Map.of("reason", reason));
  }

  /// The same call as the form on a link's page sends it, with any code and with more fields.
  public ProxyCall form(MailedLink mailed, String code, String answer, Map<String, String> more) {
    Map<String, String> fields = new TreeMap<>(more);
    fields.putAll(Map.of("link", mailed.link().token(), "code", code, "answer", answer));
    return form(fields);
  }

  /// The body as JSON.
  public JsonNode json() {
    return Json.read(event.path("body").stringValue());
  }

  /// The same call with something changed in the event.
  public ProxyCall changed(Consumer<ObjectNode> change) {
    ObjectNode copy = event.deepCopy();
    change.accept(copy);
    return new ProxyCall(operation, copy);
  }
}
