package dev.hallpass.infra;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// What a month costs in which nobody asks for anything, computed from the templates of the hub and
/// of the archive. The prices are AWS's list prices in US dollars for us-east-1, without free
/// tiers, of December 2026.
@ExtendWith(Synthesis.class)
class IdleBillTest {

  private static final double ALARM_METRIC = 0.10;
  private static final double DASHBOARD = 3;
  private static final double KEY = 1;
  private static final double SIGNATURE = 0.15 / 10_000;
  private static final double ACCESS_CONTROL_LIST = 5;
  private static final double FIREWALL_RULE = 1;
  private static final double GIGABYTE_SECOND = 0.0000133334;
  private static final double CALL = 0.20 / 1_000_000;
  private static final double TRAILED = 0.10 / 100_000;
  private static final double LOGGED_GIGABYTE = 0.50;
  private static final double READ_UNIT = 0.125 / 1_000_000;
  private static final double STREAM_READ = 0.02 / 100_000;
  private static final double PUT = 0.005 / 1_000;
  private static final double GET = 0.0004 / 1_000;
  private static final double EVENT = 1.0 / 1_000_000;
  private static final double MESSAGE = 0.50 / 1_000_000;

  private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)");

  private static final int MINUTES = 30 * 24 * 60;
  private static final int INTERVALS = MINUTES / 5;

  /// How long a call of a function takes that the clock calls, in seconds. Nothing of it was
  /// measured on AWS: a pass of `Reap` mostly makes two calls of AWS, `SignCheckpoint` some dozen
  /// one after the other, and both stay warm; `FindDrift` begins cold and makes some hundreds.
  private static final Map<String, Double> SECONDS =
      Map.of("Reap", 0.2, "SignCheckpoint", 0.5, "FindDrift", 10.0, "CheckArchive", 15.0);

  /// What costs nothing while nobody uses it, or is counted with what it belongs to. A type that
  /// stands neither here nor in the bill has no price yet.
  private static final Set<String> FREE_WHILE_IDLE =
      Set.of(
          "AWS::ApiGateway::Account",
          "AWS::ApiGateway::Deployment",
          "AWS::ApiGateway::RestApi",
          "AWS::ApiGateway::Stage",
          "AWS::Athena::NamedQuery",
          "AWS::Athena::WorkGroup",
          "AWS::DynamoDB::GlobalTable",
          "AWS::DynamoDB::Table",
          "AWS::EventSchemas::Registry",
          "AWS::EventSchemas::Schema",
          "AWS::Events::EventBus",
          "AWS::Events::EventBusPolicy",
          "AWS::Glue::Database",
          "AWS::Glue::Table",
          "AWS::IAM::ManagedPolicy",
          "AWS::IAM::Policy",
          "AWS::IAM::Role",
          "AWS::KMS::Alias",
          "AWS::Lambda::Alias",
          "AWS::Lambda::EventInvokeConfig",
          "AWS::Lambda::EventSourceMapping",
          "AWS::Lambda::Permission",
          "AWS::Lambda::Version",
          "AWS::Logs::LogGroup",
          "AWS::Pipes::Pipe",
          "AWS::S3::Bucket",
          "AWS::S3::BucketPolicy",
          "AWS::SES::ConfigurationSet",
          "AWS::SNS::Subscription",
          "AWS::SNS::Topic",
          "AWS::SNS::TopicPolicy",
          "AWS::StepFunctions::StateMachine",
          "AWS::StepFunctions::StateMachineAlias",
          "AWS::StepFunctions::StateMachineVersion",
          "AWS::WAFv2::LoggingConfiguration",
          "AWS::WAFv2::WebACLAssociation");

  private static final Set<String> PRICED =
      Set.of(
          "AWS::CloudTrail::Trail",
          "AWS::CloudWatch::Alarm",
          "AWS::CloudWatch::Dashboard",
          "AWS::Events::Rule",
          "AWS::KMS::Key",
          "AWS::Lambda::Function",
          "AWS::Logs::MetricFilter",
          "AWS::SES::ConfigurationSetEventDestination",
          "AWS::WAFv2::WebACL");

  private record Item(String part, String arithmetic, double dollars) {

    String row() {
      return String.format(Locale.ROOT, "| %s | %s | %s |", part, arithmetic, shown(dollars));
    }
  }

  @Test
  void anIdleMonthCostsFiveDollarsAndFifteenWithTheFirewall(Deployment hub) {
    double without = sum(bill(hub, false));
    double with = sum(bill(hub, true));

    assertThat(without).as("without the firewall").isLessThanOrEqualTo(5);
    assertThat(with).as("with the firewall").isLessThanOrEqualTo(15);
  }

  @Test
  void theGuideHasTheSameArithmetic(Deployment hub) throws IOException {
    List<Item> bill = bill(hub, true);
    String rows =
        Stream.concat(
                bill.stream().map(Item::row),
                Stream.of(
                    String.format(
                        Locale.ROOT,
                        "| idle, without the firewall | | %s |",
                        shown(sum(bill(hub, false)))),
                    String.format(Locale.ROOT, "| idle, with it | | %s |", shown(sum(bill)))))
            .collect(joining("\n"));

    assertThat(Files.readString(Synthesis.PROJECT.resolve("infra/README.md"))).contains(rows);
  }

  @Test
  void nothingIsThereWithoutAPrice(Deployment hub) {
    Set<String> unknown = new TreeSet<>();
    for (Deployment stack : List.of(hub, hub.archive())) {
      stack
          .template()
          .path("Resources")
          .valueStream()
          .map(resource -> resource.path("Type").asString())
          .filter(type -> !FREE_WHILE_IDLE.contains(type) && !PRICED.contains(type))
          .forEach(unknown::add);
    }

    assertThat(unknown).isEmpty();
  }

  /// A metric of our own costs 0.30 if something of it is written in each hour.
  @Test
  void noMetricIsWrittenWhileNothingHappens(Deployment hub) {
    for (Deployment stack : List.of(hub, hub.archive())) {
      assertThat(stack.properties("AWS::Logs::MetricFilter").values())
          .allSatisfy(filter ->
              assertThat(filter.path("MetricTransformations").valueStream())
                  .noneMatch(one -> one.has("DefaultValue")));
    }
    assertThat(hub.properties("AWS::SES::ConfigurationSetEventDestination").values())
        .noneMatch(one -> one.path("EventDestination").has("CloudWatchDestination"));
  }

  /// In each of its first two years a key that turns costs a dollar a month more.
  @Test
  void noKeyTurns(Deployment hub) {
    assertThat(hub.properties("AWS::KMS::Key").values())
        .noneMatch(key -> key.path("EnableKeyRotation").asBoolean(false));
  }

  private static List<Item> bill(Deployment hub, boolean withFirewall) {
    List<Item> bill = new ArrayList<>();
    Deployment archive = hub.archive();
    int alarms = metrics(hub, withFirewall) + metrics(archive, withFirewall);
    bill.add(
        new Item(
            "alarms",
            String.format(Locale.ROOT, "%d metrics × 0.10, and no metric of our own", alarms),
            alarms * ALARM_METRIC
                + hub.properties("AWS::CloudWatch::Dashboard").size() * DASHBOARD));
    int keys = hub.properties("AWS::KMS::Key").size() + archive.properties("AWS::KMS::Key").size();
    bill.add(
        new Item(
            "keys",
            String.format(
                Locale.ROOT, "%d × 1, and %,d signatures × 0.15 per 10,000", keys, INTERVALS),
            keys * KEY + INTERVALS * SIGNATURE));
    Map<String, Integer> calls = new TreeMap<>(calls(hub));
    calls.putAll(calls(archive));
    double seconds = 0;
    List<String> called = new ArrayList<>();
    for (Map.Entry<String, Integer> one : calls.entrySet()) {
      double time = requireNonNull(SECONDS.get(one.getKey()), one.getKey());
      double memory = memory(hub, archive, one.getKey()) / 1024.0;
      seconds += one.getValue() * time * memory;
      called.add(
          String.format(
              Locale.ROOT,
              "`%s` %,d × %s s × %s GB",
              one.getKey(),
              one.getValue(),
              plain(time),
              plain(memory)));
    }
    int all = calls.values().stream().mapToInt(Integer::intValue).sum();
    bill.add(
        new Item(
            "functions that the clock calls",
            String.format(
                Locale.ROOT,
                "%s = %,d GB-s × 0.0000133334, and %,d calls × 0.20 per million",
                String.join(" + ", called),
                Math.round(seconds),
                all),
            seconds * GIGABYTE_SECOND + all * CALL));
    int inTheHub = calls(hub).values().stream().mapToInt(Integer::intValue).sum();
    bill.add(
        new Item(
            "trail of invocations",
            String.format(
                Locale.ROOT,
                "%,d calls × 0.10 per 100,000, each 1.5 KB of log × 0.50 per GB, and %,d puts × 0.005 per 1,000",
                inTheHub,
                INTERVALS),
            inTheHub * (TRAILED + gigabytes(1.5) * LOGGED_GIGABYTE) + INTERVALS * PUT));
    bill.add(
        new Item(
            "logs",
            String.format(Locale.ROOT, "%,d calls, each 1 KB × 0.50 per GB", all),
            all * gigabytes(1) * LOGGED_GIGABYTE));
    bill.add(
        new Item(
            "ledger",
            String.format(
                Locale.ROOT,
                "%,d passes × 4 reads of an index, each half a unit × 0.125 per million",
                MINUTES),
            MINUTES * 4 * 0.5 * READ_UNIT));
    bill.add(
        new Item(
            "archive",
            String.format(
                Locale.ROOT,
                "%1$,d × (3 puts × 0.005 per 1,000 + 4 reads × 0.0004 per 1,000 + 8 reads of the stream × 0.02 per 100,000 + 3 events × 1 per million + a message × 0.50 per million)",
                INTERVALS),
            INTERVALS * (3 * PUT + 4 * GET + 8 * STREAM_READ + 3 * EVENT + MESSAGE)));
    bill.add(
        new Item(
            "daily check of the archive, in the first month",
            String.format(
                Locale.ROOT,
                "30 × %,d intervals on average × 2 reads × 0.0004 per 1,000",
                INTERVALS / 2),
            30 * (INTERVALS / 2) * 2 * GET));
    if (withFirewall) {
      JsonNode list = hub.only("AWS::WAFv2::WebACL").path("Properties");
      bill.add(
          new Item(
              "firewall",
              String.format(
                  Locale.ROOT,
                  "1 access control list × 5 + %d rules × 1",
                  list.path("Rules").size()),
              ACCESS_CONTROL_LIST + list.path("Rules").size() * FIREWALL_RULE));
    }
    return bill;
  }

  /// CloudWatch takes money for each metric that an alarm reads.
  private static int metrics(Deployment stack, boolean withFirewall) {
    return stack.properties("AWS::CloudWatch::Alarm").values().stream()
        .filter(alarm -> withFirewall || !alarm.path("Namespace").asString("").equals("AWS/WAFV2"))
        .mapToInt(alarm ->
            alarm.has("Metrics")
                ? (int)
                    alarm.path("Metrics").valueStream().filter(one -> one.has("MetricStat")).count()
                : 1)
        .sum();
  }

  /// How often a month the clock calls each function.
  private static Map<String, Integer> calls(Deployment stack) {
    Map<String, Integer> calls = new TreeMap<>();
    for (JsonNode rule : stack.properties("AWS::Events::Rule").values()) {
      if (rule.has("ScheduleExpression")) {
        String alias = rule.at("/Targets/0/Arn/Ref").asString();
        String handler =
            stack
                .behind(requireNonNull(stack.properties("AWS::Lambda::Alias").get(alias)))
                .path("Handler")
                .asString();
        calls.put(
            handler.substring(handler.lastIndexOf('.') + 1),
            MINUTES / minutes(rule.path("ScheduleExpression").asString()));
      }
    }
    return calls;
  }

  private static int minutes(String rate) {
    Matcher read = RATE.matcher(rate);
    assertThat(read.matches()).as(rate).isTrue();
    int number = Integer.parseInt(read.group(1));
    return switch (read.group(2)) {
      case "minute" -> number;
      case "hour" -> number * 60;
      default -> number * 24 * 60;
    };
  }

  private static int memory(Deployment hub, Deployment archive, String handler) {
    return Stream.of(hub, archive)
        .flatMap(stack -> stack.properties("AWS::Lambda::Function").values().stream())
        .filter(one -> one.path("Handler").asString().endsWith("." + handler))
        .findFirst()
        .orElseThrow()
        .path("MemorySize")
        .asInt();
  }

  private static double gigabytes(double kilobytes) {
    return kilobytes / (1024 * 1024);
  }

  private static double sum(List<Item> bill) {
    return bill.stream().mapToDouble(Item::dollars).sum();
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }

  private static String shown(double dollars) {
    return String.format(Locale.ROOT, "%.2f", dollars);
  }
}
