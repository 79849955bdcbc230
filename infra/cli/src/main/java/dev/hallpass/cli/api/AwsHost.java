package dev.hallpass.cli.api;

import java.util.Optional;
import java.util.stream.Stream;

/// Where AWS's services are. The SDK's list of regions is not asked, because it loads the metadata
/// of all services.
public final class AwsHost {

  private AwsHost() {}

  /// The host of a service in a region.
  ///
  /// @param service its name in hosts, such as `sts`
  public static String of(String service, String region) {
    return "%s.%s.%s".formatted(service, region, suffix(region));
  }

  /// The region in the host of a service's resource, such as an API; empty if it is not such a
  /// host.
  ///
  /// @param service its name in hosts, such as `execute-api`
  public static Optional<String> region(String service, String host) {
    return Stream.of(host.split("\\.", -1))
        .filter(part -> host.endsWith("." + of(service, part)))
        .findFirst();
  }

  // Source: the partitions of AWS's SDKs.
  private static String suffix(String region) {
    if (region.startsWith("cn-")) {
      return "amazonaws.com.cn";
    }
    return region.startsWith("eusc-") ? "amazonaws.eu" : "amazonaws.com";
  }
}
