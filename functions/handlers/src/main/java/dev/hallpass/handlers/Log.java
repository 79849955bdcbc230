package dev.hallpass.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import dev.hallpass.adapters.errors.AwsRefusal;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.identity.GrantId;
import dev.hallpass.port.OutcomeUnknown;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import tools.jackson.databind.node.ObjectNode;

/// The log of a function: one JSON object per line. Each has a level, a message and the call; a
/// line about a grant also has the grant, so that one grant can be followed through all functions.
/// A line names the classes of exceptions and never their messages, which may quote anything.
///
/// If AWS refused something, the line has the members `action` and `code`. CloudWatch counts the
/// lines with an `action`, and an alarm rings at the first.
public final class Log {

  private static final ScopedValue<Context> CALL = ScopedValue.newInstance();

  private Log() {}

  /// Does the work of one call of a function. Each line that it writes names the call.
  public static void run(Context context, Runnable work) {
    ScopedValue.where(CALL, context).run(work);
  }

  /// The same for work with a result.
  ///
  /// @throws X what the work throws
  public static <R, X extends Throwable> R call(
      Context context, ScopedValue.CallableOp<? extends R, X> work) throws X {
    return ScopedValue.where(CALL, context).call(work);
  }

  /// The same work for another thread, whose lines name this call.
  static <R> Supplier<R> inThisCall(Supplier<R> work) {
    if (!CALL.isBound()) {
      return work;
    }
    Context call = CALL.get();
    return () -> ScopedValue.where(CALL, call).call(work::get);
  }

  /// Reports what a function did for a grant.
  ///
  /// @param message in words of ours, without any secret
  public static void info(GrantId grant, String message) {
    write(line("INFO", message).put("grant", grant.value()));
  }

  /// Reports what a function did that concerns no grant.
  ///
  /// @param message in words of ours, without any secret
  public static void info(String message) {
    write(line("INFO", message));
  }

  /// Reports an expected delay for a grant.
  ///
  /// @param what in words of ours, without any secret
  public static void delay(GrantId grant, String what, Throwable failure) {
    print(withCauses(line("WARN", what), failure).put("grant", grant.value()));
  }

  /// Reports that something failed for a grant.
  ///
  /// @param what in words of ours, without any secret
  public static void failure(GrantId grant, String what, Throwable failure) {
    print(failureLine(what, failure).put("grant", grant.value()));
  }

  /// Reports an unknown outcome for a grant, before the exception goes to Lambda. Lambda writes an
  /// exception with all its causes into logs and into the workflow's history.
  ///
  /// @return the exception to throw instead, without causes
  public static OutcomeUnknown rethrown(GrantId grant, OutcomeUnknown unknown) {
    failure(grant, unknown.toString(), unknown);
    return unknown.alone();
  }

  /// Reports a failure that concerns no grant.
  ///
  /// @param what in words of ours, without any secret
  public static void failure(String what, Throwable failure) {
    print(failureLine(what, failure));
  }

  /// Reports a refusal by AWS that concerns no grant.
  ///
  /// @param what in words of ours, without any secret
  public static void refusal(String what, AwsRefusal refusal) {
    print(withRefusal(line("ERROR", what), refusal));
  }

  private static void write(ObjectNode line) {
    if (CALL.isBound()) {
      CALL.get().getLogger().log(Json.write(line));
    } else {
      print(line);
    }
  }

  private static void print(ObjectNode line) {
    System.out.println(Json.write(line));
  }

  private static ObjectNode failureLine(String what, Throwable failure) {
    ObjectNode line = withCauses(line("ERROR", what), failure);
    AwsRefusal.behind(failure).ifPresent(refusal -> withRefusal(line, refusal));
    return line;
  }

  static ObjectNode line(String level, String message) {
    ObjectNode line = Json.object().put("level", level).put("message", message);
    if (CALL.isBound()) {
      Context call = CALL.get();
      line.put("function", call.getFunctionName())
          // A published version has one build, so the version also names the build.
          .put("version", call.getFunctionVersion())
          .put("call", call.getAwsRequestId());
    }
    return line;
  }

  private static ObjectNode withRefusal(ObjectNode line, AwsRefusal refusal) {
    return line.put("action", refusal.action()).put("code", refusal.code());
  }

  private static ObjectNode withCauses(ObjectNode line, Throwable failure) {
    var causes = line.putArray("causes");
    causes(failure).forEach(causes::add);
    return line;
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
