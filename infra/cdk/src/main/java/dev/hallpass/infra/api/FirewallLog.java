package dev.hallpass.infra.api;

import dev.hallpass.infra.shared.EncryptionKey;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.wafv2.CfnLoggingConfiguration;
import software.amazon.awscdk.services.wafv2.CfnLoggingConfiguration.FieldToMatchProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL;
import software.constructs.Construct;

/// The log of calls that the firewall stopped. The API's log has the others.
final class FirewallLog extends Construct {

  FirewallLog(Construct scope, CfnWebACL firewall, EncryptionKey key) {
    super(scope, "Log");
    LogGroup group =
        key.encrypt(
                LogGroup.Builder.create(this, "Group")
                    .logGroupName(name())
                    .retention(RetentionDays.ONE_YEAR)
                    // With a fixed name, the old log would block the next stack.
                    .removalPolicy(RemovalPolicy.DESTROY))
            .build();
    CfnLoggingConfiguration.Builder.create(this, "Configuration")
        .resourceArn(firewall.getAttrArn())
        .logDestinationConfigs(List.of(arn(group)))
        .redactedFields(
            List.of(
                queryString(),
                header("authorization"),
                header("x-amz-security-token"),
                header("hallpass-proof")))
        .loggingFilter(onlyWhatIsStopped())
        .build();
  }

  /// The firewall writes only into log groups with this prefix (source: AWS WAF, logging
  /// destinations).
  private String name() {
    return "aws-waf-logs-" + Stack.of(this).getStackName().toLowerCase(Locale.ROOT);
  }

  /// The log group's own attribute ends with `:*`, which the firewall refuses.
  private String arn(LogGroup group) {
    return Stack.of(this)
        .formatArn(
            ArnComponents.builder()
                .service("logs")
                .resource("log-group")
                .resourceName(group.getLogGroupName())
                .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                .build());
  }

  /// This holds the link of a decision page, or a signature.
  private static FieldToMatchProperty queryString() {
    return FieldToMatchProperty.builder().queryString(Map.of()).build();
  }

  private static FieldToMatchProperty header(String name) {
    return FieldToMatchProperty.builder().singleHeader(Map.of("Name", name)).build();
  }

  /// CloudFormation does not check this property, so its members have the firewall's own names.
  private static Map<String, Object> onlyWhatIsStopped() {
    Map<String, Object> stopped = Map.of("ActionCondition", Map.of("Action", "BLOCK"));
    Map<String, Object> keep = new TreeMap<>();
    keep.put("Behavior", "KEEP");
    keep.put("Requirement", "MEETS_ANY");
    keep.put("Conditions", List.of(stopped));
    return new TreeMap<>(Map.of("DefaultBehavior", "DROP", "Filters", List.of(keep)));
  }
}
