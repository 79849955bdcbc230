package dev.hallpass.compiler.settings;

import dev.hallpass.catalog.Installation;
import dev.hallpass.catalog.Installation.Archive;
import dev.hallpass.catalog.Installation.Chats;
import dev.hallpass.catalog.Installation.Conventions;
import dev.hallpass.catalog.Installation.Domain;
import dev.hallpass.catalog.Installation.Slack;
import dev.hallpass.catalog.Installation.Teams;
import dev.hallpass.catalog.Installation.Workflow;
import dev.hallpass.catalog.parameter.Network;
import dev.hallpass.compiler.yaml.Mistakes;
import dev.hallpass.compiler.yaml.YamlFields;
import dev.hallpass.compiler.yaml.YamlNode;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.Person;
import java.time.Period;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Reads the settings from `hallpass.yaml` that only a deployment needs.
public final class InstallationReader {

  private static final String COMMERCIAL = "aws";

  private final YamlFields fields;

  public InstallationReader(YamlFields fields) {
    this.fields = fields;
  }

  public Installation installation() {
    Mistakes mistakes = new Mistakes();
    var networks =
        mistakes.in(() ->
            api()
                .flatMap(api -> api.find("networks"))
                .map(list -> list.each(InstallationReader::network))
                .orElse(List.of()));
    var alarms =
        mistakes.in(() ->
            fields
                .find("alarms")
                .map(list -> list.each(node -> Person.of(node.text()).email()))
                .orElse(List.of()));
    var archive =
        mistakes.in(
            () -> fields.find("archive").map(node -> archive(node.fields())).orElse(Archive.USUAL));
    var conventions =
        mistakes.in(() ->
            fields
                .find("deployment")
                .map(node ->
                    new ConventionsReader(node.fields(), api(), partition(fields)).conventions())
                .orElse(Conventions.NONE));
    var workflows = mistakes.in(this::workflows);
    mistakes.check(this::requirePartition);
    mistakes.refuse();
    return new Installation(
        optional(api().flatMap(api -> api.find("domain")), InstallationReader::domain),
        networks.get(),
        optional(api().flatMap(api -> api.find("organization")), YamlNode::text),
        alarms.get(),
        optional(fields.find("ticketWriter"), YamlNode::text),
        dutyWriters().stream().map(YamlNode::text).toList(),
        workflows.get(),
        optional(fields.find("backupRole"), YamlNode::text),
        fields.find("reserveConcurrency").map(YamlNode::truth).orElse(true),
        partition(fields),
        archive.get(),
        conventions.get(),
        fields.find("chats").map(node -> chats(node.fields())).orElse(Chats.NONE));
  }

  private static String network(YamlNode node) {
    Network network =
        Network.parse(node.text())
            .orElseThrow(() ->
                node.refused(
                    "must be a network as a CIDR block, such as 203.0.113.0/24 or 2001:db8::/32"));
    if (!network.isFromItsFirst()) {
      throw node.refused(
          "has bits set after the first %d, and AWS would take the whole network for it; write %s, or this address as /%d"
              .formatted(
                  network.prefix(),
                  network.fromItsFirst(),
                  network.address().getAddress().length * Byte.SIZE));
    }
    return node.text();
  }

  private List<Workflow> workflows() {
    Set<String> sources = new HashSet<>();
    return fields
        .find("workflows")
        .map(list ->
            list.each(node -> {
              YamlNode source = node.fields().get("source");
              if (!sources.add(source.text())) {
                throw source.refused(
                    "is the source of another workflow, so nobody could tell them apart; give each its own");
              }
              YamlNode role = node.fields().get("role");
              requirePartition(role, partition(fields));
              return new Workflow(source.text(), role.text());
            }))
        .orElse(List.of());
  }

  private List<YamlNode> dutyWriters() {
    return fields.find("dutyWriters").map(YamlNode::items).orElse(List.of());
  }

  private static Chats chats(YamlFields chats) {
    return new Chats(
        chats.find("slack").map(list -> list.each(InstallationReader::slack)).orElse(List.of()),
        chats.find("teams").map(list -> list.each(InstallationReader::teams)).orElse(List.of()));
  }

  private static Slack slack(YamlNode node) {
    YamlFields fields = node.fields();
    return new Slack(fields.get("workspace").text(), fields.get("channel").text());
  }

  private static Teams teams(YamlNode node) {
    YamlFields fields = node.fields();
    return new Teams(
        fields.get("tenant").text(), fields.get("team").text(), fields.get("channel").text());
  }

  /// Nothing in one partition of AWS can name what is in another.
  private void requirePartition() {
    Mistakes.checkEach(
        Stream.concat(
                dutyWriters().stream(),
                Stream.of(
                        fields.find("ticketWriter"),
                        fields.find("backupRole"),
                        api()
                            .flatMap(api -> api.find("domain"))
                            .map(domain -> domain.fields().get("certificate")),
                        fields
                            .find("archive")
                            .flatMap(archive -> archive.fields().find("continues")))
                    .flatMap(Optional::stream))
            .toList(),
        arn -> requirePartition(arn, partition(fields)));
  }

  static void requirePartition(YamlNode arn, String partition) {
    String named = arn.text().split(":", 3)[1];
    if (!named.equals(partition)) {
      throw arn.refused(
          "%s is in the partition %s, and the accounts are in %s; correct it, or the field partition"
              .formatted(arn.text(), named, partition));
    }
  }

  /// The partition of AWS that the settings name.
  static String partition(YamlFields settings) {
    return settings.find("partition").map(YamlNode::text).orElse(COMMERCIAL);
  }

  private Archive archive(YamlFields archive) {
    return new Archive(
        archive.find("account").map(this::apart),
        archive
            .find("retention")
            .map(node -> Period.parse(node.text()))
            .orElse(Archive.USUAL.retention()),
        archive.find("continues").map(YamlNode::text));
  }

  /// Who administers the hub, or gets access by a grant, must not reach the archive there.
  private AccountId apart(YamlNode account) {
    String number = account.text();
    String hub =
        fields
            .find("hub")
            .map(YamlNode::text)
            .orElseThrow(() ->
                account.refused(
                    "%s is another account, so the hub must have a name too; add the field hub"
                        .formatted(number)));
    if (number.equals(hub)) {
      throw account.refused(
          "%s is the hub, where the archive is anyway; leave the field out".formatted(number));
    }
    if (accounts().anyMatch(number::equals)) {
      throw account.refused(
          "%s is an account in which grants open access; name one in which they do not"
              .formatted(number));
    }
    return new AccountId(number);
  }

  private Stream<String> accounts() {
    return fields.find("accounts").map(YamlNode::items).orElse(List.of()).stream()
        .map(node -> node.fields().get("account").text());
  }

  private Optional<YamlFields> api() {
    return fields.find("api").map(YamlNode::fields);
  }

  private static <T> List<T> optional(Optional<YamlNode> node, Function<YamlNode, T> form) {
    return node.map(form).map(List::of).orElse(List.of());
  }

  private static Domain domain(YamlNode node) {
    return new Domain(node.fields().get("name").text(), node.fields().get("certificate").text());
  }
}
