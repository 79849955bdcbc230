package dev.hallpass.cli.command.session;

import dev.hallpass.cli.api.Arn;
import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.node.ObjectNode;

/// `hallpass forward`.
@Command(
    name = "forward",
    customSynopsis =
        "hallpass forward (ENTITLEMENT [NAME=VALUE...] | GRANT) --port REMOTE[:LOCAL] [OPTIONS]",
    description = {
      "Forwards a port of this machine to an instance or to a host behind it, by Session Manager.",
      "When the access ends, Hallpass closes the tunnel."
    },
    footer = {
      "",
      "Example:",
      "  hallpass forward grant-0123abcd --port 5432:15432 --host orders.cluster-abc.internal"
    })
public final class Forward extends SessionCommand {

  @Option(
      names = "--port",
      required = true,
      paramLabel = "REMOTE[:LOCAL]",
      converter = Ports.Reader.class,
      description = "The port there, and the port here. Without the second, both are the same.")
  private Ports ports = new Ports("", "");

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "The host behind the instance. Without it, the instance itself.")
  private @Nullable String host;

  @Option(
      names = "--instance",
      paramLabel = "ID",
      description = "The instance, if the access is for several.")
  private @Nullable String instance;

  public Forward(Surroundings surroundings) {
    super(surroundings, SessionKind.PORT, List.of(Tool.AWS, Tool.SESSION_MANAGER));
  }

  /// Two ports.
  record Ports(String remote, String local) {

    /// Reads them.
    static final class Reader implements ITypeConverter<Ports> {

      @Override
      public Ports convert(String value) {
        String[] ports = value.split(":", -1);
        if (ports.length > 2 || !isPort(ports[0]) || !isPort(ports[ports.length - 1])) {
          throw new TypeConversionException(
              "'%s' is not a port, or two. Write 5432 or 5432:15432".formatted(value));
        }
        return new Ports(ports[0], ports[ports.length - 1]);
      }

      private static boolean isPort(String text) {
        return text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= 65_535;
      }
    }
  }

  @Override
  Session session(Grant grant) {
    List<Arn> machines = SessionKind.machines(grant.policy());
    List<String> documents = SessionKind.documents(grant.policy());
    String there = host(documents);
    String document = SessionKind.forwarding(!there.isEmpty());
    if (!isAllowed(document, documents)) {
      throw new Stopped(
          ExitCode.USAGE,
          "%s forwards to the instance itself, and not to a host behind it. Leave --host out."
              .formatted(grant.shortId()));
    }
    List<String> program = new ArrayList<>(List.of("aws", "ssm", "start-session", "--target"));
    program.add(
        meant(
            instance, "--instance", "Which instance?", machines.stream().map(Arn::name).toList()));
    program.addAll(List.of("--document-name", document, "--parameters", parameters(there)));
    program.addAll(region(machines));
    return _ -> program;
  }

  /// The host behind the instance; nothing for the instance itself.
  private String host(List<String> documents) {
    boolean needsOne = !isAllowed(SessionKind.forwarding(false), documents);
    return host == null && needsOne
        ? needed(null, "--host", "Which host behind the instance?")
        : Objects.requireNonNullElse(host, "");
  }

  private static boolean isAllowed(String document, List<String> documents) {
    return documents.isEmpty() || documents.contains(document) || documents.contains("*");
  }

  private String parameters(String there) {
    ObjectNode parameters = Json.object();
    parameters.putArray("portNumber").add(ports.remote());
    parameters.putArray("localPortNumber").add(ports.local());
    if (!there.isEmpty()) {
      parameters.putArray("host").add(there);
    }
    return Json.text(parameters);
  }

  @Override
  String over(String at) {
    return "The access ended at %s, so Hallpass closed the tunnel.".formatted(at);
  }
}
