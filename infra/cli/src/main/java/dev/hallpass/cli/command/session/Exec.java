package dev.hallpass.cli.command.session;

import static java.util.stream.Collectors.joining;

import dev.hallpass.cli.api.Arn;
import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `hallpass exec`.
@Command(
    name = "exec",
    customSynopsis =
        "hallpass exec (ENTITLEMENT [NAME=VALUE...] | GRANT) [OPTIONS] [-- COMMAND [ARGUMENT...]]",
    description = {
      "Runs a command in a container, by ECS Exec. Without a command, it opens a shell.",
      "When the access ends, Hallpass closes the session."
    },
    footer = {
      "",
      "Example:",
      "  hallpass exec open-container-shell task=0123456789abcdef0123456789abcdef \\",
      "    --for 30m --reason \"a leak\" -- top"
    })
public final class Exec extends SessionCommand {

  private static final String SHELL = "/bin/sh";

  private final List<String> command;

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = "The cluster, if the access is for several.")
  private @Nullable String cluster;

  @Option(
      names = "--task",
      paramLabel = "ID",
      description = "The task, if the access is for several.")
  private @Nullable String task;

  @Option(
      names = "--container",
      paramLabel = "NAME",
      description = "The container, if the task has several.")
  private @Nullable String container;

  /// @param command the words after `--`
  public Exec(Surroundings surroundings, List<String> command) {
    super(surroundings, SessionKind.CONTAINER, List.of(Tool.AWS, Tool.SESSION_MANAGER));
    this.command = List.copyOf(command);
  }

  @Override
  Session session(Grant grant) {
    List<Arn> resources = grant.policy().resources(SessionKind.EXECUTE_COMMAND);
    List<Arn> tasks = resources.stream().filter(arn -> arn.type().equals("task")).toList();
    List<String> program = new ArrayList<>(List.of("aws", "ecs", "execute-command"));
    program.add("--cluster");
    program.add(
        meant(
            cluster,
            "--cluster",
            "Which cluster?",
            resources.stream().map(Exec::cluster).toList()));
    program.add("--task");
    program.add(
        meant(
            task,
            "--task",
            "Which task?",
            tasks.stream().map(arn -> arn.name().replaceFirst(".*/", "")).toList()));
    container(grant).forEach(name -> program.addAll(List.of("--container", name)));
    program.addAll(List.of("--interactive", "--command", line()));
    program.addAll(region(resources));
    return _ -> program;
  }

  private static String cluster(Arn arn) {
    return arn.name().replaceFirst("/.*", "");
  }

  /// The container; none if the task has one, or AWS asks for it.
  private List<String> container(Grant grant) {
    List<String> demanded =
        grant.policy().demands(SessionKind.EXECUTE_COMMAND, "ecs:container-name");
    return container == null && demanded.isEmpty()
        ? List.of()
        : List.of(meant(container, "--container", "Which container?", demanded));
  }

  private String line() {
    return command.isEmpty() ? SHELL : command.stream().map(Exec::quoted).collect(joining(" "));
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  @Override
  String over(String at) {
    return "The access ended at %s, so Hallpass closed the session.".formatted(at);
  }
}
