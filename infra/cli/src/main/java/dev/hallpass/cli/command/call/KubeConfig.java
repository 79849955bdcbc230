package dev.hallpass.cli.command.call;

import dev.hallpass.cli.files.PrivateFile;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.surroundings.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The configuration of kubectl for a grant. It has no secret: kubectl runs `aws` for each token.
public final class KubeConfig {

  private static final String USER = "hallpass";

  private final Path path;

  /// @param grant the id of the grant
  public KubeConfig(Surroundings surroundings, String grant) {
    path = surroundings.folders().cache().resolve("profiles").resolve(grant + ".kubeconfig");
  }

  /// Where it is.
  public Path path() {
    return path;
  }

  /// Writes it, as JSON, which is YAML too.
  ///
  /// @param region the options of `aws` that name the region
  /// @param described the cluster, as EKS describes it
  public void write(String cluster, List<String> region, JsonNode described) {
    ObjectNode config = Json.object().put("apiVersion", "v1").put("kind", "Config");
    config
        .putArray("clusters")
        .addObject()
        .put("name", cluster)
        .putObject("cluster")
        .put("server", described.required("endpoint").asString())
        .put(
            "certificate-authority-data",
            described.required("certificateAuthority").required("data").asString());
    ObjectNode token =
        config
            .putArray("users")
            .addObject()
            .put("name", USER)
            .putObject("user")
            .putObject("exec")
            .put("apiVersion", "client.authentication.k8s.io/v1beta1")
            .put("command", "aws")
            .put("interactiveMode", "Never");
    List<String> arguments =
        new ArrayList<>(List.of("eks", "get-token", "--cluster-name", cluster, "--output", "json"));
    arguments.addAll(region);
    arguments.forEach(token.putArray("args")::add);
    config
        .putArray("contexts")
        .addObject()
        .put("name", cluster)
        .putObject("context")
        .put("cluster", cluster)
        .put("user", USER);
    config.put("current-context", cluster);
    new PrivateFile(path).write(Json.text(config));
  }

  /// Removes it.
  public void forget() {
    new PrivateFile(path).delete();
  }
}
