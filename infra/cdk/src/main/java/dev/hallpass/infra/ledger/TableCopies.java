package dev.hallpass.infra.ledger;

import dev.hallpass.infra.shared.ResourceDenial;
import java.util.List;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/// Who copies a table: the deploying role and, if there is one, the role for backups. A copy has no
/// policy of its own, so its readers are other people than those of the table.
///
/// A table's policy cannot speak of what works on a backup or an import: `DeleteBackup`,
/// `RestoreTableFromBackup`, `RestoreTableFromAwsBackup`, `ImportTable` (source: DynamoDB, API
/// operations supported by resource-based policies). That list does not name `StartAwsBackupJob`,
/// by which AWS Backup copies, and a table refuses a policy with an action that it does not know.
/// The control policies for an organization deny all these.
final class TableCopies {

  private TableCopies() {}

  /// Denies everybody else to copy the table.
  ///
  /// @param backupRoles the ARN of the role for backups, at most one
  static PolicyStatement onlyBy(List<String> backupRoles, Construct table) {
    return new ResourceDenial(
            "OnlyBackupsCopyTheTable",
            "dynamodb:CreateBackup",
            "dynamodb:ExportTableToPointInTime",
            "dynamodb:RestoreTableToPointInTime")
        .exceptDeployments(table, backupRoles)
        .statement();
  }
}
