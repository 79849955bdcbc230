package dev.hallpass.grant;

/// A Step Functions task token. It wakes the workflow and carries no authority.
///
/// @param token at most 2,048 characters
public record Doorbell(String token) {

  /// @throws IllegalArgumentException if the token is empty or longer than Step Functions makes
  ///   them
  public Doorbell {
    if (token.isEmpty() || token.length() > 2048) {
      throw new IllegalArgumentException("Not a task token");
    }
  }
}
