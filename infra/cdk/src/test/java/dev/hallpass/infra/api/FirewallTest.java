package dev.hallpass.infra.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.Synthesis;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(Synthesis.class)
class FirewallTest {

  private static final String STAGE = "AWS::ApiGateway::Stage";

  @Test
  void standsBeforeTheStage(Deployment deployment) {
    JsonNode association = deployment.only("AWS::WAFv2::WebACLAssociation").path("Properties");
    String stage = deployment.properties(STAGE).keySet().iterator().next();

    assertThat(association.path("ResourceArn").toString())
        .contains(":apigateway:", "/restapis/", "{\"Ref\":\"" + stage + "\"}");
    assertThat(association.at("/WebACLArn/Fn::GetAtt/0").asString())
        .isEqualTo(deployment.properties("AWS::WAFv2::WebACL").keySet().iterator().next());
    assertThat(rules(deployment).path("Scope").asString()).isEqualTo("REGIONAL");
  }

  @Test
  void anyoneWhoFloodsTheApiIsStoppedAndToldToWait(Deployment deployment) {
    JsonNode rule = rule(deployment, "Flood");

    assertThat(rule.at("/Statement/RateBasedStatement/AggregateKeyType").asString())
        .isEqualTo("IP");
    // All calls but those of decision pages, which have a lower limit of their own and a page.
    assertThat(rule.at("/Statement/RateBasedStatement/ScopeDownStatement/NotStatement/Statement"))
        .isEqualTo(
            rule(deployment, "DecisionFlood")
                .at("/Statement/RateBasedStatement/ScopeDownStatement"));
    JsonNode problem =
        JsonMapper.shared().readTree(answer(deployment, rule).path("Content").asString());
    assertThat(problem.path("type").asString()).isEqualTo("urn:hallpass:problem:throttled");
    assertThat(problem.path("status").asInt())
        .isEqualTo(rule.at("/Action/Block/CustomResponse/ResponseCode").asInt())
        .isEqualTo(429);
    assertThat(rule.at("/Action/Block/CustomResponse/ResponseHeaders").toString())
        .contains("{\"Name\":\"Retry-After\",\"Value\":\"300\"}");
  }

  @Test
  void decisionPagesAreFloodedEarlierAndAnswerWithAPage(Deployment deployment) {
    JsonNode rule = rule(deployment, "DecisionFlood");
    JsonNode path = rule.at("/Statement/RateBasedStatement/ScopeDownStatement/ByteMatchStatement");

    assertThat(rule.path("Priority").asInt())
        .isLessThan(rule(deployment, "Flood").path("Priority").asInt());
    assertThat(rule.at("/Statement/RateBasedStatement/Limit").asInt())
        .isPositive()
        .isLessThan(rule(deployment, "Flood").at("/Statement/RateBasedStatement/Limit").asInt());
    assertThat(path.path("SearchString").asString()).isEqualTo("/decision");
    assertThat(path.at("/FieldToMatch/UriPath").isObject()).isTrue();
    assertThat(path.path("TextTransformations").toString()).contains("URL_DECODE");
    assertThat(answer(deployment, rule).path("ContentType").asString()).isEqualTo("TEXT_HTML");
    assertThat(answer(deployment, rule).path("Content").asString())
        .contains("Repeat the call after five minutes.");
  }

