package dev.hallpass.handlers.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import dev.hallpass.access.Sessions.NotOpened;
import dev.hallpass.adapters.errors.AwsRefusal;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.Json.UnexpectedJson;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.handlers.Log;
import dev.hallpass.handlers.words.Texts;
import dev.hallpass.ledger.Grants.Contended;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Function;
import java.util.function.Supplier;

/// The edge between API Gateway and a handler: reads the call, writes the answer, and turns
/// failures into problem documents that leak nothing.
public final class Http {

  private Http() {}

  /// Serves one call.
  public static void serve(InputStream event, OutputStream output, Context context, Route route)
      throws IOException {
    serve(event, output, context, route, HttpResponse::problem);
  }

  /// Serves one call of a browser.
  ///
  /// @param usual the texts for a reader who is not known
  public static void servePage(
      InputStream event, OutputStream output, Context context, Route route, Supplier<Texts> usual)
      throws IOException {
    serve(event, output, context, route, problem -> Pages.problem(problem, usual.get()));
  }

  private static void serve(
      InputStream event,
      OutputStream output,
      Context context,
      Route route,
      Function<Problem, HttpResponse> onProblem)
      throws IOException {
    HttpRequest call = HttpRequest.of(Json.read(new String(event.readAllBytes(), UTF_8)));
    HttpResponse answer =
        Log.call(context, () -> answer(call, context.getAwsRequestId(), route, onProblem));
    output.write(Json.write(answer.tree()).getBytes(UTF_8));
  }

  private static HttpResponse answer(
      HttpRequest call, String id, Route route, Function<Problem, HttpResponse> onProblem) {
    HttpResponse answer = handled(call, id, route, onProblem);
    String said = "Answered " + answer.status();
    call.grant()
        .or(answer::created)
        .ifPresentOrElse(grant -> Log.info(grant, said), () -> Log.info(said));
    return answer;
  }

  /// @param id the id of the call, which its log lines carry
  private static HttpResponse handled(
      HttpRequest call, String id, Route route, Function<Problem, HttpResponse> onProblem) {
    try {
      return route.answer(call);
    } catch (Refusal refusal) {
      return onProblem.apply(refusal.problem());
    } catch (UnexpectedJson unexpected) {
      return onProblem.apply(
          Problem.malformed(
              "In the body, %s. Correct it, and send it again.".formatted(unexpected.says())));
    } catch (OutcomeUnknown | NotOpened failure) {
      failed(call, failure);
      return AwsRefusal.behind(failure)
          .map(refusal -> onProblem.apply(Problem.refused(refusal, id)))
          .orElseGet(() -> onProblem.apply(Problem.outcomeUnknown()).with("Retry-After", "5"));
    } catch (Contended contended) {
      failed(call, contended);
      return onProblem.apply(Problem.contended()).with("Retry-After", "1");
    } catch (CorruptLedger corrupt) {
      failed(call, corrupt);
      return onProblem.apply(Problem.corruptLedger(false));
    }
  }

  private static void failed(HttpRequest call, RuntimeException failure) {
    call.grant()
        .ifPresentOrElse(
            grant -> Log.failure(grant, failure.toString(), failure),
            () -> Log.failure(failure.toString(), failure));
  }
}
