package dev.hallpass.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.cli.api.Arn;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Optional;

/// Pages of the console.
public final class Destination {

  private Destination() {}

  /// The page that a person means.
  ///
  /// @param to an ARN, an address or a path of the console, or a service such as `s3`
  /// @throws Stopped if it is an address of something else
  public static String of(String to, ConsolePlace place) {
    if (to.startsWith("arn:")) {
      return of(Arn.of(to).orElseThrow(() -> refused(to, "is no ARN")), place);
    }
    if (to.contains("://")) {
      return Optional.of(to)
          .filter(address -> isConsole(address, place))
          .orElseThrow(
              () -> refused(to, "is not an address below https://%s/".formatted(place.console())));
    }
    return to.matches("[a-z0-9-]+")
        ? place.page("%s/home?region=%s".formatted(to, place.region()))
        : place.page(to.replaceFirst("^/+", ""));
  }

  private static boolean isConsole(String address, ConsolePlace place) {
    try {
      return place.has(URI.create(address.replaceFirst("[#?].*", "")));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static Stopped refused(String to, String why) {
    return new Stopped(
        ExitCode.USAGE,
        "%s %s. Write an ARN, a service such as s3, or a path such as s3/buckets/acme-exports."
            .formatted(to, why));
  }

  /// The first page of the console.
  public static String home(ConsolePlace place) {
    return place.page("console/home?region=" + place.region());
  }

  private static String of(Arn arn, ConsolePlace grant) {
    ConsolePlace place = arn.region().isEmpty() ? grant : ConsolePlace.of(arn.region());
    String region = place.region();
    String name = encoded(arn.name());
    return place.page(
        switch (arn.service() + " " + arn.type()) {
          case "lambda function" -> "lambda/home?region=%s#/functions/%s".formatted(region, name);
          case "dynamodb table" ->
              "dynamodbv2/home?region=%s#table?name=%s"
                  .formatted(region, encoded(arn.name().replaceFirst("/.*", "")));
          case "ec2 instance" ->
              "ec2/home?region=%s#InstanceDetails:instanceId=%s".formatted(region, name);
          case "ecs cluster" -> "ecs/v2/clusters/%s?region=%s".formatted(name, region);
          case "ecs service" -> ecs(arn, "services", region);
          case "ecs task" -> ecs(arn, "tasks", region);
          // Twice, and with a dollar: the console reads it so.
          case "logs log-group" ->
              "cloudwatch/home?region=%s#logsV2:log-groups/log-group/%s"
                  .formatted(
                      region,
                      encoded(encoded(arn.name().replaceFirst(":.*", ""))).replace('%', '$'));
          default ->
              arn.service().equals("s3") ? s3(arn) : "go/view?arn=" + encoded(arn.toString());
        });
  }

  private static String ecs(Arn arn, String kind, String region) {
    String[] names = arn.name().split("/", 2);
    return names.length == 2
        ? "ecs/v2/clusters/%s/%s/%s?region=%s"
            .formatted(encoded(names[0]), kind, encoded(names[1]), region)
        : "go/view?arn=" + encoded(arn.toString());
  }

  private static String s3(Arn arn) {
    String[] names = arn.resource().split("/", 2);
    if (names.length == 1) {
      return "s3/buckets/" + names[0];
    }
    boolean isFolder = names[1].endsWith("/") || names[1].endsWith("*");
    return isFolder
        ? "s3/buckets/%s?prefix=%s".formatted(names[0], encoded(names[1].replace("*", "")))
        : "s3/object/%s?prefix=%s".formatted(names[0], encoded(names[1]));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
