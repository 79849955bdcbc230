package dev.hallpass.audit.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrailEventTest {

  private static TrailEvent event(String source, String name, Optional<String> error) {
    return new TrailEvent(
        "1",
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty(),
        source,
        name,
        "eu-central-1",
        error,
        List.of(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "s3.amazonaws.com, GetObject, s3:GetObject",
    "s3.amazonaws.com, ListObjects, s3:ListBucket",
    "s3.amazonaws.com, HeadObject, s3:GetObject",
    "lambda.amazonaws.com, ListFunctions20150331, lambda:ListFunctions",
    "lambda.amazonaws.com, Invoke, lambda:InvokeFunction",
    "monitoring.amazonaws.com, GetMetricData, cloudwatch:GetMetricData",
    "dynamodb.amazonaws.com.cn, GetItem, dynamodb:GetItem"
  })
  void aCallIsAboutAnAction(String source, String name, String action) {
    assertThat(event(source, name, Optional.empty()).action()).isEqualTo(action);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"AccessDenied", "Client.UnauthorizedOperation", "KMS.AccessDeniedException"})
  void theseErrorsAreDenials(String code) {
    assertThat(event("ec2.amazonaws.com", "RunInstances", Optional.of(code)).isDenied()).isTrue();
  }

  @Test
  void otherErrorsAreNone() {
    assertThat(event("s3.amazonaws.com", "GetObject", Optional.of("NoSuchKey")).isDenied())
        .isFalse();
  }
}
