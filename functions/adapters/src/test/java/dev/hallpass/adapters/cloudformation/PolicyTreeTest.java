package dev.hallpass.adapters.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which policies say the same, and which only look alike.
class PolicyTreeTest {

  private static final String POLICY =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Sid": "Read", "Effect": "Allow", "Principal": {"AWS": ["*"]},
         "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": ["arn:a", "arn:b"],
         "Condition": {"StringLike": {"aws:SourceArn": ["x", "y"]}, "Bool": {"aws:Via": ["true"]}}},
        {"Effect": "Deny", "Principal": {"AWS": "*"}, "NotAction": "s3:Get*", "NotResource": "arn:c"}
      ]}
      """;

  @Test
  void orderAndListsOfOneAndTheCaseOfActionsAndKeysSayNothing() {
    assertThat(
            PolicyTree.read(
                """
                {"Statement": [
                  {"NotResource": ["arn:c"], "NotAction": ["S3:get*"], "Principal": "*",
                   "Effect": "Deny"},
                  {"Effect": "Allow", "Sid": "Read", "Principal": "*",
                   "Resource": ["arn:b", "arn:a", "arn:a"], "Action": ["s3:listbucket", "s3:GetObject"],
                   "Condition": {"Bool": {"AWS:via": true},
                                 "StringLike": {"AWS:SourceArn": ["y", "x"]}}}
                ], "Version": "2012-10-17"}
                """))
        .isEqualTo(PolicyTree.read(POLICY));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "s3:ListBucket"       | "s3:*"
          , "s3:ListBucket"     | , "s3:ListBucket", "s3:PutObject"
          , "s3:ListBucket"     | ''
          "arn:b"               | "*"
          "arn:b"               | "ARN:b"
          "Allow"               | "Deny"
          {"AWS": ["*"]}        | {"AWS": ["111122223333"]}
          {"AWS": ["*"]}        | {"Service": ["*"]}
          "Principal": {"AWS": "*"} | "NotPrincipal": {"AWS": "*"}
          "NotAction"           | "Action"
          StringLike            | StringEquals
          "x", "y"              | "x"
          "x", "y"              | "X", "y"
          aws:SourceArn         | aws:PrincipalArn
          , "Bool": {"aws:Via": ["true"]} | ''
          2012-10-17            | 2008-10-17
          """)
  void anythingElseIsADifference(String part, String other) {
    assertThat(POLICY).contains(part);

    assertThat(PolicyTree.read(POLICY.replace(part, other))).isNotEqualTo(PolicyTree.read(POLICY));
  }

  @Test
  void aStatementMoreIsADifference() {
    String statement = "{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\"}";

    assertThat(PolicyTree.read("{\"Statement\": [%s]}".formatted(statement)))
        .isEqualTo(PolicyTree.read("{\"Statement\": %s}".formatted(statement)))
        .isNotEqualTo(PolicyTree.read("{\"Statement\": [%s, %s]}".formatted(statement, statement)))
        .isNotEqualTo(PolicyTree.read("{\"Statement\": []}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"Statement": {"Effect": "Deny"}}                           | true
          {"Statement": [{"Effect": "Deny"}, {"Effect": "Deny"}]}     | true
          {"Statement": [{"Effect": "Deny"}, {"Effect": "Allow"}]}    | false
          {"Statement": {"Effect": "Allow"}}                          | false
          {"Statement": [{"Effect": "deny"}]}                         | false
          {"Statement": [{}]}                                         | false
          """)
  void whatDeniesInEachStatementOnlyDenies(String policy, boolean onlyDenies) {
    assertThat(PolicyTree.read(policy).onlyDenies()).isEqualTo(onlyDenies);
  }
}
