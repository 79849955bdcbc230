package dev.hallpass.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
    assertThat(check.objectionToEveryResource(action, false)).isEmpty();
  }

  @Test
  void aListMayBeOnEveryResourceIfAConditionNamesSome() {
    assertThat(check.objectionToEveryResource("ecs:ListTasks", true)).isEmpty();
    assertThat(check.objectionToEveryResource("ecs:ListTasks", false)).isPresent();
    assertThat(check.objectionToEveryResource("ecs:DescribeTasks", true)).isPresent();
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
    assertThat(check.objectionToEveryResource(action, false).orElseThrow()).contains(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "aws:MultiFactorAuthPresent, second factor; demand it at the sign-in",
    "aws:multifactorauthage, second factor",
    "aws:username, write {requester}",
    "aws:PrincipalTag/team, Nobody sets this tag",
    "aws:SourceArn, a service makes for itself",
    "ec2:SourceInstanceArn, gave to code or to a machine",
    "aws:FederatedProvider, the session is one of AssumeRole"
  })
  void aKeyThatNoSessionHasIsRefusedWithAWayOut(String key, String reason) {
    var conditions = Map.of("StringEquals", Map.of(key, List.of("x")));

    assertThat(check.objections(conditions))
        .hasEntrySatisfying(
            List.of("Condition", "StringEquals", key), says -> assertThat(says).contains(reason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aws:SourceIdentity",
        "aws:userid",
        "aws:SourceIp",
        "aws:PrincipalTag/hallpass:grant",
        "aws:RequestedRegion",
        "s3:prefix"
      })
  void aKeyThatASessionHasIsGood(String key) {
    assertThat(check.objections(Map.of("StringEquals", Map.of(key, List.of("x"))))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "StringEquals k a; StringNotEquals k a",
        "StringEquals k a,b; StringNotEquals K a,b",
        "StringEquals k a; StringLike k b*",
        "StringEquals k a; StringEqualsIgnoreCase k B",
        "StringEquals k team; StringNotLike k t*",
        "StringEquals k a; Null k true",
        "StringLike k a*; Null k true",
        "Bool k true; BoolIfExists k false",
        "NumericLessThan k 5; NumericGreaterThan k 5",
        "NumericLessThanEquals k 4; NumericGreaterThanEquals k 5",
        "NumericEquals k 7; NumericLessThan k 7"
      })
  void conditionsThatExcludeEachOtherAreRefused(String one, String other) {
    assertThat(check.objections(conditions(one, other)).values())
        .singleElement()
        .asString()
        .contains("No value meets all conditions on this key");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "StringEquals k a,b; StringNotEquals k a",
        "StringEquals k a; StringNotEquals l a",
        "StringEquals k team; StringLike k t*",
        "StringEqualsIfExists k a; Null k true",
        "StringNotEquals k a; Null k true",
        "StringEquals k a; Null k false",
        "StringEquals k {one}; StringNotEquals k {other}",
        "ForAllValues:StringEquals k a; ForAnyValue:StringEquals k b",
        "NumericLessThanEquals k 5; NumericGreaterThanEquals k 5",
        "NumericLessThan k 5; NumericGreaterThan k 4",
        "NumericLessThan k many; NumericGreaterThan k 4"
      })
  void conditionsThatARequestCanMeetAreGood(String one, String other) {
    assertThat(check.objections(conditions(one, other))).isEmpty();
  }

  private static Map<String, Map<String, List<String>>> conditions(String... all) {
    Map<String, Map<String, List<String>>> conditions = new LinkedHashMap<>();
    for (String one : all) {
      String[] words = one.strip().split(" ", -1);
      conditions.put(words[0], Map.of(words[1], List.of(words[2].split(",", -1))));
    }
    return conditions;
  }
}
