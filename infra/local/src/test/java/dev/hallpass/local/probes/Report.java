package dev.hallpass.local.probes;

import static java.util.stream.Collectors.joining;

import dev.hallpass.local.probes.Probe.Inconclusive;
import dev.hallpass.local.probes.Probe.NotAsked;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;

/// What became of a probe, as a line for an issue. It names neither the account nor who asked.
record Report(Probe probe, Result result) {

  /// What asking led to.
  sealed interface Result {}

  /// There is an answer to each question.
  record Answered(List<Observed> observed) implements Result {
    Answered {
      observed = List.copyOf(observed);
    }
  }

  /// It could not be asked here.
  record Missing(String what) implements Result {}

  /// It was asked, and nothing follows.
  record Failed(String because) implements Result {}

  /// Asks an AWS.
  static Report of(Probe probe, Aws aws) {
    return new Report(probe, result(probe, aws));
  }

  private static Result result(Probe probe, Aws aws) {
    try {
      List<Observed> observed = probe.question().ask(aws, new Fixtures(aws));
      if (observed.size() != probe.beliefs().size()) {
        throw new IllegalStateException(
            "%s has %d beliefs and %d answers"
                .formatted(probe.name(), probe.beliefs().size(), observed.size()));
      }
      return new Answered(observed);
    } catch (NotAsked | UnsupportedOperationException missing) {
      return new Missing(said(missing));
    } catch (Inconclusive | SdkException failure) {
      return new Failed(new Redaction(aws.account()).of(said(failure)));
    }
  }

  private static String said(RuntimeException thrown) {
    // Behind it the SDK tells of the request, which is of no use to others.
    return Optional.ofNullable(thrown.getMessage())
        .map(message -> message.replaceFirst(" \\(Service: .*", ""))
        .orElseGet(() -> thrown.getClass().getSimpleName());
  }

  /// Whether AWS is what the design takes it for, as far as this says.
  boolean agrees() {
    return switch (result) {
      case Answered(var observed) ->
          IntStream.range(0, observed.size())
              .allMatch(each -> probe.beliefs().get(each).agreesWith(observed.get(each)));
      case Missing _ -> true;
      case Failed _ -> false;
    };
  }

  /// A line of a list in Markdown.
  String line() {
    return switch (result) {
      case Answered(var observed) ->
          "- %s `%s`: %s"
              .formatted(
                  agrees() ? "agrees:" : "**differs:**",
                  probe.name(),
                  IntStream.range(0, observed.size())
                      .mapToObj(each -> answer(probe.beliefs().get(each), observed.get(each)))
                      .collect(joining("; ")));
      case Missing(String what) -> "- not asked: `%s`: %s".formatted(probe.name(), what);
      case Failed(String because) -> "- **failed:** `%s`: %s".formatted(probe.name(), because);
    };
  }

  private static String answer(Belief belief, Observed observed) {
    String answer = "%s: %s".formatted(belief.about(), observed);
    return belief.agreesWith(observed)
        ? answer
        : "%s (believed: %s)".formatted(answer, belief.words());
  }
}
