package dev.hallpass.infra.api;

import dev.hallpass.infra.shared.EncryptionKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.wafv2.CfnWebACL;
import software.amazon.awscdk.services.wafv2.CfnWebACL.AllowActionProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.AndStatementProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.BlockActionProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.BodyProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.ByteMatchStatementProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.CountActionProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.CustomHTTPHeaderProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.CustomResponseBodyProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.CustomResponseProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.DefaultActionProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.FieldToMatchProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.ManagedRuleGroupStatementProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.NotStatementProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.OverrideActionProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.RateBasedStatementProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.RuleActionOverrideProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.RuleActionProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.RuleProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.StatementProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.TextTransformationProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.VisibilityConfigProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACLAssociation;
import software.constructs.Construct;

/// The web application firewall before the API. It slows down floods and stops calls that are known
/// to be bad. Each rule costs a dollar a month, used or not, so there are few: what lists of bad
/// networks and of attacks on other programs would stop has no good signature or postmark, and is
/// refused anyway.
final class Firewall extends Construct {

  /// The rule that limits calls of decision pages.
  static final String DECISION_FLOOD = "DecisionFlood";

  /// The rule that stops calls of decision pages without the postmark of this installation.
  static final String UNMARKED = "Unmarked";

  private static final String ITSELF = "Firewall";

  /// The most calls from one address in five minutes.
  private static final int CALLS = 1000;

  /// The most calls from one address for decision pages in five minutes. A decision takes two to
  /// four calls, and a whole office can share an address.
  private static final int DECISIONS = 100;

  private static final int WINDOW_IN_SECONDS = 300;

  private static final GatewayProblem TOO_MANY =
      new GatewayProblem(
          "throttled",
          429,
          "There are too many calls from your network",
          "The firewall limits the calls of one address within five minutes. Repeat the call after"
              + " five minutes. Earlier calls keep their effect.");

  private static final GatewayProblem UNKNOWN_LINK =
      new GatewayProblem(
          "not-found",
          404,
          "This link is not known",
          "Hallpass has sent no such link. Perhaps a part of the link is missing. Open the link in"
              + " your mail again, or copy the whole of it. If that does not help, the requester"
              + " must ask again.");

  /// People write about systems: addresses, paths, pieces of markup. The rules for bodies would
  /// stop an honest reason and not say why. The handlers read bodies strictly, and API Gateway
  /// limits their length. Small programs name no user agent.
  private static final List<String> ONLY_COUNTED =
      List.of(
          "CrossSiteScripting_BODY",
          "EC2MetaDataSSRF_BODY",
          "GenericLFI_BODY",
          "GenericRFI_BODY",
          "NoUserAgent_HEADER",
          "SizeRestrictions_BODY");

  private final String postmark;
  private final CfnWebACL rules;

  /// @param postmark the word that begins each mailed link of this installation
  Firewall(Construct scope, EncryptionKey key, String postmark) {
    super(scope, "Firewall");
    this.postmark = postmark;
    rules =
        CfnWebACL.Builder.create(this, "Rules")
            .scope("REGIONAL")
            .defaultAction(
                DefaultActionProperty.builder()
                    .allow(AllowActionProperty.builder().build())
                    .build())
            .customResponseBodies(
                new TreeMap<>(
                    Map.of(
                        "page", body("TEXT_HTML", TOO_MANY.html()),
                        "unknown", body("TEXT_HTML", UNKNOWN_LINK.html()),
                        "problem", body("APPLICATION_JSON", TOO_MANY.json()))))
            .rules(
                List.of(
                    unmarked(),
                    flood(DECISION_FLOOD, 1, ofDecisions(), "page"),
                    flood("Flood", 2, ofTheApi(), "problem"),
                    managed("AWSManagedRulesCommonRuleSet", 3, ONLY_COUNTED)))
            .visibilityConfig(seenAs(ITSELF))
            .build();
    new FirewallLog(this, rules, key);
  }

  /// Puts the firewall before one stage of an API.
  void protect(String stageArn) {
    CfnWebACLAssociation.Builder.create(this, "Association")
        .webAclArn(rules.getAttrArn())
        .resourceArn(stageArn)
        .build();
  }

  /// The number of calls that one of the rules stopped.
  Metric stopped(String rule) {
    return Metric.Builder.create()
        .namespace("AWS/WAFV2")
        .metricName("BlockedRequests")
        .dimensionsMap(
            new TreeMap<>(
                Map.of("Region", Stack.of(this).getRegion(), "Rule", rule, "WebACL", ITSELF)))
        .build();
  }

  /// Programs call it. People at decision pages have a rule of their own, so that they get a page,
  /// and a program in the same office does not keep them from answering.
  private static RateBasedStatementProperty ofTheApi() {
    return RateBasedStatementProperty.builder()
        .aggregateKeyType("IP")
        .evaluationWindowSec(WINDOW_IN_SECONDS)
        .limit(CALLS)
        .scopeDownStatement(
            not(StatementProperty.builder().byteMatchStatement(pathOfADecision()).build()))
        .build();
  }

