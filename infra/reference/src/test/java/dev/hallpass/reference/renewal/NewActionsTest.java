package dev.hallpass.reference.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.reference.Reference;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewActionsTest {

  @Test
  void eachNewActionIsNamedWithItsClass() {
    Reference renewed = Reference.in(Path.of(""));

    assertThat(
            NewActions.classed(
                List.of("s3:GetObject", "s3:PutBucketPolicy", "iam:CreateUser", "ec2:CreateTags"),
                renewed))
        .isEqualTo(
            """
            s3:GetObject [READ]: ordinary
            s3:PutBucketPolicy [WRITE, PERMISSIONS_MANAGEMENT]: sharing
            iam:CreateUser [WRITE]: identity
            ec2:CreateTags [WRITE, TAGGING]: tagging
            """);
  }
}
