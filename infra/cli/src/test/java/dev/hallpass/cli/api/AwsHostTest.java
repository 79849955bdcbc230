package dev.hallpass.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

class AwsHostTest {

  @ParameterizedTest
  @CsvSource({
    "eu-central-1, sts.eu-central-1.amazonaws.com",
    "us-gov-west-1, sts.us-gov-west-1.amazonaws.com",
    "cn-north-1, sts.cn-north-1.amazonaws.com.cn",
    "eusc-de-east-1, sts.eusc-de-east-1.amazonaws.eu"
  })
  void aServiceIsWhereItsPartitionHasIt(String region, String host) {
    assertThat(AwsHost.of("sts", region)).isEqualTo(host);
  }

  @ParameterizedTest
  @CsvSource({
    "a1.execute-api.eu-central-1.amazonaws.com, eu-central-1",
    "a1.execute-api.cn-north-1.amazonaws.com.cn, cn-north-1",
    "a1.execute-api.eusc-de-east-1.amazonaws.eu, eusc-de-east-1",
    "a1-vpce-2.execute-api.us-gov-west-1.amazonaws.com, us-gov-west-1",
    "a1.execute-api.eusc-de-east-1.amazonaws.com, ",
    "execute-api.eu-central-1.amazonaws.com, ",
    "pass.example.com, ",
    "localhost, "
  })
  void anApiOnAHostOfAwsNamesItsRegion(String host, @Nullable String region) {
    assertThat(AwsHost.region("execute-api", host)).isEqualTo(Optional.ofNullable(region));
  }

  @Test
  void eachRegionThatTheInternetReachesIsWhereTheSdkFindsIt() {
    assertThat(Region.regions())
        .filteredOn(region -> !region.isGlobalRegion())
        .filteredOn(region -> !PartitionMetadata.of(region).id().startsWith("aws-iso"))
        .hasSizeGreaterThan(30)
        .allSatisfy(region ->
            assertThat(AwsHost.of("s3", region.id()))
                .isEqualTo("s3.%s.%s".formatted(region, PartitionMetadata.of(region).dnsSuffix())));
  }
}
