package dev.hallpass.catalog;

import dev.hallpass.identity.AccountId;
import java.time.Period;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The settings that only a deployment reads: the address of the API, who can reach it, who gets
/// the alarms, who writes tickets, who copies the tables, whether concurrency is reserved, the
/// partition of AWS, the archive, what an organization demands of each deployment, and the chats in
/// which grants are shown.
///
/// @param domains the API's own domain, at most one; if empty, the API has API Gateway's address
/// @param networks the networks that can call the API, as CIDR blocks; if empty, all can
/// @param organizations the AWS organization whose members can call the API, at most one; if empty,
///   all can
/// @param alarms the e-mail addresses that get the alarms
/// @param ticketWriters the ARN of the role that writes tickets, at most one; if empty, nobody can
/// @param dutyWriters the ARNs of the roles that write who has which duty; if empty, there are no
///   duties
/// @param workflows the workflows of other systems whose events are heard
/// @param backupRoles the ARN of the role that copies the tables by backup, export and restoring,
///   at most one; if empty, only deployments can
/// @param reservesConcurrency whether functions reserve concurrency of the account
/// @param partition the partition of all accounts: `aws`, `aws-cn`, `aws-us-gov` or another
/// @param archive where the ledger's log is kept
/// @param conventions what an organization demands of what is deployed
/// @param chats the chats in which each turn of a grant is shown
public record Installation(
    List<Domain> domains,
    List<String> networks,
    List<String> organizations,
    List<String> alarms,
    List<String> ticketWriters,
    List<String> dutyWriters,
    List<Workflow> workflows,
    List<String> backupRoles,
    boolean reservesConcurrency,
    String partition,
    Archive archive,
    Conventions conventions,
    Chats chats) {

  public Installation {
    domains = List.copyOf(domains);
    networks = List.copyOf(networks);
    organizations = List.copyOf(organizations);
    alarms = List.copyOf(alarms);
    ticketWriters = List.copyOf(ticketWriters);
    dutyWriters = List.copyOf(dutyWriters);
    workflows = List.copyOf(workflows);
    backupRoles = List.copyOf(backupRoles);
  }

  /// A domain of the API.
  ///
  /// @param name a host name
  /// @param certificate the ARN of the certificate for it in AWS Certificate Manager
  public record Domain(String name, String certificate) {}

  /// A workflow of another system.
  ///
  /// @param source the source of its events, which no other workflow can use
  /// @param role the ARN of the role that puts them
  public record Workflow(String source, String role) {}

  /// Chats, by Amazon Q Developer in chat applications.
  public record Chats(List<Slack> slack, List<Teams> teams) {

    /// No chat.
    public static final Chats NONE = new Chats(List.of(), List.of());

    public Chats {
      slack = List.copyOf(slack);
      teams = List.copyOf(teams);
    }

    public boolean areNone() {
      return slack.isEmpty() && teams.isEmpty();
    }
  }

  /// A channel of Slack, by the ids of Slack.
  public record Slack(String workspace, String channel) {}

  /// A channel of Microsoft Teams, by the ids of Microsoft.
  ///
  /// @param channel as it stands in the channel's link, such as `19%3a…%40thread.tacv2`
  public record Teams(String tenant, String team, String channel) {}

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

  /// What an organization demands of what is deployed in its accounts.
  ///
  /// @param qualifier the qualifier of `cdk bootstrap`; if empty, that of `cdk.json`
  /// @param tags the tags of each stack, and so of each resource that takes tags
  /// @param boundary the name of the policy that bounds the roles of functions and services, with
  ///   its path; the same in each account
  /// @param rolePath the path of these roles; it begins and ends with a slash
  /// @param key the ARN of the key that encrypts logs and alarms; if empty, AWS's own
  /// @param network where the hub's functions run; if empty, outside of all networks
  /// @param hasFirewall whether a web application firewall stands before the API
  /// @param endpoints the VPC endpoints by which alone the API is reached; if empty, it is public
  /// @param ownsLogRole whether Hallpass sets the role by which API Gateway logs; the account has
  ///   one for all its APIs
  /// @param hasDashboard whether a dashboard shows alarms and graphs
  public record Conventions(
      Optional<String> qualifier,
      Map<String, String> tags,
      Optional<String> boundary,
      String rolePath,
      Optional<String> key,
      Optional<Subnets> network,
      boolean hasFirewall,
      List<String> endpoints,
      boolean ownsLogRole,
      boolean hasDashboard) {

    /// An organization that demands nothing.
    public static final Conventions NONE =
        new Conventions(
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            "/",
            Optional.empty(),
            Optional.empty(),
            true,
            List.of(),
            true,
            false);

    public Conventions {
      tags = Collections.unmodifiableMap(new TreeMap<>(tags));
      endpoints = List.copyOf(endpoints);
    }
  }

  /// A place in a network.
  ///
  /// @param subnets the ids of its subnets
  /// @param securityGroups the ids of the security groups of what runs there
  public record Subnets(List<String> subnets, List<String> securityGroups) {

    public Subnets {
      subnets = List.copyOf(subnets);
      securityGroups = List.copyOf(securityGroups);
    }
  }
}
