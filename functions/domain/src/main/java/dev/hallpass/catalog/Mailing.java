package dev.hallpass.catalog;

import java.util.Optional;

/// How mails are sent: what stands beside the sender's address, and which Amazon SES sends them.
///
/// @param name what mail programs show beside the sender's address
/// @param replyTo who gets answers to mails; if empty, the sender
/// @param region the region of Amazon SES; if empty, that of Hallpass
/// @param identity the ARN of the verified identity, if it is in another account, which lets
///   Hallpass send as it (source: SES, sending authorization)
/// @param configurationSet the organization's own set; if empty, the stack has one
public record Mailing(
    String name,
    Optional<String> replyTo,
    Optional<String> region,
    Optional<String> identity,
    Optional<String> configurationSet) {

  /// What holds where the settings say nothing of it.
  public static final Mailing USUAL =
      new Mailing(
          "Hallpass", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
