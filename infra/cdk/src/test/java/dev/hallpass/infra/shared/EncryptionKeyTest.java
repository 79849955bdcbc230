package dev.hallpass.infra.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.Synthesis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// `ConventionsTest` has the key of an organization.
@ExtendWith(Synthesis.class)
class EncryptionKeyTest {

  @Test
  void withoutAKeyOfTheOrganizationAwsEncryptsByItsOwnAndNoneIsPaid(Deployment deployment) {
    assertThat(deployment.properties("AWS::Logs::LogGroup").values())
        .isNotEmpty()
        .noneMatch(log -> log.has("KmsKeyId"));
    assertThat(deployment.only("AWS::SNS::Topic").path("Properties").has("KmsMasterKeyId"))
        .isFalse();
    assertThat(deployment.properties("AWS::KMS::Key").keySet())
        .noneMatch(id -> id.startsWith("EncryptionKey"));
  }
}
