package dev.hallpass.compiler.policy;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.Json.UnexpectedJson;
import dev.hallpass.compiler.yaml.CatalogFiles;
import dev.hallpass.compiler.yaml.CatalogRefused;
import dev.hallpass.compiler.yaml.Mistakes;
import dev.hallpass.compiler.yaml.YamlNode;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.Sha256;
import dev.hallpass.policy.ManagedPolicyArn;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads the managed policies that an entitlement names. Each has a file below `managed/` with its
/// ARN, its version and its document.
public record ManagedReader(CatalogFiles files) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9+=,.@_-]{1,128}");

  /// @param statements those of the entitlement, of which a denial on every resource narrows what
  ///   the managed policies open
  List<ManagedNode> read(Optional<YamlNode> list, List<StatementNode> statements) {
    return Mistakes.each(
        list.map(YamlNode::items).orElse(List.of()), node -> read(node, statements));
  }

  private ManagedNode read(YamlNode node, List<StatementNode> statements) {
    Optional<ManagedPolicyArn> named =
        NAME.matcher(node.text()).matches()
            ? Optional.empty()
            : Optional.of(node.as(ManagedPolicyArn::new));
    String file = CatalogFiles.managed(named.map(ManagedReader::fileName).orElseGet(node::text));
    String text = files.text(file).orElseThrow(() -> missing(node, file, named));
    try {
      JsonNode json = Json.read(text);
      Json.allow(json, "arn", "version", "document");
      ManagedPolicyArn arn = new ManagedPolicyArn(Json.text(json, "arn"));
      requireSame(node, file, named, arn);
      JsonNode document = json.path("document");
      return new ManagedNode(
          node,
          arn,
          Json.text(json, "version"),
          Sha256.of(Json.canonical(document)),
          new ManagedDocument(document),
          action -> statements.stream().anyMatch(statement -> statement.deniesEverywhere(action)));
    } catch (UnexpectedJson unexpected) {
      throw new CatalogRefused(file, 1, unexpected.says());
    } catch (JacksonException _) {
      throw new CatalogRefused(file, 1, "is not JSON; write it anew as infra/README.md says");
    }
  }

  /// A name is unique in its account.
  public static String fileName(ManagedPolicyArn arn) {
    return arn.account().map(account -> account + "-" + arn.name()).orElse(arn.name());
  }

  private static void requireSame(
      YamlNode node, String file, Optional<ManagedPolicyArn> named, ManagedPolicyArn arn) {
    if (named.isPresent() && !named.get().equals(arn)) {
      throw node.refused(
          "names another policy than %s, which is %s; correct the ARN in one of them"
              .formatted(file, arn));
    }
    if (named.isEmpty() && (arn.account().isPresent() || !arn.name().equals(node.text()))) {
      throw node.refused(
          "a name stands for a policy of AWS, and %s is %s; write the ARN of a policy of an account"
              .formatted(file, arn));
    }
  }

  private static CatalogRefused missing(
      YamlNode node, String file, Optional<ManagedPolicyArn> named) {
    String name = named.map(ManagedPolicyArn::name).orElseGet(node::text);
    Optional<AccountId> account = named.flatMap(ManagedPolicyArn::account);
    return node.refused(
        ("needs the file %s, which is not there; in the catalogue's folder run aws iam list-policies"
                + " --scope %s --query \"Policies[?PolicyName=='%s'].[Arn,DefaultVersionId]\" --output text"
                + " | while read -r arn version; do aws iam get-policy-version --policy-arn $arn"
                + " --version-id $version --output json | jq --arg arn $arn"
                + " '{arn: $arn, version: .PolicyVersion.VersionId, document: .PolicyVersion.Document}'"
                + " > %s; done")
            .formatted(file, account.isPresent() ? "Local" : "AWS", name, file));
  }
}