  private static RateBasedStatementProperty ofDecisions() {
    return RateBasedStatementProperty.builder()
        .aggregateKeyType("IP")
        .evaluationWindowSec(WINDOW_IN_SECONDS)
        .limit(DECISIONS)
        .scopeDownStatement(
            StatementProperty.builder().byteMatchStatement(pathOfADecision()).build())
        .build();
  }

  /// Anywhere in the path and after decoding, so that another spelling does not avoid the rule.
  private static ByteMatchStatementProperty pathOfADecision() {
    return ByteMatchStatementProperty.builder()
        .fieldToMatch(FieldToMatchProperty.builder().uriPath(Map.of()).build())
        .positionalConstraint("CONTAINS")
        .searchString("/decision")
        .textTransformations(
            List.of(TextTransformationProperty.builder().priority(0).type("URL_DECODE").build()))
        .build();
  }

  /// It comes before the rules that count, so that what strangers call counts for nothing.
  private RuleProperty unmarked() {
    String mark = "link=" + postmark + ".";
    return RuleProperty.builder()
        .name(UNMARKED)
        .priority(0)
        .statement(
            and(
                StatementProperty.builder().byteMatchStatement(pathOfADecision()).build(),
                not(contains(mark, FieldToMatchProperty.builder().queryString(Map.of()).build())),
                not(contains(mark, FieldToMatchProperty.builder().body(ofAForm()).build()))))
        .action(
            RuleActionProperty.builder()
                .block(
                    BlockActionProperty.builder()
                        .customResponse(answer(UNKNOWN_LINK, "unknown", List.of()))
                        .build())
                .build())
        .visibilityConfig(seenAs(UNMARKED))
        .build();
  }

  private static StatementProperty and(StatementProperty... statements) {
    return StatementProperty.builder()
        .andStatement(AndStatementProperty.builder().statements(List.of(statements)).build())
        .build();
  }

  private static StatementProperty not(StatementProperty statement) {
    return StatementProperty.builder()
        .notStatement(NotStatementProperty.builder().statement(statement).build())
        .build();
  }

  /// Browsers, and scanners that rewrite links, leave the mark as it is.
  private static StatementProperty contains(String text, FieldToMatchProperty field) {
    return StatementProperty.builder()
        .byteMatchStatement(
            ByteMatchStatementProperty.builder()
                .fieldToMatch(field)
                .positionalConstraint("CONTAINS")
                .searchString(text)
                .textTransformations(
                    List.of(TextTransformationProperty.builder().priority(0).type("NONE").build()))
                .build())
        .build();
  }

  /// The link is the first field of each form, so it is in the part that the firewall reads.
  private static BodyProperty ofAForm() {
    return BodyProperty.builder().oversizeHandling("CONTINUE").build();
  }

  private static RuleProperty flood(
      String name, int priority, RateBasedStatementProperty statement, String body) {
    return RuleProperty.builder()
        .name(name)
        .priority(priority)
        .statement(StatementProperty.builder().rateBasedStatement(statement).build())
        .action(
            RuleActionProperty.builder()
                .block(BlockActionProperty.builder().customResponse(tooMany(body)).build())
                .build())
        .visibilityConfig(seenAs(name))
        .build();
  }

  /// API Gateway answers calls that a group of AWS's rules stops, as `WAF_FILTERED`.
  private static RuleProperty managed(String group, int priority, List<String> onlyCounted) {
    return RuleProperty.builder()
        .name(group)
        .priority(priority)
        .statement(
            StatementProperty.builder()
                .managedRuleGroupStatement(
                    ManagedRuleGroupStatementProperty.builder()
                        .vendorName("AWS")
                        .name(group)
                        .ruleActionOverrides(onlyCounted.stream().map(Firewall::counted).toList())
                        .build())
                .build())
        .overrideAction(OverrideActionProperty.builder().none(Map.of()).build())
        .visibilityConfig(seenAs(group))
        .build();
  }

  private static RuleActionOverrideProperty counted(String rule) {
    return RuleActionOverrideProperty.builder()
        .name(rule)
        .actionToUse(
            RuleActionProperty.builder().count(CountActionProperty.builder().build()).build())
        .build();
  }

  private static CustomResponseProperty tooMany(String body) {
    return answer(
        TOO_MANY, body, List.of(Map.entry("Retry-After", String.valueOf(WINDOW_IN_SECONDS))));
  }

  private static CustomResponseProperty answer(
      GatewayProblem problem, String body, List<Map.Entry<String, String>> more) {
    return CustomResponseProperty.builder()
        .responseCode(problem.status())
        .customResponseBodyKey(body)
        .responseHeaders(
            Stream.concat(
                    Stream.of(
                        Map.entry("Cache-Control", "no-store"),
                        Map.entry("Referrer-Policy", "no-referrer")),
                    more.stream())
                .map(header ->
                    CustomHTTPHeaderProperty.builder()
                        .name(header.getKey())
                        .value(header.getValue())
                        .build())
                .toList())
        .build();
  }

  private static CustomResponseBodyProperty body(String type, String content) {
    return CustomResponseBodyProperty.builder().contentType(type).content(content).build();
  }

  /// No samples, because they would show query strings with links.
  private static VisibilityConfigProperty seenAs(String metric) {
    return VisibilityConfigProperty.builder()
        .metricName(metric)
        .cloudWatchMetricsEnabled(true)
        .sampledRequestsEnabled(false)
        .build();
  }
}
