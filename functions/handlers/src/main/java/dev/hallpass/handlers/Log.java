package dev.hallpass.handlers;

import dev.hallpass.adapters.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import tools.jackson.databind.node.ObjectNode;

/// What a function says about itself: one JSON object per line on standard output. It names the
/// kinds of what went wrong and never the texts of foreign exceptions, which may quote anything.
public final class Log {

  private Log() {}

  /// Reports that something failed.
  ///
  /// @param what in words of ours, without any secret
  public static void failure(String what, Throwable failure) {
    ObjectNode line = Json.object().put("level", "ERROR").put("message", what);
    var causes = line.putArray("causes");
    causes(failure).forEach(causes::add);
    System.out.println(line);
  }

  private static List<String> causes(Throwable failure) {
    List<String> causes = new ArrayList<>();
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      causes.add(
          cause instanceof AwsServiceException aws && aws.awsErrorDetails() != null
              ? "%s %s %s"
                  .formatted(
                      cause.getClass().getName(),
                      aws.awsErrorDetails().errorCode(),
                      aws.requestId())
              : cause.getClass().getName());
    }
    return causes;
  }
}
