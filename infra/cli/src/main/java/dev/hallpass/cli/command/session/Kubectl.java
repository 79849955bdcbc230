package dev.hallpass.cli.command.session;

import dev.hallpass.cli.api.Arn;
import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.command.call.KubeConfig;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Programs;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.surroundings.Surroundings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// `hallpass kubectl`.
@Command(
    name = "kubectl",
    customSynopsis =
        "hallpass kubectl (ENTITLEMENT [NAME=VALUE...] | GRANT) [OPTIONS] -- ARGUMENT...",
    description = {
      "Runs kubectl in a cluster of Amazon EKS, with a configuration of its own.",
      "A token that kubectl has is good for up to a quarter of an hour after the access."
    },
    footer = {
      "",
      "Example:",
      "  hallpass kubectl use-kubectl --for 30m --reason \"pods restart\" -- get pods"
    })
public final class Kubectl extends SessionCommand {

  private final List<String> arguments;

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = "The cluster, if the access is for several.")
  private @Nullable String cluster;

  /// @param arguments the words after `--`
  public Kubectl(Surroundings surroundings, List<String> arguments) {
    super(surroundings, SessionKind.CLUSTER, List.of(Tool.AWS, Tool.KUBECTL));
    this.arguments = List.copyOf(arguments);
  }

  @Override
  Session session(Grant grant) {
    if (arguments.isEmpty()) {
      throw new Stopped(
          ExitCode.USAGE,
          "What should kubectl do? Write it behind two dashes: hallpass kubectl %s -- get pods"
              .formatted(grant.shortId()));
    }
    List<Arn> clusters = grant.policy().resources(SessionKind.DESCRIBE_CLUSTER);
    String name =
        meant(cluster, "--cluster", "Which cluster?", clusters.stream().map(Arn::name).toList());
    KubeConfig config = new KubeConfig(surroundings(), grant.id());
    return environment -> {
      List<String> region = region(clusters);
      config.write(name, region, described(name, region, environment));
      environment.put("KUBECONFIG", config.path().toString());
      return Stream.concat(Stream.of("kubectl"), arguments.stream()).toList();
    };
  }

  /// Where the cluster is, and by which certificate it is known.
  private JsonNode described(String name, List<String> region, Map<String, String> environment) {
    List<String> command =
        new ArrayList<>(List.of("aws", "eks", "describe-cluster", "--name", name));
    command.addAll(region);
    command.addAll(List.of("--output", "json"));
    try {
      Programs.Output output = surroundings().programs().read(command, environment);
      if (output.exit() != 0) {
        throw failed(name, output.err().strip());
      }
      return Json.read(output.out()).required("cluster");
    } catch (IOException | JacksonException e) {
      throw failed(name, String.valueOf(e.getMessage()));
    }
  }

  private static Stopped failed(String cluster, String why) {
    return new Stopped(
        ExitCode.FAILED, "AWS does not say where the cluster %s is: %s".formatted(cluster, why));
  }

  @Override
  String over(String at) {
    return "The access ended at %s.".formatted(at);
  }
}
