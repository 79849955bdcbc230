package dev.hallpass.cli.settings;

import java.net.URI;

/// The installation of Hallpass that `hallpass` calls, and the profile that signs the calls.
///
/// @param url the address of the API, without a slash at its end
/// @param region the region of the API
/// @param profile the profile of AWS's configuration with the engineer's own credentials
/// @param proof whether each signed call must prove its caller
public record Settings(URI url, String region, String profile, boolean proof) {

  /// The same with or without proofs.
  public Settings proving(boolean each) {
    return new Settings(url, region, profile, each);
  }

  /// The same with another profile.
  public Settings as(String other) {
    return new Settings(url, region, other, proof);
  }
}
