package dev.hallpass.catalog;

import dev.hallpass.identity.AccountId;
import java.time.Period;
import java.util.List;
import java.util.Optional;

/// The settings that only a deployment reads: the address of the API, who can reach it, who gets
/// the alarms, who writes tickets, who copies the tables, whether concurrency is reserved, the
/// partition of AWS, and the archive.
///
/// @param domains the API's own domain, at most one; if empty, the API has API Gateway's address
/// @param networks the networks that can call the API, as CIDR blocks; if empty, all can
/// @param organizations the AWS organization whose members can call the API, at most one; if empty,
///   all can
/// @param alarms the e-mail addresses that get the alarms
/// @param ticketWriters the ARN of the role that writes tickets, at most one; if empty, nobody can
/// @param backupRoles the ARN of the role that copies the tables by backup, export and restoring,
///   at most one; if empty, only deployments can
/// @param reservesConcurrency whether functions reserve concurrency of the account
/// @param partition the partition of all accounts: `aws`, `aws-cn`, `aws-us-gov` or another
/// @param archive where the ledger's log is kept
public record Installation(
    List<Domain> domains,
    List<String> networks,
    List<String> organizations,
    List<String> alarms,
    List<String> ticketWriters,
    List<String> backupRoles,
    boolean reservesConcurrency,
    String partition,
    Archive archive) {

  public Installation {
    domains = List.copyOf(domains);
    networks = List.copyOf(networks);
    organizations = List.copyOf(organizations);
    alarms = List.copyOf(alarms);
    ticketWriters = List.copyOf(ticketWriters);
    backupRoles = List.copyOf(backupRoles);
  }

  /// A domain of the API.
  ///
  /// @param name a host name
  /// @param certificate the ARN of the certificate for it in AWS Certificate Manager
  public record Domain(String name, String certificate) {}

  /// The archive of the ledger's log.
  ///
  /// @param account its account; if empty, the hub
  /// @param retention how long nobody can remove an object, in years or in days
  /// @param continues the origin of the log of the table before, if the table was restored
  public record Archive(Optional<AccountId> account, Period retention, Optional<String> continues) {

    /// The archive where the settings say nothing of it. A year is the longest time that an auditor
    /// of access usually looks back.
    public static final Archive USUAL =
        new Archive(Optional.empty(), Period.ofYears(1), Optional.empty());
  }
}
