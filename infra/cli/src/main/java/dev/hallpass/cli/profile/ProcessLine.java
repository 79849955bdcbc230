package dev.hallpass.cli.profile;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The line by which AWS's tools fetch credentials of a grant.
public final class ProcessLine {

  private ProcessLine() {}

  /// The line, quoted as shells and botocore both read it (source: botocore splits it by shlex, the
  /// other SDKs give it to a shell).
  ///
  /// @param launcher the command that starts `hallpass`
  /// @param grant the id of the grant
  /// @param signer the profile that signs the calls of the API
  public static String of(List<String> launcher, String grant, String signer) {
    return Stream.concat(launcher.stream(), Stream.of("credentials", grant, "--profile", signer))
        .map(ProcessLine::quoted)
        .collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "\"" + escaped(word) + "\"";
  }

  private static String escaped(String word) {
    return word.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$").replace("`", "\\`");
  }
}
