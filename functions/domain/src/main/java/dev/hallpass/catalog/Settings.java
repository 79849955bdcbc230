package dev.hallpass.catalog;

import java.time.Duration;
import java.util.List;

/// What holds for the whole system.
///
/// @param identities whose word is taken for who a caller is
/// @param sender the address that mails come from
/// @param shortest the shortest grant
/// @param credentials how long one set of credentials lives
/// @param listed how many grants a list shows at the most
public record Settings(
    List<TrustedIdentities> identities,
    String sender,
    Duration shortest,
    Duration credentials,
    int listed) {

  public Settings {
    identities = List.copyOf(identities);
  }
}
