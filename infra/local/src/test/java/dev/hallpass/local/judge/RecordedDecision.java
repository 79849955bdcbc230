package dev.hallpass.local.judge;

import dev.hallpass.adapters.iam.IamSimulate;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.emulator.policy.AccessRequest;
import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.PermissionLimit;
import dev.hallpass.emulator.policy.Policies;
import dev.hallpass.emulator.policy.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the emulator decided, with everything that somebody else needs to decide it again.
///
/// @param verdict in iam-simulate's words
/// @param because one sentence that says why
/// @param request in iam-simulate's form, but that each condition key has a list of values
/// @param policies in iam-simulate's form
record RecordedDecision(String verdict, String because, JsonNode request, JsonNode policies) {

  // A star in the resource of a request would be a pattern to iam-simulate. To a policy it is as
  // any other character that the policy does not name.
  private static final char NO_STAR = '\u2606';

  static RecordedDecision of(AccessRequest request, Policies policies, Verdict verdict) {
    return new RecordedDecision(
        verdict.getClass().getSimpleName(), verdict.because(), json(request), json(policies));
  }

  private static JsonNode json(AccessRequest request) {
    ObjectNode json = Json.object();
    json.put("principal", request.principal().arn()).put("action", request.action());
    json.putObject("resource")
        .put("resource", request.resource())
        .put("accountId", request.resourceAccount());
    ObjectNode keys = json.putObject("contextVariables");
    request
        .context()
        .asMap()
        .forEach((key, values) -> values.forEach(keys.withArrayProperty(key)::add));
    return json;
  }

  private static JsonNode json(Policies policies) {
    ObjectNode json = Json.object();
    put(json.putArray("identityPolicies"), policies.identity());
    for (PermissionLimit guardrail : policies.guardrails()) {
      switch (guardrail.kind()) {
        case BOUNDARY -> put(json.putArray("permissionBoundaryPolicies"), guardrail.policies());
        case SESSION -> json.set("sessionPolicy", merged(guardrail.policies()));
        case IDENTITY, RESOURCE, SERVICE_CONTROL, RESOURCE_CONTROL ->
            throw new IllegalArgumentException("No guardrail is of this kind: " + guardrail);
      }
    }
    if (!policies.resource().isEmpty()) {
      json.set("resourcePolicy", merged(policies.resource()));
    }
    return json;
  }

  private static void put(ArrayNode array, List<NamedPolicy> policies) {
    policies.forEach(policy ->
        array
            .addObject()
            .put("name", policy.name())
            .set("policy", Json.read(policy.document().text())));
  }

  /// One policy that says what all of them say: iam-simulate takes one of a session, and one of a
  /// resource.
  private static JsonNode merged(List<NamedPolicy> policies) {
    ObjectNode merged = Json.object().put("Version", "2012-10-17");
    ArrayNode statements = merged.putArray("Statement");
    for (NamedPolicy policy : policies) {
      JsonNode document = Json.read(policy.document().text());
      if (!document.path("Version").equals(merged.path("Version"))) {
        throw new IllegalArgumentException("It is of another version: " + document);
      }
      JsonNode own = document.path("Statement");
      (own.isArray() ? own.values().stream() : Stream.of(own)).forEach(statements::add);
    }
    return merged;
  }

  /// Everything that was recorded in a folder; nothing where there is no folder.
  static List<RecordedDecision> in(Path folder) throws IOException {
    List<RecordedDecision> recorded = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          recorded.add(read(Json.read(Files.readString(file))));
        }
      }
    }
    return recorded;
  }

  private static RecordedDecision read(JsonNode json) {
    return new RecordedDecision(
        Json.text(json, "verdict"),
        Json.text(json, "because"),
        json.path("request"),
        json.path("policies"));
  }

  /// What it is recorded as.
  JsonNode json() {
    ObjectNode json = Json.object().put("verdict", verdict).put("because", because);
    json.set("request", request);
    json.set("policies", policies);
    return json;
  }

  String action() {
    return Json.text(request, "action");
  }

  private String resource() {
    return Json.text(request.path("resource"), "resource");
  }

  /// Has iam-simulate decide it.
  void ask(IamSimulate simulate) {
    ObjectNode question = policies.deepCopy().asObject();
    question.putArray("serviceControlPolicies");
    question.putArray("resourceControlPolicies");
    ObjectNode asked = request.deepCopy().asObject();
    if (!resource().equals("*")) {
      asked.withObjectProperty("resource").put("resource", resource().replace('*', NO_STAR));
    }
    question.putArray("requests").add(asked);
    simulate.ask(question, true);
  }

  /// Whether iam-simulate decides the same, and AWS knows what was asked.
  boolean agrees(IamSimulate.SimulatedVerdict there) {
    return there.equals(new IamSimulate.SimulatedVerdict(verdict, "", List.of()));
  }

  /// What somebody needs to find out which of the two is right.
  String beside(IamSimulate.SimulatedVerdict there) {
    StringBuilder text =
        new StringBuilder("%s here, %s%n".formatted(verdict, said(there)))
            .append("  here: %s%n".formatted(because))
            .append("  principal: %s%n".formatted(Json.text(request, "principal")))
            .append("  action: %s%n".formatted(action()))
            .append("  resource: %s%n".formatted(resource()));
    Stream.of(request.path("contextVariables"), policies)
        .flatMap(members -> members.properties().stream())
        .forEach(member -> text.append("  %s: %s%n".formatted(member.getKey(), member.getValue())));
    return text.toString();
  }

  private static String said(IamSimulate.SimulatedVerdict there) {
    List<String> said = new ArrayList<>();
    said.add((there.isNone() ? "nothing" : there.decision()) + " there");
    if (!there.remark().isEmpty()) {
      said.add(there.remark());
    }
    if (!there.ignored().isEmpty()) {
      said.add("the action does not give " + there.ignored());
    }
    return String.join(", ", said);
  }
}
