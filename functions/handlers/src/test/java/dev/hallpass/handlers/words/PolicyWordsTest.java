package dev.hallpass.handlers.words;

import static dev.hallpass.grant.Examples.GRANT;
import static dev.hallpass.handlers.view.Samples.READ_PREFIX;
import static dev.hallpass.handlers.view.Samples.allow;
import static dev.hallpass.policy.Statement.Effect.ALLOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.handlers.words.PolicyWords.Act;
import dev.hallpass.handlers.words.PolicyWords.Clause;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyWordsTest {

  private static final String TABLE = "arn:aws:dynamodb:eu-central-1:111122223333:table/orders";
  private static final String GROUP =
      "arn:aws:logs:eu-central-1:111122223333:log-group:/acme/checkout/api";

  @Test
  void readingUnderAPrefixIsSaidPlainly() {
    List<Clause> clauses = PolicyWords.of(READ_PREFIX, Texts.english()).clauses();

    assertThat(clauses).extracting(Clause::allows).containsExactly(true, true);
    assertThat(clauses)
        .flatExtracting(Clause::acts)
        .extracting(Act::kind)
        .containsExactly("Read", "List");
    assertThat(texts(clauses.getFirst().places()))
        .containsExactly(
            "bucket \"acme-exports\", only objects whose key begins with \"customers/4711/\"");
    assertThat(texts(clauses.getLast().places())).containsExactly("bucket \"acme-exports\"");
    assertThat(texts(clauses.getLast().limits()))
        .containsExactly("only keys beginning with \"customers/4711/\"");
    assertThat(clauses).flatExtracting(Clause::unexplained).isEmpty();
  }

  @Test
  void editingOnePartitionIsSaidPlainly() {
    Clause clause =
        only(
            new Statement(
                "Edit",
                ALLOW,
                List.of("dynamodb:GetItem", "dynamodb:BatchWriteItem"),
                List.of(TABLE),
                Map.of(
                    "ForAllValues:StringEquals",
                    Map.of("dynamodb:LeadingKeys", List.of("customer#4711")),
                    "Null",
                    Map.of("dynamodb:LeadingKeys", List.of("false")))));

    assertThat(clause.acts()).extracting(Act::kind).containsExactly("Read", "Write", "Delete");
    assertThat(clause.acts().get(2).actions()).containsExactly("dynamodb:BatchWriteItem");
    assertThat(texts(clause.places()))
        .containsExactly(
            "table \"orders\" in region \"eu-central-1\" of AWS account \"111122223333\"");
    assertThat(texts(clause.limits()))
        .containsExactly("only items whose partition key is \"customer#4711\"");
  }

  @Test
  void aLogGroupAndItsStreamsAreOnePlace() {
    Clause clause =
        only(
            new Statement(
                "Read",
                ALLOW,
                List.of("logs:FilterLogEvents", "logs:DescribeLogStreams"),
                List.of(GROUP, GROUP + ":*"),
                Map.of()));

    assertThat(texts(clause.places()))
        .containsExactly(
            "log group \"/acme/checkout/api\" in region \"eu-central-1\" of AWS account"
                + " \"111122223333\"");
    assertThat(clause.acts()).extracting(Act::kind).containsExactly("Read", "List");
  }

  @Test
  void onePartitionIsNotPromisedWhenARequestWithoutAKeyWouldPass() {
    Clause clause =
        only(
            allow(
                "dynamodb:Query",
                TABLE,
                Map.of(
                    "ForAllValues:StringEquals",
                    Map.of("dynamodb:LeadingKeys", List.of("customer#4711")))));

    assertThat(texts(clause.limits()))
        .containsExactly(
            "only under the IAM condition \"ForAllValues:StringEquals dynamodb:LeadingKeys:"
                + " customer#4711\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3:Get*", "s3:GetBucketPolicy", "s3:*", "iam:PassRole", "*"})
  void anActionWithoutWordsIsShownAsItIs(String action) {
    Clause clause = only(allow(action, "arn:aws:s3:::acme-exports/a", Map.of()));

    assertThat(clause.acts()).isEmpty();
    assertThat(clause.unexplained()).containsExactly(action);
  }

  @Test
  void aServiceWithoutWordsIsNamedAsItIs() {
    assertThat(only(allow("iam:PassRole", "*", Map.of())).service().text())
        .isEqualTo("The AWS service \"iam\"");
  }

  @Test
  void theCaseOfAnActionDoesNotCount() {
    assertThat(only(allow("S3:getobject", "arn:aws:s3:::b/k", Map.of())).acts())
        .extracting(Act::kind)
        .containsExactly("Read");
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:s3:::bucket, bucket \"bucket\"",
    "arn:aws:s3:::bucket/*, every object in bucket \"bucket\"",
    "arn:aws:s3:::bucket/a/b, 'bucket \"bucket\", only the object \"a/b\"'",
    "arn:aws:s3:::bucket/*/b, the resource \"arn:aws:s3:::bucket/*/b\"",
    "arn:aws:s3:::bucket/a?/*, the resource \"arn:aws:s3:::bucket/a?/*\"",
    "arn:aws:s3:::acme-*/a, the resource \"arn:aws:s3:::acme-*/a\"",
    "arn:aws-cn:s3:::bucket/a, the resource \"arn:aws-cn:s3:::bucket/a\"",
    "arn:aws:dynamodb:r:1:table/*, the resource \"arn:aws:dynamodb:r:1:table/*\"",
    "arn:aws:dynamodb:r:1:table/t/index/i, the resource \"arn:aws:dynamodb:r:1:table/t/index/i\"",
    "arn:aws:logs:r:1:log-group:/a*, the resource \"arn:aws:logs:r:1:log-group:/a*\"",
    "arn:aws:ssm:r:1:parameter/a/b, parameter \"/a/b\" in region \"r\" of AWS account \"1\"",
    "arn:aws:ssm:r:1:parameter/a/*, every parameter below \"/a/\" in region \"r\" of AWS account \"1\"",
    "arn:aws:ssm:r:1:parameter/*/b, the resource \"arn:aws:ssm:r:1:parameter/*/b\"",
    "arn:aws:ssm:r:1:parameterx, the resource \"arn:aws:ssm:r:1:parameterx\"",
    "arn:aws:sqs:r:1:queue, the resource \"arn:aws:sqs:r:1:queue\"",
    "*, every resource: \"*\"",
  })
  void aResourceIsNamedOnlyWhenItsFormIsKnown(String resource, String words) {
    assertThat(texts(only(allow("s3:GetObject", resource, Map.of())).places()))
        .containsExactly(words);
  }

  @ParameterizedTest
  @CsvSource({
    "StringLike, s3:prefix, a*b*",
    "StringLike, s3:prefix, *",
    "StringNotLike, s3:prefix, a/*",
    "StringEquals, aws:RequestedRegion, eu-central-1",
  })
  void aConditionWithoutWordsIsShownAsItIs(String operator, String key, String value) {
    Map<String, Map<String, List<String>>> condition =
        Map.of(operator, Map.of(key, List.of(value)));

    assertThat(texts(only(allow("s3:ListBucket", "arn:aws:s3:::b", condition)).limits()))
        .containsExactly(
            "only under the IAM condition \"%s %s: %s\"".formatted(operator, key, value));
  }

  @Test
  void theEndOfAccessIsSaidWhenItIsInThePolicy() {
    List<Clause> clauses =
        PolicyWords.of(
                READ_PREFIX.ofGrant(GRANT, Instant.parse("2026-11-22T16:00:00Z")), Texts.english())
            .clauses();

    assertThat(texts(clauses.getFirst().limits())).contains("only before \"2026-11-22T16:00:00Z\"");
    assertThat(clauses.getLast().allows()).isFalse();
    assertThat(texts(clauses.getLast().limits()))
        .containsExactly("only from \"2026-11-22T16:00:00Z\" on");
  }

  @Test
  void actionsOfSeveralServicesAreSaidApart() {
    Policy policy =
        new Policy(
            List.of(
                new Statement(
                    "Both",
                    ALLOW,
                    List.of("s3:GetObject", "kms:Decrypt"),
                    List.of("*"),
                    Map.of())));

    assertThat(PolicyWords.of(policy, Texts.english()).clauses())
        .extracting(clause -> clause.service().text())
        .containsExactly(
            "AWS KMS, the keys that data is encrypted with", "Amazon S3, where files are kept");
  }

  private static Clause only(Statement statement) {
    List<Clause> clauses =
        PolicyWords.of(new Policy(List.of(statement)), Texts.english()).clauses();
    assertThat(clauses).hasSize(1);
    return clauses.getFirst();
  }

  private static List<String> texts(List<Phrase> phrases) {
    return phrases.stream().map(Phrase::text).toList();
  }
}
