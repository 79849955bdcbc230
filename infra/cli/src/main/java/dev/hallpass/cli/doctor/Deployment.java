package dev.hallpass.cli.doctor;

import dev.hallpass.cli.doctor.OpsCli.Said;
import dev.hallpass.cli.doctor.OpsCli.Unsaid;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.settings.Settings;
import dev.hallpass.cli.surroundings.Surroundings;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Whether a deployment of Hallpass works, as its own account sees it. It only reads.
public final class Deployment {

  private static final String HUB = "Hallpass";
  private static final String TARGET = "HallpassTarget";
  private static final String RETIRE = "hallpass-retire";
  private static final String PROVISIONER = "hallpass-provisioner";
  private static final Pattern PROVISIONERS =
      Pattern.compile("iam::([0-9]{12}):role/" + PROVISIONER);
  private static final String ANY_PROVISIONER = "iam::*:role/" + PROVISIONER;
  // The functions reserve 39, and AWS keeps 100 for all others.
  private static final int QUOTA = 140;

  private final Surroundings surroundings;
  private final Report report;
  private final Settings settings;
  private final OpsCli aws;

  /// @param profile the profile of the people who run Hallpass
  public Deployment(Surroundings surroundings, Report report, String profile, Settings settings) {
    this.surroundings = surroundings;
    this.report = report;
    this.settings = settings;
    this.aws = new OpsCli(surroundings, profile, settings.region());
  }

  /// Looks at the hub, or at another account if the profile is of one.
  public void run() {
    switch (aws.ask("sts", "get-caller-identity")) {
      case Unsaid unsaid ->
          report.fail(
              "ops", "the profile %s signs nothing: %s".formatted(aws.profile(), unsaid.why()));
      case Said said -> stack(said.tree().path("Account").asString(""));
    }
  }

  private void stack(String account) {
    switch (described(HUB)) {
      case Said said -> hub(said.tree().path("Stacks").path(0), account);
      case Unsaid unsaid when unsaid.isMissing() -> target(account);
      case Unsaid unsaid -> report.unknown("stack", unsaid);
    }
  }

  private OpsCli.Answer described(String stack) {
    return aws.ask("cloudformation", "describe-stacks", "--stack-name", stack);
  }

  private void hub(JsonNode stack, String account) {
    status(stack, HUB, account);
    String url = output(stack, "Url").orElse("");
    if (url.equals(settings.url().toString())) {
      report.ok("url", url);
    } else {
      report.note("url", "the stack says %s, and you call %s".formatted(url, settings.url()));
    }
    new MailCheck(report, aws).run(output(stack, "Sender").orElse(""));
    new AlarmCheck(report, aws).run(output(stack, "Alarms").orElse(""));
    new CheckpointCheck(report, aws, surroundings.clock()).run(output(stack, "Archive").orElse(""));
    concurrency();
    accounts(account);
  }

  private static Optional<String> output(JsonNode stack, String name) {
    return stack
        .path("Outputs")
        .valueStream()
        .filter(output -> output.path("OutputKey").asString("").equals(name))
        .map(output -> output.path("OutputValue").asString(""))
        .findFirst();
  }

  private void status(JsonNode stack, String name, String account) {
    String status = stack.path("StackStatus").asString("");
    String says = "%s in %s is %s".formatted(name, account, status);
    if (status.endsWith("_COMPLETE")
        && !status.contains("ROLLBACK")
        && !status.contains("DELETE")) {
      report.ok("stack", says);
    } else if (status.endsWith("_IN_PROGRESS")) {
      report.note("stack", says + ". Run this again when it is done.");
    } else {
      report.fail("stack", says + ". See its events in CloudFormation, and deploy again.");
    }
  }

  private void concurrency() {
    switch (aws.ask("lambda", "get-account-settings")) {
      case Unsaid unsaid -> report.unknown("concurrency", unsaid);
      case Said said -> {
        JsonNode limit = said.tree().path("AccountLimit");
        int quota = limit.path("ConcurrentExecutions").asInt(0);
        int rest = limit.path("UnreservedConcurrentExecutions").asInt(0);
        String says = "the quota is %d, and %d of it is reserved".formatted(quota, quota - rest);
        if (quota < QUOTA || quota == rest) {
          report.note(
              "concurrency",
              "%s. A flood of calls can delay approvals. Ask for a quota of %d, and deploy without reserveConcurrency: false."
                  .formatted(says, QUOTA));
        } else {
          report.ok("concurrency", says);
        }
      }
    }
  }

  /// The role in another account trusts only Hallpass, so it can be looked at only there.
  private void accounts(String hub) {
    switch (aws.ask("iam", "list-role-policies", "--role-name", RETIRE)) {
      case Unsaid unsaid -> report.unknown("accounts", unsaid);
      case Said said -> {
        String policies =
            said.tree()
                .path("PolicyNames")
                .valueStream()
                .map(name -> policy(name.asString()))
                .collect(Collectors.joining());
        if (policies.contains(ANY_PROVISIONER)) {
          report.note(
              "accounts",
              "they are too many to be named by a role. `hallpass accounts` names those of hallpass.yaml that have left the organization.");
        }
        PROVISIONERS
            .matcher(policies)
            .results()
            .map(account -> account.group(1))
            .filter(account -> !account.equals(hub))
            .distinct()
            .forEach(this::other);
      }
    }
  }

  /// Only some accounts of an organization may ask it.
  private void other(String account) {
    OpsCli.Answer answer = aws.ask("organizations", "describe-account", "--account-id", account);
    boolean isGone =
        switch (answer) {
          case Said said -> !said.tree().at("/Account/Status").asString("").equals("ACTIVE");
          case Unsaid unsaid -> unsaid.why().contains("AccountNotFoundException");
        };
    if (isGone) {
      report.fail(
          "accounts",
          "%s is no active account of the organization any more. Take it out of hallpass.yaml, and deploy. Until then each request there is refused."
              .formatted(account));
    } else {
      report.note(
          "accounts",
          "%s cannot be asked from here, because its role trusts only Hallpass. Ask there: hallpass doctor --ops PROFILE"
              .formatted(account));
    }
  }

  private String policy(String name) {
    return switch (aws.ask(
        "iam", "get-role-policy", "--role-name", RETIRE, "--policy-name", name)) {
      case Said said -> Json.text(said.tree());
      case Unsaid unsaid -> {
        report.unknown("accounts", unsaid);
        yield "";
      }
    };
  }

  private void target(String account) {
    switch (described(TARGET)) {
      case Said said -> {
        status(said.tree().path("Stacks").path(0), TARGET, account);
        provisioner(account);
      }
      case Unsaid unsaid when unsaid.isMissing() ->
          report.fail(
              "stack",
              "%s has neither the stack %s nor %s in %s. Use a profile of the account that Hallpass runs in."
                  .formatted(account, HUB, TARGET, settings.region()));
      case Unsaid unsaid -> report.unknown("stack", unsaid);
    }
  }

  private void provisioner(String account) {
    switch (aws.ask("iam", "get-role", "--role-name", PROVISIONER)) {
      case Said _ -> report.ok("accounts", "%s has the role %s".formatted(account, PROVISIONER));
      case Unsaid unsaid when unsaid.isMissing() ->
          report.fail(
              "accounts",
              "%s has no role %s. Deploy there: npx cdk deploy %s/%s"
                  .formatted(account, PROVISIONER, TARGET, account));
      case Unsaid unsaid -> report.unknown("accounts", unsaid);
    }
  }
}
