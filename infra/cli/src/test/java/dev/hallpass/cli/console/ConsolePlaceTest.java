package dev.hallpass.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsolePlaceTest {

  @ParameterizedTest
  @CsvSource({
    "us-east-1, signin.aws.amazon.com, console.aws.amazon.com",
    "eu-central-1, eu-central-1.signin.aws.amazon.com, console.aws.amazon.com",
    "cn-north-1, signin.amazonaws.cn, console.amazonaws.cn",
    "cn-northwest-1, cn-northwest-1.signin.amazonaws.cn, console.amazonaws.cn",
    "us-gov-west-1, signin.amazonaws-us-gov.com, console.amazonaws-us-gov.com",
    "us-gov-east-1, us-gov-east-1.signin.amazonaws-us-gov.com, console.amazonaws-us-gov.com",
    "eusc-de-east-1, eusc-de-east-1.signin.amazonaws-eusc.eu, console.amazonaws-eusc.eu"
  })
  void eachPartitionHasItsSignInAndItsConsole(String region, String signIn, String console) {
    ConsolePlace place = ConsolePlace.of(region);

    assertThat(place.federation()).isEqualTo(URI.create("https://%s/federation".formatted(signIn)));
    assertThat(place.page("s3/home")).isEqualTo("https://%s.%s/s3/home".formatted(region, console));
    assertThat(place.has(URI.create("https://%s/s3/home".formatted(console)))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "eu-central-1, https://console.amazonaws.cn/s3",
    "cn-north-1, https://console.aws.amazon.com/s3",
    "us-gov-west-1, https://console.aws.amazon.com/s3"
  })
  void theConsoleOfAnotherPartitionIsNoPage(String region, URI page) {
    assertThat(ConsolePlace.of(region).has(page)).isFalse();
  }
}
