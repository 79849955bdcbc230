package dev.hallpass.local.scene;

import dev.hallpass.adapters.json.Json;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// What is asked for.
///
/// @param more members of the request that few have
public record Asked(
    String entitlement, Map<String, String> parameters, String duration, Map<String, Object> more) {

  public Asked(String entitlement, Map<String, String> parameters, String duration) {
    this(entitlement, parameters, duration, Map.of());
  }

  public static Asked prefix(String duration) {
    return new Asked(
        "read-bucket-prefix",
        Map.of("bucket", "acme-exports", "prefix", "customers/4711"),
        duration);
  }

  public static Asked partition(String duration) {
    return new Asked(
        "edit-table-partition", Map.of("table", "orders", "key", "customer#4711"), duration);
  }

  public static Asked logGroup(String duration) {
    return new Asked("read-log-group", Map.of("logGroup", "checkout/api"), duration);
  }

  /// What is in another account.
  public static Asked parameters(String duration) {
    return new Asked("read-parameters", Map.of("path", "checkout/api"), duration);
  }

  public static Asked console(String user, String duration) {
    return new Asked("open-database-console", Map.of("user", user), duration);
  }

  /// What a managed policy allows.
  public static Asked bills(String duration) {
    return new Asked("see-bills", Map.of(), duration);
  }

  /// A shell on an instance.
  public static Asked instanceShell(String duration) {
    return new Asked("open-instance-shell", Map.of("instance", "i-0123456789abcdef0"), duration);
  }

  /// A shell in a container.
  public static Asked containerShell(String duration) {
    return new Asked(
        "open-container-shell", Map.of("task", "0123456789abcdef0123456789abcdef"), duration);
  }

  /// The same with more members.
  public Asked with(Map<String, Object> more) {
    return new Asked(entitlement, parameters, duration, more);
  }

  public String json() {
    ObjectNode json =
        Json.object()
            .put("entitlement", entitlement)
            .put("duration", duration)
            .put("justification", "Support case 4711: the export is incomplete.");
    ObjectNode values = json.putObject("parameters");
    parameters.forEach(values::put);
    more.forEach(json::putPOJO);
    return json.toString();
  }
}
