package dev.hallpass.cli.console;

import java.net.URI;

/// Where the console and its sign-in are.
///
/// @param region the region in which the console opens
/// @param signIn the host of the sign-in of the region
/// @param console the host of the console of the region
public record ConsolePlace(String region, String signIn, String console) {

  /// The place of a region (source: AWS's endpoints of the console; the first region of a partition
  /// has a sign-in without its name).
  public static ConsolePlace of(String region) {
    if (region.startsWith("cn-")) {
      return of(region, "cn-north-1", "signin.amazonaws.cn", "console.amazonaws.cn");
    }
    if (region.startsWith("us-gov-")) {
      return of(
          region, "us-gov-west-1", "signin.amazonaws-us-gov.com", "console.amazonaws-us-gov.com");
    }
    if (region.startsWith("eusc-")) {
      return of(region, "", "signin.amazonaws-eusc.eu", "console.amazonaws-eusc.eu");
    }
    return of(region, "us-east-1", "signin.aws.amazon.com", "console.aws.amazon.com");
  }

  private static ConsolePlace of(String region, String first, String signIn, String console) {
    return new ConsolePlace(
        region, region.equals(first) ? signIn : region + "." + signIn, region + "." + console);
  }

  /// The endpoint that makes a signed-in browser of credentials.
  URI federation() {
    return URI.create("https://%s/federation".formatted(signIn));
  }

  /// An address of the console.
  ///
  /// @param path what stands behind the host, without the first slash
  String page(String path) {
    return "https://%s/%s".formatted(console, path);
  }

  /// Whether an address is one of the console in this partition.
  boolean has(URI address) {
    String all = console.substring(region.length() + 1);
    return "https".equals(address.getScheme())
        && address.getRawUserInfo() == null
        && address.getHost() != null
        && (address.getHost().equals(all) || address.getHost().endsWith("." + all));
  }
}
