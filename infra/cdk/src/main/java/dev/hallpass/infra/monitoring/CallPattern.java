package dev.hallpass.infra.monitoring;

import dev.hallpass.infra.shared.DeployingRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.constructs.Construct;

/// The pattern of calls as CloudTrail sends them to EventBridge: the service, the names of the
/// calls, what they touch, and the callers that are not expected. EventBridge takes at most 2,048
/// characters.
final class CallPattern {

  /// What CloudTrail gives as the source of a call that CloudFormation makes.
  private static final String CLOUD_FORMATION = "cloudformation.amazonaws.com";

  private static final Map<String, Object> MISSING = Map.of("exists", false);

  private final Map<String, Object> event = new TreeMap<>();
  private final Map<String, Object> detail = new TreeMap<>();
  private final List<Map<String, Object>> parameters = new ArrayList<>();

  /// @param service such as `iam`
  CallPattern(String service) {
    event.put("source", List.of("aws." + service));
    event.put("detail-type", List.of("AWS API Call via CloudTrail"));
    event.put("detail", detail);
  }

  static Map<String, Object> prefix(String start) {
    return Map.of("prefix", start);
  }

  static Map<String, Object> wildcard(Object texts) {
    return Map.of("wildcard", texts);
  }

  /// Other values than these, or no value.
  static List<Object> notAmong(Object values) {
    return List.of(Map.of("anything-but", values), MISSING);
  }

  static List<Object> missing() {
    return List.of(MISSING);
  }

  /// A member of the event beside the call, such as `account`.
  CallPattern where(String member, List<Object> values) {
    event.put(member, values);
    return this;
  }

  CallPattern named(Object... calls) {
    detail.put("eventName", List.of(calls));
    return this;
  }

  /// Other calls than these.
  ///
  /// @param calls their names, or an operator for them
  CallPattern notNamed(Object calls) {
    return named(Map.of("anything-but", calls));
  }

  /// Calls on these resources, as CloudTrail itself names them.
  CallPattern onResources(List<String> arns) {
    detail.put("resources", Map.of("ARN", arns));
    return this;
  }

  /// Calls with one of these values in a parameter. If several parameters are named, one is enough.
  CallPattern on(String parameter, Object... values) {
    return with(Map.of(parameter, List.of(values)));
  }

  /// Calls whose parameters match this. If several of these are given, one is enough.
  CallPattern with(Map<String, Object> wanted) {
    parameters.add(wanted);
    return this;
  }

  /// Calls by a caller that matches this, in the form of CloudTrail's `userIdentity`.
  CallPattern by(Map<String, Object> caller) {
    detail.put("userIdentity", caller);
    return this;
  }

  /// Calls by other callers than these roles.
  ///
  /// @param roles their ARNs, in which `*` stands for any text
  CallPattern notBy(List<String> roles) {
    return by(role(notAmong(wildcard(List.copyOf(roles)))));
  }

  /// Calls by other callers than these roles and deployments. A deployment is a call by
  /// CloudFormation itself with the role of `cdk bootstrap`. A person who assumed that role is not
  /// a deployment.
  ///
  /// @param roles their ARNs, in which `*` stands for any text
  CallPattern notByDeploymentsNor(Construct part, List<String> roles) {
    String deploying = DeployingRole.anywhere(part);
    List<String> expected = new ArrayList<>(roles);
    expected.add(deploying);
    Map<String, Object> pretended = new TreeMap<>();
    pretended.put("userIdentity", role(List.of(wildcard(deploying))));
    pretended.put("sourceIPAddress", notAmong(List.of(CLOUD_FORMATION)));
    detail.put(
        "$or",
        List.of(
            Map.of("userIdentity", role(notAmong(wildcard(List.copyOf(expected))))), pretended));
    return this;
  }

  private static Map<String, Object> role(List<Object> arns) {
    return Map.of("sessionContext", Map.of("sessionIssuer", Map.of("arn", arns)));
  }

  Map<String, Object> toMap() {
    if (parameters.size() == 1) {
      detail.put("requestParameters", parameters.getFirst());
    } else if (!parameters.isEmpty()) {
      detail.put("requestParameters", Map.of("$or", List.copyOf(parameters)));
    }
    return event;
  }
}
