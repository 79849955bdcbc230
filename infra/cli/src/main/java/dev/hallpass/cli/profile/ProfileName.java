package dev.hallpass.cli.profile;

import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import java.util.regex.Pattern;

/// The name of a profile that `hallpass` may add.
///
/// @param value letters, digits and `_ . @ -`, and not `default`
public record ProfileName(String value) {

  private static final Pattern RULE = Pattern.compile("[A-Za-z0-9_.@-]+");

  /// @throws Stopped if it is not such a name
  public ProfileName {
    // A line break would write lines of its own, and a bracket would end the heading.
    if (!RULE.matcher(value).matches()) {
      throw new Stopped(
          ExitCode.USAGE,
          ("\"%s\" is not a name for a profile: a name has only letters,"
                  + " digits and _ . @ -. Nothing was changed. Choose another name, such as exports.")
              .formatted(value.replaceAll("\\p{Cntrl}", "?")));
    }
    // Every tool that is given no profile would use the grant.
    if (value.equals("default")) {
      throw new Stopped(
          ExitCode.USAGE,
          "\"default\" is not a name for a profile of a grant: tools use it when they are"
              + " given no profile. Nothing was changed. Choose another name, such as exports.");
    }
  }

  /// The same, if it is not the profile that signs.
  ///
  /// @param signer the profile that signs the calls of the API
  /// @throws Stopped if it is that profile
  public ProfileName besides(String signer) {
    if (value.equals(signer)) {
      throw new Stopped(
          ExitCode.USAGE,
          ("The profile %s is not of hallpass: it signs your calls of Hallpass. Nothing was"
                  + " changed. Choose another name.")
              .formatted(value));
    }
    return this;
  }
}
