package dev.hallpass.adapters.cloudformation;

import dev.hallpass.adapters.cloudformation.StackTemplate.Resource;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PolicyNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import tools.jackson.databind.JsonNode;

/// Compares the protection of a table: its policy and its deletion protection.
final class TableComparison {

  private final StackTemplate template;
  private final DynamoDbClient dynamoDb;

  TableComparison(StackTemplate template, DynamoDbClient dynamoDb) {
    this.template = template;
    this.dynamoDb = dynamoDb;
  }

  void compare(Resource resource, Findings findings) {
    try {
      TableDescription table =
          dynamoDb.describeTable(describe -> describe.tableName(findings.name())).table();
      findings.compare(
          "deletion protection",
          () -> isProtected(resource),
          Boolean.TRUE.equals(table.deletionProtectionEnabled()),
          () ->
              AwsCommand.of("dynamodb", "update-table")
                  .with("table-name", findings.name())
                  .with("deletion-protection-enabled", isProtected(resource))
                  .text());
      findings.compare("resource policy", () -> comparePolicy(resource, findings));
    } catch (ResourceNotFoundException _) {
      findings.missing("table", () -> Remedies.RESTORE);
    }
  }

  private boolean isProtected(Resource resource) {
    return here(resource).path("DeletionProtectionEnabled").asBoolean(false);
  }

  private void comparePolicy(Resource resource, Findings findings) {
    JsonNode document = here(resource).path("ResourcePolicy").path("PolicyDocument");
    Optional<PolicyTree> expected =
        document.isMissingNode() ? Optional.empty() : Optional.of(PolicyTree.of(document));
    Optional<PolicyTree> found = policy(findings.name());
    Supplier<String> put = () -> put(findings.name(), document);
    if (expected.isPresent() && found.isEmpty()) {
      findings.missing("resource policy", put);
    } else if (expected.isEmpty() && found.isPresent()) {
      findings.added("resource policy", () -> on("delete-resource-policy", findings.name()).text());
    } else {
      findings.compare("resource policy", () -> expected, found, put);
    }
  }

  private String put(String table, JsonNode document) {
    return on("put-resource-policy", table).with("policy", document).text();
  }

  private AwsCommand on(String operation, String table) {
    return AwsCommand.of("dynamodb", operation).with("resource-arn", arn(table));
  }

  private String arn(String table) {
    return template.place().arn("dynamodb", "table/" + table);
  }

  private Optional<PolicyTree> policy(String table) {
    try {
      return Optional.of(
          PolicyTree.read(dynamoDb.getResourcePolicy(get -> get.resourceArn(arn(table))).policy()));
    } catch (PolicyNotFoundException _) {
      return Optional.empty();
    }
  }

  /// The table's properties in this region: a global table has them for each replica.
  private JsonNode here(Resource resource) {
    if (!resource.properties().has("Replicas")) {
      return template.resolve(resource.properties());
    }
    return template
        .property(resource, "Replicas")
        .valueStream()
        .filter(replica -> replica.path("Region").asString("").equals(template.place().region()))
        .findFirst()
        .orElseThrow(() -> new Undeterminable("the template has no replica in this region"));
  }
}
