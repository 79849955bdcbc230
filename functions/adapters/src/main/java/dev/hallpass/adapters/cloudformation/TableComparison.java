package dev.hallpass.adapters.cloudformation;

import dev.hallpass.adapters.cloudformation.StackTemplate.Resource;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PolicyNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import tools.jackson.databind.JsonNode;

/// What protects a table: its own policy, and that it cannot be deleted.
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
          () -> here(resource).path("DeletionProtectionEnabled").asBoolean(false),
          Boolean.TRUE.equals(table.deletionProtectionEnabled()));
      findings.compare("resource policy", () -> comparePolicy(resource, findings));
    } catch (ResourceNotFoundException _) {
      findings.missing("table");
    }
  }

  private void comparePolicy(Resource resource, Findings findings) {
    JsonNode document = here(resource).path("ResourcePolicy").path("PolicyDocument");
    Optional<PolicyTree> expected =
        document.isMissingNode() ? Optional.empty() : Optional.of(PolicyTree.of(document));
    Optional<PolicyTree> found = policy(findings.name());
    if (expected.isPresent() && found.isEmpty()) {
      findings.missing("resource policy");
    } else if (expected.isEmpty() && found.isPresent()) {
      findings.added("resource policy");
    } else {
      findings.compare("resource policy", () -> expected, found);
    }
  }

  private Optional<PolicyTree> policy(String table) {
    try {
      String arn = template.place().arn("dynamodb", "table/" + table);
      return Optional.of(
          PolicyTree.read(dynamoDb.getResourcePolicy(get -> get.resourceArn(arn)).policy()));
    } catch (PolicyNotFoundException _) {
      return Optional.empty();
    }
  }

  /// What holds of the table in this region: a global table says so for each of its replicas.
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
