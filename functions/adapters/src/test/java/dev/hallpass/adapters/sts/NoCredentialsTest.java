package dev.hallpass.adapters.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/// Tests run code of many others, so they find no credentials, although the shell of a build may
/// have those of a deployment.
class NoCredentialsTest {

  @Test
  void theSdkFindsNone() {
    try (var provider = DefaultCredentialsProvider.builder().build()) {
      assertThatExceptionOfType(SdkClientException.class)
          .isThrownBy(provider::resolveCredentials)
          .withMessageContaining("Unable to load credentials");
    }
  }

  @Test
  void noPlaceToLookForThemIsLeft() {
    Map<String, String> environment = System.getenv();

    assertThat(environment)
        .doesNotContainKeys("AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_WEB_IDENTITY_TOKEN_FILE")
        .containsEntry("AWS_EC2_METADATA_DISABLED", "true");
    for (String file : new String[] {"AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"}) {
      assertThat(environment).containsKey(file);
      assertThat(Path.of(environment.getOrDefault(file, ""))).doesNotExist();
    }
  }
}
