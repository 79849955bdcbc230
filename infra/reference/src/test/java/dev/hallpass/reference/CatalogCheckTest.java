package dev.hallpass.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogCheckTest {

  private final CatalogCheck check = new CatalogCheck(Reference.snapshot());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ec2:DescribeInstances", "ec2:Describe*", "logs:DescribeLogGroups", "logs:StopQuery",
        "s3:ListAllMyBuckets", "dynamodb:ListTables", "ce:GetCostAndUsage", "iam:ListRoles"
      })
  void whatOnlyLooksAndHasNoNarrowerResourceMayBeOnEveryResource(String action) {
    assertThat(check.objectionToEveryResource(action)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "s3:GetObject, write it in a statement of its own with ARNs such as arn:${Partition}:s3:",
    "s3:Get*, s3:Get* is also s3:Get",
    "s3:ListBucket, works on resources that can be named",
    "s3:ListBucke*, works on resources that can be named",
    "ec2:EnableEbsEncryptionByDefault, changes something"
  })
  void nothingElseMay(String action, String reason) {
    assertThat(check.objectionToEveryResource(action).orElseThrow()).contains(reason);
  }
}
