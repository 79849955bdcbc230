package dev.hallpass.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.policy.Statement.Effect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnTest {

  private static final String HERE = "arn:aws:%s:eu-central-1:111122223333:%s";

  @ParameterizedTest
  @CsvSource({
    "dynamodb, table/*, arn:aws:dynamodb:*:*:table/?allpass-*",
    "lambda, function:*, arn:aws:lambda:*:*:function:?allpass-*",
    "logs, log-group:*, arn:aws:logs:*:*:log-group:*?allpass*"
  })
  void whatAWildcardReachesOfHallpassIsDeniedByName(String service, String name, String denied) {
    assertThat(denied(HERE.formatted(service, name))).containsExactly(denied);
  }

  @Test
  void bucketsHaveNoRegionAndNoAccount() {
    assertThat(denied("arn:aws-cn:s3:::*"))
        .containsExactly("arn:aws-cn:s3:::?allpass*", "arn:aws-cn:s3:::cdk-*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "arn:aws:dynamodb:eu-central-1:111122223333:table/orders",
        "arn:aws:sqs:eu-central-1:111122223333:*"
      })
  void whatReachesNothingOfHallpassNeedsNoDenial(String resource) {
    assertThat(denied(resource)).isEmpty();
  }

  @Test
  void whatIsDeniedAnywayReachesNothing() {
    assertThat(Own.within(List.of(on(Effect.DENY, HERE.formatted("dynamodb", "table/*")))))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:dynamodb:eu-central-1:111122223333:table/hallpass-ledger, true",
    "arn:aws:dynamodb:eu-central-1:111122223333:table/*, false",
    "arn:aws:sqs:eu-central-1:111122223333:hallpass-queue, false",
    "*, false"
  })
  void aResourceIsAPartOfHallpassIfItCanBeNothingElse(String resource, boolean isPart) {
    assertThat(Own.around(resource).isPresent()).isEqualTo(isPart);
  }

  @Test
  void thePartIsNamed() {
    assertThat(Own.around("arn:aws:s3:::cdk-hallpass-assets/x"))
        .isEqualTo(Optional.of(new Own("s3", "cdk-*")));
  }

  @Test
  void aFenceDeniesThemBeforeAllElse() {
    Statement first =
        Fence.exact(List.of(on(Effect.ALLOW, HERE.formatted("dynamodb", "table/*")))).getFirst();

    assertThat(first.sid()).isEqualTo("NothingOfHallpass");
    assertThat(first.allows()).isFalse();
    assertThat(first.resources()).containsExactly("arn:aws:dynamodb:*:*:table/?allpass-*");
  }

  private static List<String> denied(String resource) {
    return Own.within(List.of(on(Effect.ALLOW, resource)));
  }

  private static Statement on(Effect effect, String resource) {
    return new Statement("Some", effect, List.of("x:Do"), List.of(resource), Map.of());
  }
}
