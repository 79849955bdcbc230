package dev.hallpass.infra.ledger;

import dev.hallpass.adapters.json.BlockJson;
import dev.hallpass.adapters.json.EventJson;
import dev.hallpass.grant.GrantEvent.Notifying;
import dev.hallpass.infra.shared.Handler;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping.FilterCriteriaProperty;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping.FilterProperty;
import software.constructs.Construct;
import tools.jackson.databind.json.JsonMapper;

/// What calls the function that notifies people and other systems: each new entry of the ledger of
/// a type that people are notified of, and each about a person.
public final class Notifications extends Construct {

  /// As long as a record stays in the stream (source: DynamoDB Streams).
  private static final int A_DAY = 86_400;

  public Notifications(Construct scope, Handler notify, LedgerTable ledger) {
    super(scope, "Notifications");
    ledger.readableBy(notify);
    ledger.followableBy(notify);
    // From the oldest record that the stream still has, so that a mapping made anew misses nothing:
    // then people get the mails of the last day once more. A record that fails is tried again as
    // long as it is there, without those beside it.
    CfnEventSourceMapping.Builder.create(this, "Entries")
        .eventSourceArn(ledger.streamArn())
        .functionName(notify.liveArn())
        .startingPosition("TRIM_HORIZON")
        .filterCriteria(
            FilterCriteriaProperty.builder()
                .filters(List.of(FilterProperty.builder().pattern(pattern()).build()))
                .build())
        .batchSize(10)
        // So that one call, and one mail, tell that a grant was approved and that it is open.
        .maximumBatchingWindowInSeconds(4)
        .bisectBatchOnFunctionError(true)
        .functionResponseTypes(List.of("ReportBatchItemFailures"))
        .maximumRecordAgeInSeconds(A_DAY)
        .build();
  }

  private static List<String> types() {
    return Stream.concat(EventJson.types(Notifying.class).stream(), BlockJson.TYPES.stream())
        .toList();
  }

  private static String pattern() {
    Map<String, Object> image = Map.of("NewImage", Map.of("type", Map.of("S", types())));
    return JsonMapper.shared()
        .writeValueAsString(
            new TreeMap<>(Map.of("dynamodb", image, "eventName", List.of("INSERT"))));
  }
}
