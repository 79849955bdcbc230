package dev.hallpass.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.grant.GrantId;
import dev.hallpass.workflow.OutcomeUnknown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import tools.jackson.databind.node.ObjectNode;

/// What a function says about itself: one JSON object per line, each with a level, a message and,
/// where there is one, the grant it is about, so that one grant can be followed through all
/// functions. It names the kinds of what went wrong and never the texts of foreign exceptions,
/// which may quote anything.
public final class Log {

  private Log() {}

  /// Reports what a function did for a grant, in the function's own log.
  ///
  /// @param message in words of ours, without any secret
  public static void info(Context context, GrantId grant, String message) {
    write(context, line("INFO", message).put("grant", grant.value()));
  }

  /// Reports what a function did that is about no grant, in the function's own log.
  ///
  /// @param message in words of ours, without any secret
  public static void info(Context context, String message) {
    write(context, line("INFO", message));
  }

  /// Reports that something failed for a grant.
  ///
  /// @param what in words of ours, without any secret
  public static void failure(GrantId grant, String what, Throwable failure) {
    System.out.println(failureLine(what, failure).put("grant", grant.value()));
  }

  /// Reports an unknown outcome for a grant that is left to Lambda, which writes what is thrown,
  /// with every cause, into logs and the workflow's history.
  ///
  /// @return what to throw instead
  public static OutcomeUnknown rethrown(GrantId grant, OutcomeUnknown unknown) {
    failure(grant, unknown.toString(), unknown);
    return unknown.alone();
  }

  /// Reports that something failed that is about no grant.
  ///
  /// @param what in words of ours, without any secret
  public static void failure(String what, Throwable failure) {
    System.out.println(failureLine(what, failure));
  }

  private static void write(Context context, ObjectNode line) {
    // A published version has one build, so it names that too.
    line.put("function", context.getFunctionName()).put("version", context.getFunctionVersion());
    context.getLogger().log(line.toString());
  }

  private static ObjectNode failureLine(String what, Throwable failure) {
    ObjectNode line = line("ERROR", what);
    var causes = line.putArray("causes");
    causes(failure).forEach(causes::add);
    return line;
  }

  private static ObjectNode line(String level, String message) {
    return Json.object().put("level", level).put("message", message);
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
