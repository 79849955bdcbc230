package dev.hallpass.catalog;

import java.util.List;

/// What a deployment needs and no function reads: where the API is reached, by whom, who is told
/// when an alarm rings, and what is reserved for functions.
///
/// @param domains the domain that the API is reached at, one at the most; if there is none, API
///   Gateway's own address is used
/// @param networks the networks that the API may be called from, as CIDR blocks; any if there is
///   none
/// @param organizations the organization of AWS whose members may call the API, one at the most;
///   any if there is none
/// @param alarms the e-mail addresses of those who are told
/// @param reservesConcurrency whether functions reserve concurrency of the account
public record Installation(
    List<Domain> domains,
    List<String> networks,
    List<String> organizations,
    List<String> alarms,
    boolean reservesConcurrency) {

  public Installation {
    domains = List.copyOf(domains);
    networks = List.copyOf(networks);
    organizations = List.copyOf(organizations);
    alarms = List.copyOf(alarms);
  }

  /// A domain of one's own.
  ///
  /// @param name a host name
  /// @param certificate the ARN of the certificate for it in AWS Certificate Manager
  public record Domain(String name, String certificate) {}
}
