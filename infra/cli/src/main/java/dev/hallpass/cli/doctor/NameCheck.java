package dev.hallpass.cli.doctor;

import dev.hallpass.cli.doctor.OpsCli.Answer;
import dev.hallpass.cli.doctor.OpsCli.Said;
import dev.hallpass.cli.doctor.OpsCli.Unsaid;
import dev.hallpass.cli.surroundings.Surroundings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Whether the account has names already that a template is about to take. CloudFormation would
/// stop at each of them, one deployment after the other. It only reads.
public final class NameCheck {

  private static final String OF_ENTITLEMENTS = "/hallpass/";
  // Also the stack of another account, with or without its number.
  private static final String OURS = "Hallpass";
  private static final String PROVISIONER = "hallpass-provisioner";

  private final Report report;
  private final OpsCli aws;

  /// @param profile the profile of the people who run Hallpass, in the account and region of the
  ///   deployment
  public NameCheck(Surroundings surroundings, Report report, String profile) {
    this.report = report;
    this.aws = new OpsCli(surroundings, profile, "");
  }

  /// Looks at each name of a template.
  public void run(JsonNode template) {
    List<Named> names =
        template.path("Resources").valueStream().flatMap(one -> named(one).stream()).toList();
    long bad = names.stream().filter(name -> !isFree(name)).count();
    if (bad == 0) {
      report.ok("names", "all %d of the template can be taken".formatted(names.size()));
    }
  }

  private static Optional<Named> named(JsonNode resource) {
    JsonNode properties = resource.path("Properties");
    @Nullable Kind kind = Kind.of(resource.path("Type").asString(""));
    if (kind == null || !properties.path(kind.property).isString()) {
      return Optional.empty();
    }
    String name = properties.path(kind.property).asString();
    boolean isOfAnEntitlement =
        properties.path("Path").asString("").equals(OF_ENTITLEMENTS) && !name.equals(PROVISIONER);
    return Optional.of(new Named(kind, name, isOfAnEntitlement));
  }

  private boolean isFree(Named name) {
    return switch (aws.ask(name.kind().question(name.name()))) {
      case Unsaid unsaid when unsaid.isMissing() -> true;
      case Unsaid unsaid -> {
        report.unknown("names", unsaid);
        yield false;
      }
      case Said said -> !name.kind().isIn(said.tree(), name.name()) || isOurs(name);
    };
  }

  private boolean isOurs(Named name) {
    Answer answer =
        aws.ask(
            "cloudformation", "describe-stack-resources", "--physical-resource-id", name.name());
    Optional<String> owner =
        answer instanceof Said(JsonNode tree)
            ? Optional.of(tree.at("/StackResources/0/StackName").asString(""))
            : Optional.empty();
    if (owner.filter(one -> one.startsWith(OURS)).isPresent()) {
      return true;
    }
    report.fail(
        "names",
        "the account has the %s %s already, %s. %s"
            .formatted(
                name.kind().words,
                name.name(),
                owner.map("in the stack "::concat).orElse("in no stack"),
                name.next()));
    return false;
  }

  /// A name of the template.
  private record Named(Kind kind, String name, boolean isOfAnEntitlement) {

    String next() {
      return isOfAnEntitlement
          ? "Names of roles are unique in an account, over all paths. Give the entitlement another name in the catalogue, such as acme-%s."
              .formatted(name)
          : "Hallpass cannot take another name. If an earlier Hallpass left it, the guide says what to do; else remove it, or deploy into another account.";
    }
  }

  /// The kinds of resources whose names are unique in an account and region.
  private enum Kind {
    ROLE("AWS::IAM::Role", "RoleName", "role") {
      @Override
      String[] question(String name) {
        return new String[] {"iam", "get-role", "--role-name", name};
      }
    },
    TABLE("AWS::DynamoDB::GlobalTable", "TableName", "table") {
      @Override
      String[] question(String name) {
        return new String[] {"dynamodb", "describe-table", "--table-name", name};
      }
    },
    KEY_ALIAS("AWS::KMS::Alias", "AliasName", "alias of a key") {
      @Override
      String[] question(String name) {
        return new String[] {"kms", "describe-key", "--key-id", name};
      }
    },
    MACHINE("AWS::StepFunctions::StateMachine", "StateMachineName", "state machine") {
      @Override
      String[] question(String name) {
        return new String[] {"stepfunctions", "list-state-machines"};
      }

      @Override
      boolean isIn(JsonNode answer, String name) {
        return names(answer.path("stateMachines"), "name").anyMatch(name::equals);
      }
    },
    LOG("AWS::Logs::LogGroup", "LogGroupName", "log group") {
      @Override
      String[] question(String name) {
        return new String[] {"logs", "describe-log-groups", "--log-group-name-prefix", name};
      }

      @Override
      boolean isIn(JsonNode answer, String name) {
        return names(answer.path("logGroups"), "logGroupName").anyMatch(name::equals);
      }
    };

    private final String type;
    private final String property;
    private final String words;

    Kind(String type, String property, String words) {
      this.type = type;
      this.property = property;
      this.words = words;
    }

    static @Nullable Kind of(String type) {
      return Stream.of(values()).filter(kind -> kind.type.equals(type)).findFirst().orElse(null);
    }

    /// What AWS is asked.
    abstract String[] question(String name);

    /// Whether an answer has the name. AWS answers nothing else about one thing.
    boolean isIn(JsonNode answer, String name) {
      return true;
    }

    private static Stream<String> names(JsonNode list, String member) {
      return list.valueStream().map(one -> one.path(member).asString(""));
    }
  }
}
