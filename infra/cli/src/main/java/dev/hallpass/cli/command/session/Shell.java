package dev.hallpass.cli.command.session;

import dev.hallpass.cli.api.Arn;
import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `hallpass shell`.
@Command(
    name = "shell",
    customSynopsis = "hallpass shell (ENTITLEMENT [NAME=VALUE...] | GRANT) [OPTIONS]",
    description = {
      "Opens a shell on an instance, by Session Manager.",
      "When the access ends, Hallpass closes the shell."
    },
    footer = {
      "",
      "Example:",
      "  hallpass shell open-instance-shell instance=i-0123456789abcdef0 --for 30m --reason \"disk\""
    })
public final class Shell extends SessionCommand {

  @Option(
      names = "--instance",
      paramLabel = "ID",
      description = "The instance, if the access is for several.")
  private @Nullable String instance;

  public Shell(Surroundings surroundings) {
    super(surroundings, SessionKind.SHELL, List.of(Tool.AWS, Tool.SESSION_MANAGER));
  }

  @Override
  Session session(Grant grant) {
    List<Arn> machines = SessionKind.machines(grant.policy());
    List<String> program = new ArrayList<>(List.of("aws", "ssm", "start-session", "--target"));
    program.add(
        meant(
            instance, "--instance", "Which instance?", machines.stream().map(Arn::name).toList()));
    List<String> documents =
        SessionKind.documents(grant.policy()).stream()
            .filter(name -> !SessionKind.forwards(name))
            .toList();
    if (documents.size() == 1) {
      program.addAll(List.of("--document-name", documents.getFirst()));
    }
    program.addAll(region(machines));
    return _ -> program;
  }

  @Override
  String over(String at) {
    return "The access ended at %s, so Hallpass closed the shell.".formatted(at);
  }
}
