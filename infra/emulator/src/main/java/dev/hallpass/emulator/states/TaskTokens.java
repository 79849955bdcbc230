package dev.hallpass.emulator.states;

import dev.hallpass.emulator.states.jsonata.RandomSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/// The issued task tokens: each can be answered once, while its task waits.
final class TaskTokens {
  private static final Use CLOSED = new Use(null);
  private final Map<String, Use> tokens = new ConcurrentHashMap<>();

  void open(String token, Attempt attempt) {
    tokens.put(token, new Use(attempt));
  }

  /// Ends a token; false if it was answered before, so that the answer counts.
  boolean close(String token) {
    Use before = tokens.replace(token, CLOSED);
    return before != null && before.attempt() != null;
  }

  /// The task that waits for this token. This call uses the token up.
  ///
  /// @throws SfnException `InvalidToken`, `TaskDoesNotExist` or `TaskTimedOut`
  Attempt use(String token) {
    return waiting(token, tokens.replace(token, CLOSED));
  }

  /// The task that waits for this token. The token stays open.
  ///
  /// @throws SfnException `InvalidToken`, `TaskDoesNotExist` or `TaskTimedOut`
  Attempt look(String token) {
    return waiting(token, tokens.get(token));
  }

  private static Attempt waiting(String token, @Nullable Use use) {
    if (!RandomSource.isToken(token)) {
      throw InvalidTokenException.builder().message("Invalid Token: 'Invalid token'").build();
    }
    if (use == null) {
      throw TaskDoesNotExistException.builder()
          .message("Task Does Not Exist: 'Provided task does not exist'")
          .build();
    }
    if (use.attempt() == null) {
      throw TaskTimedOutException.builder()
          .message("Task Timed Out: 'Provided task does not exist anymore'")
          .build();
    }
    return use.attempt();
  }

  /// The task of a token; empty if the token is used up or too late.
  private record Use(@Nullable Attempt attempt) {}
}
