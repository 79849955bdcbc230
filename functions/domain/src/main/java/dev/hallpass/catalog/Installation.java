package dev.hallpass.catalog;

import java.util.List;

/// The settings that only a deployment reads: the address of the API, who can reach it, who gets
/// the alarms, who writes tickets, who copies the tables, whether concurrency is reserved, and the
/// partition of AWS.
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
public record Installation(
    List<Domain> domains,
    List<String> networks,
    List<String> organizations,
    List<String> alarms,
    List<String> ticketWriters,
    List<String> backupRoles,
    boolean reservesConcurrency,
    String partition) {

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
}
