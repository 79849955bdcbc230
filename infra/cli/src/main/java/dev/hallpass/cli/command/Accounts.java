package dev.hallpass.cli.command;

import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Programs.Output;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.surroundings.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// `hallpass accounts`.
@Command(
    name = "accounts",
    description = {
      "Writes the accounts of an organizational unit, and of the units in it, into hallpass.yaml.",
      "Accounts that are there stay as they are. The hub, the archive's account and the management",
      "account are left out. Review the difference, and deploy."
    },
    footer = {
      "",
      "Example:",
      "  hallpass accounts infra/catalog/hallpass.yaml --ops organization \\",
      "    --unit ou-a1b2-c3d4e5f6 --group workloads --external-id hallpass-5f0c1c52"
    })
final class Accounts implements Callable<Integer> {

  /// The ARN of an account, which names the management account first (source: AWS Organizations,
  /// Account).
  private static final Pattern ARN =
      Pattern.compile("arn:[a-z-]+:organizations::([0-9]{12}):account/[^/]+/([0-9]{12})");

  private final Surroundings surroundings;

  @Parameters(paramLabel = "FILE", description = "The file hallpass.yaml.")
  private Path file = Path.of("");

  @Option(
      names = "--ops",
      required = true,
      paramLabel = "NAME",
      description = "A profile that may list the accounts of the organization.")
  private String ops = "";

  @Option(
      names = "--unit",
      required = true,
      paramLabel = "OU",
      description = "The id of an organizational unit, or of the root.")
  private String unit = "";

  @Option(
      names = "--group",
      required = true,
      paramLabel = "NAME",
      description = "The group that they are in, by which entitlements name them.")
  private String group = "";

  @Option(
      names = "--external-id",
      required = true,
      paramLabel = "ID",
      description = "Their external id. Accounts with the same one have the same template.")
  private String externalId = "";

  Accounts(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    AccountsFile accounts = AccountsFile.of(file);
    Map<String, String> active = new TreeMap<>();
    // Accounts in which nothing can be opened, with the reason.
    Map<String, String> leftOut = new TreeMap<>();
    collect(unit, active, leftOut);
    accounts
        .archive()
        .ifPresent(number ->
            leftOut.put(number, "the account of the archive, in which grants open no access"));
    accounts
        .hub()
        .ifPresent(number -> leftOut.put(number, "the hub, which the line hub names already"));
    leftOut.keySet().retainAll(active.keySet());
    List<String> there = accounts.accounts();
    List<String> gone = there.stream().filter(number -> !active.containsKey(number)).toList();
    active.keySet().removeAll(there);
    active.keySet().removeAll(leftOut.keySet());
    accounts.write(
        active.entrySet().stream()
            .flatMap(account -> lines(account.getKey(), account.getValue()))
            .toList());
    surroundings.terminal().tell("%d accounts are new in %s".formatted(active.size(), file));
    leftOut.forEach((number, reason) ->
        surroundings.terminal().tell("%s is left out: it is %s".formatted(number, reason)));
    gone.forEach(number ->
        surroundings
            .terminal()
            .tell(
                "%s is in %s and no active account of %s. If it has left, take it out there."
                    .formatted(number, file, unit)));
    return ExitCode.DONE.code();
  }

  /// The active accounts of a unit and of those in it, with their names.
  private void collect(String parent, Map<String, String> active, Map<String, String> leftOut) {
    for (JsonNode account : ask("list-accounts-for-parent", parent).path("Accounts")) {
      String number = account.path("Id").asString("");
      if (account.path("Status").asString("").equals("ACTIVE")) {
        active.put(number, account.path("Name").asString(""));
      }
      Matcher arn = ARN.matcher(account.path("Arn").asString(""));
      if (arn.matches() && arn.group(1).equals(arn.group(2))) {
        leftOut.put(
            number,
            "the management account, to which a stack set of the organization does not deploy");
      }
    }
    for (JsonNode child :
        ask("list-organizational-units-for-parent", parent).path("OrganizationalUnits")) {
      collect(child.path("Id").asString(""), active, leftOut);
    }
  }

  private JsonNode ask(String question, String parent) {
    try {
      Output output =
          surroundings
              .programs()
              .read(
                  List.of(
                      "aws",
                      "organizations",
                      question,
                      "--parent-id",
                      parent,
                      "--profile",
                      ops,
                      "--output",
                      "json"),
                  surroundings.environment());
      if (output.exit() == 0) {
        return Json.read(output.out());
      }
      throw new Stopped(
          ExitCode.FAILED,
          "AWS Organizations does not list %s to the profile %s: %s"
              .formatted(parent, ops, output.lastError()));
    } catch (IOException | JacksonException e) {
      throw new Stopped(
          ExitCode.FAILED, "The AWS CLI does not answer: %s".formatted(e.getMessage()));
    }
  }

  private Stream<String> lines(String number, String name) {
    return Stream.of(
        "- account: \"%s\"".formatted(number),
        "  name: " + plain(name, number),
        "  groups: [%s]".formatted(group),
        "  externalId: " + externalId);
  }

  /// A name that the catalogue takes, with the end of the number, because names repeat.
  private static String plain(String name, String number) {
    Matcher word =
        Pattern.compile("[a-z][a-z0-9-]*")
            .matcher(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"));
    String begin = word.find() ? word.group().replaceAll("-+$", "") : "account";
    return "%s-%s"
        .formatted(begin.length() > 50 ? begin.substring(0, 50) : begin, number.substring(8));
  }
}
