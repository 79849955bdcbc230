package dev.hallpass.emulator.policy;

import static dev.hallpass.emulator.policy.SampleRequests.SESSION;
import static dev.hallpass.emulator.policy.SampleRequests.document;
import static dev.hallpass.emulator.policy.SampleRequests.get;
import static dev.hallpass.emulator.policy.SampleRequests.identity;
import static dev.hallpass.emulator.policy.SampleRequests.keys;
import static dev.hallpass.emulator.policy.SampleRequests.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchingTest {
  @ParameterizedTest
  @CsvSource({
    "s3:GetObject, s3:GetObject, true",
    "s3:getobject, s3:GetObject, true",
    "S3:GETOBJECT, s3:GetObject, true",
    "s3:Get*, s3:GetObject, true",
    "s3:*Object, s3:GetObject, true",
    "s3:Get?bject, s3:GetObject, true",
    "s3:GetObject?, s3:GetObject, false",
    "s3:GetObject*, s3:GetObject, true",
    "s3:Get*, s3:PutObject, false",
    "s3:*, s3express:GetObject, false",
    "*, s3:GetObject, true",
  })
  void actionsMatchWithoutRegardToCase(String pattern, String action, boolean covered) {
    NamedPolicy policy =
        identity("p", "{'Effect':'Allow','Action':'%s','Resource':'*'}".formatted(pattern));
    AccessRequest request = AccessRequest.of(SESSION, action, "arn:aws:s3:::b/k", Context.empty());
    assertThat(verdict(request, policy).allowed()).isEqualTo(covered);
  }

  @ParameterizedTest
  @CsvSource({
    "*, arn:aws:s3:::b/k, true",
    "*, *, true",
    "arn:aws:s3:::b/*, *, false",
    "arn:aws:s3:::b/*, arn:aws:s3:::b/k, true",
    "arn:aws:s3:::b/*, arn:aws:s3:::b/, true",
    "arn:aws:s3:::b/*, arn:aws:s3:::b, false",
    "arn:aws:s3:::b/*, arn:aws:s3:::bb/k, false",
    "arn:aws:s3:::B/*, arn:aws:s3:::b/k, false",
    "arn:aws:s3:::b/*, arn:aws:s3:::b/a/b:c/d, true",
    "arn:aws:s3:::b/?, arn:aws:s3:::b/kk, false",
    "arn:aws:s3:::*/k, arn:aws:s3:::b/a/k, true",
    "arn:aws:s3:*:*:b/*, arn:aws:s3:::b/k, true",
    "arn:aws:s3:*:b/*, arn:aws:s3:::b/k, false",
    "arn:aws:dynamodb:*:111122223333:table/*, arn:aws:dynamodb:eu-west-1:111122223333:table/t, true",
    "arn:aws:dynamodb:*:table/*, arn:aws:dynamodb:eu-west-1:111122223333:table/t, false",
    "arn:aws:dynamodb:*, arn:aws:dynamodb:eu-west-1:111122223333:table/t, true",
    "arn:aws:logs:eu-west-1:111122223333:log-group:a:*, arn:aws:logs:eu-west-1:111122223333:log-group:a:log-stream:b, true",
    "arn:aws:logs:eu-west-1:111122223333:log-group:a:*, arn:aws:logs:eu-west-1:111122223333:log-group:ab, false",
  })
  void resourcesMatchSegmentBySegmentWithRegardToCase(
      String pattern, String resource, boolean covered) {
    NamedPolicy policy =
        identity("p", "{'Effect':'Allow','Action':'*','Resource':'%s'}".formatted(pattern));
    assertThat(verdict(get(resource), policy).allowed()).isEqualTo(covered);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'NotAction':'s3:Get*','Resource':'*' | false",
        "'NotAction':'s3:Put*','Resource':'*' | true",
        "'Action':'*','NotResource':'arn:aws:s3:::b/*' | false",
        "'Action':'*','NotResource':'arn:aws:s3:::c/*' | true",
        "'Action':'*','NotResource':'arn:aws:s3:::${aws:username}/*' | false",
      })
  void aNotElementCoversEverythingElse(String elements, boolean covered) {
    NamedPolicy policy = identity("p", "{'Effect':'Allow',%s}".formatted(elements));
    assertThat(verdict(get("arn:aws:s3:::b/k"), policy).allowed()).isEqualTo(covered);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "arn:aws:s3:::b/${aws:PrincipalTag/team}/* | arn:aws:s3:::b/red/k | true",
        "arn:aws:s3:::b/${aws:principaltag/TEAM}/* | arn:aws:s3:::b/red/k | true",
        "arn:aws:s3:::b/${aws:PrincipalTag/team}/* | arn:aws:s3:::b/blue/k | false",
        "arn:aws:s3:::b/${aws:username}/* | arn:aws:s3:::b/red/k | false",
        "arn:aws:s3:::b/${aws:username, \"red\"}/* | arn:aws:s3:::b/red/k | true",
        "arn:aws:s3:::b/${aws:PrincipalTag/team, \"blue\"}/* | arn:aws:s3:::b/blue/k | false",
        "arn:aws:s3:::b/${*}/k | arn:aws:s3:::b/*/k | true",
        "arn:aws:s3:::b/${*}/k | arn:aws:s3:::b/red/k | false",
        "arn:aws:s3:::b/${?}/k | arn:aws:s3:::b/r/k | false",
        "arn:aws:s3:::b/${$}/k | arn:aws:s3:::b/$/k | true",
        "arn:aws:s3:::b/${dynamodb:LeadingKeys}/k | arn:aws:s3:::b/x/k | false",
      })
  void variablesTakeTheirValueFromTheRequest(String pattern, String resource, boolean covered) {
    NamedPolicy policy =
        new NamedPolicy(
            "p",
            PolicyDocument.identity(
                document("{'Effect':'Allow','Action':'*','Resource':'RESOURCE'}")
                    .replace("RESOURCE", pattern.replace('"', '\''))));
    Context context = keys("aws:PrincipalTag/team", "red").with("dynamodb:LeadingKeys", "x", "y");
    assertThat(verdict(get(resource, context), policy).allowed()).isEqualTo(covered);
  }

  @Test
  void aValueBroughtInByAVariableIsNoWildcard() {
    NamedPolicy policy =
        identity(
            "p",
            "{'Effect':'Allow','Action':'*','Resource':'arn:aws:s3:::b/${aws:PrincipalTag/team}'}");
    Context star = keys("aws:PrincipalTag/team", "*");
    assertThat(verdict(get("arn:aws:s3:::b/secret", star), policy).allowed()).isFalse();
    assertThat(verdict(get("arn:aws:s3:::b/*", star), policy).allowed()).isTrue();
  }

  @Test
  void theOlderLanguageKnowsNoVariables() {
    NamedPolicy old =
        new NamedPolicy(
            "p",
            PolicyDocument.identity(
                """
                {"Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b/${aws:username}"}}\
                """));
    Context alice = keys("aws:username", "alice");
    assertThat(verdict(get("arn:aws:s3:::b/alice", alice), old).allowed()).isFalse();
    assertThat(verdict(get("arn:aws:s3:::b/${aws:username}", alice), old).allowed()).isTrue();
  }

  @Test
  void manyWildcardsDoNotTakeForever() {
    NamedPolicy policy =
        identity(
            "p",
            "{'Effect':'Allow','Action':'*','Resource':'arn:aws:s3:::%s'}"
                .formatted("a*".repeat(60) + "b"));
    assertThat(verdict(get("arn:aws:s3:::" + "a".repeat(1_000)), policy).allowed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{} | at least one Statement",
        "{'Version':'2012-10-18','Statement':[]} | valid version string: 2012-10-18",
        "{'Version':'2012-10-17','Statement':[]} | at least one Statement",
        "{'Version':'2012-10-17','Statements':[]} | Unknown element Statements",
        "[] | must be a JSON object",
        "{'Version':'2012-10-17' | Syntax errors in policy",
        "{'Version':'2012-10-17','Version':'2012-10-17'} | Syntax errors in policy",
        "{'Version':'2012-10-17'} {} | Syntax errors in policy",
      })
  void aDocumentThatIamWouldRefuseIsRefused(String json, String because) {
    assertThatThrownBy(() -> PolicyDocument.identity(json.replace('\'', '"')))
        .isInstanceOf(MalformedPolicy.class)
        .hasMessageContaining(because);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'Effect':'allow','Action':'*','Resource':'*' | Invalid effect: allow",
        "'Action':'*','Resource':'*' | Effect is missing",
        "'Effect':'Allow','Resource':'*' | must contain actions",
        "'Effect':'Allow','Action':[],'Resource':'*' | must contain actions",
        "'Effect':'Allow','Action':'*' | must contain resources",
        "'Effect':'Allow','Action':'GetObject','Resource':'*' | vendor",
        "'Effect':'Allow','Action':'*:*','Resource':'*' | vendor",
        "'Effect':'Allow','Action':1,'Resource':'*' | Action must hold strings only",
        "'Effect':'Allow','Action':'*','NotAction':'*','Resource':'*' | both Action and NotAction",
        "'Effect':'Allow','Action':'*','Resource':'bucket' | must be in ARN format",
        "'Effect':'Allow','Action':'*','Resource':'arn:aws:s3:b' | must be in ARN format",
        "'Effect':'Allow','Action':'*','Resource':'arn:aws:s3::${aws:username}:b' | after the fifth colon",
        "'Effect':'Allow','Action':'*','Resource':'arn:aws:s3:::${aws:username' | Invalid policy variable",
        "'Effect':'Allow','Action':'*','Resource':'arn:aws:s3:::${}' | Invalid policy variable",
        "'Effect':'Allow','Action':'*','Resource':'*','Principal':'*' | should not specify a principal",
        "'Effect':'Allow','Action':'*','Resource':'*','Conditions':{} | Unknown element Conditions",
        "'Sid':'no spaces','Effect':'Allow','Action':'*','Resource':'*' | alpha-numeric",
        "'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEqual':{'aws:username':'v'}} | Invalid Condition type: StringEqual",
        "'Effect':'Allow','Action':'*','Resource':'*','Condition':{'NullIfExists':{'aws:username':'true'}} | Invalid Condition type: NullIfExists",
        "'Effect':'Allow','Action':'*','Resource':'*','Condition':{'DateLessThan':{'aws:username':'${aws:CurrentTime}'}} | Not a date",
        "'Effect':'Allow','Action':'*','Resource':'*','Condition':{'DateLessThan':{'aws:username':'2026-13-01'}} | Not a date",
        "'Effect':'Allow','Action':'*','Resource':'*','Condition':{'NumericLessThan':{'aws:username':'ten'}} | Not a number: ten",
        "'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Bool':{'aws:username':'yes'}} | Not a boolean: yes",
        "'Effect':'Allow','Action':'*','Resource':'*','Condition':{'IpAddress':{'aws:username':'10.0.0.0/33'}} | Not an IP address",
        "'Effect':'Allow','Action':'*','Resource':'*','Condition':{'IpAddress':{'aws:username':'localhost'}} | Not an IP address",
        "'Effect':'Allow','Action':'*','Resource':'*','Condition':{'ArnLike':{'aws:username':'*'}} | Not an ARN of six segments",
        "'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEquals':{'aws:username':null}} | strings, numbers or booleans",
        "'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEquals':'v'} | must be an object",
      })
  void aStatementThatIamWouldRefuseIsRefused(String statement, String because) {
    assertThatThrownBy(() -> identity("p", "{" + statement + "}"))
        .isInstanceOf(MalformedPolicy.class)
        .hasMessageContaining(because);
  }

  @Test
  void twoStatementsOfOneNameAreRefused() {
    String statement = "{'Sid':'A','Effect':'Allow','Action':'*','Resource':'*'}";
    assertThatThrownBy(() -> identity("p", statement + "," + statement))
        .hasMessageContaining("must be unique");
  }

  @Test
  void whatAwsHasAndTheEvaluatorHasNotIsRefusedByItsName() {
    assertThatThrownBy(() ->
            identity(
                "p",
                "{'Effect':'Allow','Action':'*','Resource':'*',"
                    + "'Condition':{'BinaryEquals':{'aws:username':'QQ=='}}}"))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("Condition operator BinaryEquals is not emulated");
    assertThatThrownBy(() ->
            SampleRequests.atResource(
                "{'Effect':'Allow','Principal':{'CanonicalUser':'x'},"
                    + "'Action':'*','Resource':'*'}"))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("Principal CanonicalUser is not emulated");
  }
}
