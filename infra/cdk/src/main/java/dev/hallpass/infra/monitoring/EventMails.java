package dev.hallpass.infra.monitoring;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.events.CfnRule;
import software.constructs.Construct;

/// The rules that mail what AWS tells of by an event. A rule costs nothing, and its mail says of
/// what; an alarm would count the same for ten cents a month each, and say only that it happened.
final class EventMails extends Construct {

  private final WatchedCalls calls;

  EventMails(Construct scope, WatchedCalls calls) {
    super(scope, "Events");
    this.calls = calls;
  }

  /// Mails each event of a pattern.
  ///
  /// @param id the heading in `infra/README.md`
  /// @param of what it happened to, as a path in the event. EventBridge escapes nothing, so it has
  ///   no quotation mark
  void each(String id, Map<String, Object> pattern, String of, String happened, String first) {
    CfnRule.Builder.create(this, id)
        .description("Mails an event that needs a person: %s".formatted(id))
        .eventPattern(pattern)
        .state("ENABLED")
        .targets(
            List.of(
                calls.mail(
                    CfnRule.InputTransformerProperty.builder()
                        .inputPathsMap(Map.of("of", of))
                        .inputTemplate(
                            "\"%s: %s First: %s Read on in infra/README.md, %s.\""
                                .formatted(id, happened, first, id))
                        .build())))
        .build();
  }
}