  @Test
  void aDecisionPageWithoutTheMarkOfThisInstallationIsStoppedBeforeItCounts(Deployment deployment) {
    JsonNode rule = rule(deployment, "Unmarked");
    JsonNode path = rule.at("/Statement/AndStatement/Statements/0/ByteMatchStatement");
    JsonNode told = deployment.function("SeekAnswers").at("/Environment/Variables/POSTMARK");

    assertThat(rule.path("Priority").asInt()).isZero();
    assertThat(path.path("SearchString").asString()).isEqualTo("/decision");
    assertThat(told)
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"Fn::Select": [2, {"Fn::Split": ["/", {"Ref": "AWS::StackId"}]}]}
                    """));
    assertThat(
            rule.at("/Statement/AndStatement/Statements")
                .valueStream()
                .skip(1)
                .map(not -> not.at("/NotStatement/Statement/ByteMatchStatement")))
        .extracting(match -> match.path("FieldToMatch").propertyNames().iterator().next())
        .containsExactly("QueryString", "Body");
    assertThat(
            rule.at("/Statement/AndStatement/Statements")
                .valueStream()
                .skip(1)
                .map(not -> not.at("/NotStatement/Statement/ByteMatchStatement/SearchString")))
        .allSatisfy(mark ->
            assertThat(mark.at("/Fn::Join/1"))
                .isEqualTo(JsonMapper.shared().createArrayNode().add("link=").add(told).add(".")));
    assertThat(rule.at("/Action/Block/CustomResponse/ResponseCode").asInt()).isEqualTo(404);
    assertThat(answer(deployment, rule).path("Content").asString())
        .contains("Open the link in your mail again");
  }

  @Test
  void whatIsKnownToBeBadIsStopped(Deployment deployment) {
    JsonNode rule = rule(deployment, "AWSManagedRulesCommonRuleSet");

    assertThat(rule.at("/Statement/ManagedRuleGroupStatement/VendorName").asString())
        .isEqualTo("AWS");
    assertThat(rule.at("/Statement/ManagedRuleGroupStatement/Name").asString())
        .isEqualTo("AWSManagedRulesCommonRuleSet");
    assertThat(rule.at("/OverrideAction/None").isObject()).isTrue();
  }

  @Test
  void whatPeopleWriteIsNotHeldAgainstThem(Deployment deployment) {
    JsonNode group =
        rule(deployment, "AWSManagedRulesCommonRuleSet")
            .at("/Statement/ManagedRuleGroupStatement/RuleActionOverrides");

    assertThat(group.valueStream())
        .allMatch(override -> override.at("/ActionToUse/Count").isObject())
        .extracting(override -> override.path("Name").asString())
        .contains("CrossSiteScripting_BODY", "GenericRFI_BODY", "SizeRestrictions_BODY");
  }

  @Test
  void itsLogNamesWhatWasStoppedWithoutLinksAndSignatures(Deployment deployment) {
    JsonNode configuration = deployment.only("AWS::WAFv2::LoggingConfiguration").path("Properties");

    assertThat(configuration.path("RedactedFields"))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    [{"QueryString": {}},
                     {"SingleHeader": {"Name": "authorization"}},
                     {"SingleHeader": {"Name": "x-amz-security-token"}},
                     {"SingleHeader": {"Name": "hallpass-proof"}}]
                    """));
    assertThat(configuration.at("/LoggingFilter/DefaultBehavior").asString()).isEqualTo("DROP");
    assertThat(configuration.at("/LoggingFilter/Filters").toString())
        .contains("\"Behavior\":\"KEEP\"", "\"Action\":\"BLOCK\"");
  }

  @Test
  void itsLogIsOfTheNameThatAFirewallMayWriteTo(Deployment deployment) {
    JsonNode destination =
        deployment
            .only("AWS::WAFv2::LoggingConfiguration")
            .at("/Properties/LogDestinationConfigs/0");

    assertThat(deployment.properties("AWS::Logs::LogGroup").entrySet())
        .filteredOn(group -> group.getValue().path("LogGroupName").isString())
        .singleElement()
        .satisfies(group -> {
          assertThat(group.getValue().path("LogGroupName").asString())
              .isEqualTo("aws-waf-logs-hallpass");
          assertThat(group.getValue().path("RetentionInDays").asInt()).isPositive();
          assertThat(destination.toString())
              .contains("{\"Ref\":\"" + group.getKey() + "\"}")
              .doesNotContain("*");
        });
  }

  @Test
  void nothingIsSampledBecauseASampleShowsTheLink(Deployment deployment) {
    assertThat(
            Stream.concat(
                Stream.of(rules(deployment)), rules(deployment).path("Rules").valueStream()))
        .hasSize(5)
        .allSatisfy(part ->
            assertThat(part.at("/VisibilityConfig/SampledRequestsEnabled").asBoolean(true))
                .isFalse());
  }

  private static JsonNode rules(Deployment deployment) {
    return deployment.only("AWS::WAFv2::WebACL").path("Properties");
  }

  private static JsonNode rule(Deployment deployment, String name) {
    return rules(deployment)
        .path("Rules")
        .valueStream()
        .filter(rule -> rule.path("Name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /// What is sent to whom the rule stops.
  private static JsonNode answer(Deployment deployment, JsonNode rule) {
    String key = rule.at("/Action/Block/CustomResponse/CustomResponseBodyKey").asString();
    return rules(deployment).path("CustomResponseBodies").required(key);
  }
}
