package dev.hallpass.compiler.settings;

import dev.hallpass.catalog.Limits;
import dev.hallpass.catalog.Mailing;
import dev.hallpass.catalog.Readers;
import dev.hallpass.catalog.Settings;
import dev.hallpass.catalog.TargetAccount;
import dev.hallpass.catalog.people.IdentityStore;
import dev.hallpass.catalog.people.People;
import dev.hallpass.compiler.yaml.Mistakes;
import dev.hallpass.compiler.yaml.YamlFields;
import dev.hallpass.compiler.yaml.YamlNode;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GroupName;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the settings from `hallpass.yaml`.
public final class SettingsReader {

  public static final Duration LONGEST_ANSWER = Duration.ofDays(7);
  public static final Duration ONE_SECOND = Duration.ofSeconds(1);
  private static final Duration SHORTEST_SESSION = Duration.ofMinutes(15);
  private static final Duration LONGEST_SESSION = Duration.ofHours(1);
  private static final Duration LONGEST_MINIMUM = Duration.ofHours(1);

  private final YamlFields fields;

  public SettingsReader(YamlFields fields) {
    this.fields = fields;
  }

  public Settings settings() {
    Mistakes mistakes = new Mistakes();
    var shortest =
        mistakes.in(() -> limits().get("shortest").duration(ONE_SECOND, LONGEST_MINIMUM));
    // STS takes this range when one role assumes another.
    var credentials =
        mistakes.in(
            () -> defaults().get("credentials").duration(SHORTEST_SESSION, LONGEST_SESSION));
    mistakes.check(this::answerWithin);
    var people = mistakes.in(() -> PeopleReader.read(fields));
    var admins = mistakes.in(() -> admins(people.get()));
    var identities =
        mistakes.in(() ->
            fields.get("identities").each(new IdentitiesReader(people, this::partition)::read));
    var accounts = mistakes.in(this::accounts);
    var mailing = mistakes.in(this::mailing);
    var readers = mistakes.in(() -> readers(people.get()));
    mistakes.refuse();
    return new Settings(
        identities.get(),
        sender(),
        new Limits(
            shortest.get(),
            most("requestsPerHour", Limits.USUAL.requestsPerHour()),
            most("pending", Limits.USUAL.pending()),
            most("mailsPerHour", Limits.USUAL.mailsPerHour()),
            limits().get("listed").number()),
        credentials.get(),
        people.get(),
        admins.get(),
        hub(),
        accounts.get(),
        identityStore(),
        demandsProof(),
        mailing.get(),
        adminGroups(),
        readers.get());
  }

  private int most(String limit, int usual) {
    return limits().find(limit).map(YamlNode::number).orElse(usual);
  }

  private List<GroupName> adminGroups() {
    return fields
        .find("adminGroups")
        .map(list -> list.each(one -> one.as(GroupName::new)))
        .orElse(List.of());
  }

  private Readers readers(People people) {
    return fields
        .find("readers")
        .map(node -> ReaderSettings.read(node.fields(), people))
        .orElse(Readers.USUAL);
  }

  private String sender() {
    return Person.of(fields.get("sender").text()).email();
  }

  private Mailing mailing() {
    return fields.find("mail").map(YamlNode::fields).map(this::mailing).orElse(Mailing.USUAL);
  }

  private Mailing mailing(YamlFields mail) {
    mail.find("identity").ifPresent(identity -> requireFitting(identity, mail.find("region")));
    mail.find("region")
        .filter(_ -> mail.find("configurationSet").isEmpty())
        .ifPresent(region -> {
          throw region.refused(
              "%s may be another region than that of Hallpass, in which the stack makes no configuration set; add configurationSet, the name of yours there"
                  .formatted(region.text()));
        });
    return new Mailing(
        mail.find("name").map(YamlNode::text).orElse(Mailing.USUAL.name()),
        mail.find("replyTo").map(YamlNode::text),
        mail.find("region").map(YamlNode::text),
        mail.find("identity").map(YamlNode::text),
        mail.find("configurationSet").map(YamlNode::text));
  }

  /// SES takes only an identity of its own region, which is the sender or its domain (source: SES,
  /// sending authorization).
  private void requireFitting(YamlNode identity, Optional<YamlNode> region) {
    String[] parts = identity.text().split("[:/]", -1);
    String named = parts[parts.length - 1];
    String sender = sender();
    if (!sender.equals(named) && !sender.endsWith("@" + named) && !sender.endsWith("." + named)) {
      throw identity.refused(
          "%s is the identity of others than %s; name the identity of this address or of its domain"
              .formatted(named, sender));
    }
    if (region.filter(other -> !other.text().equals(parts[3])).isPresent()) {
      throw identity.refused(
          "the identity is in %s, and mails are sent from %s; name an identity there"
              .formatted(parts[3], region.get().text()));
    }
  }

  /// The time to answer of a level that names none.
  public Duration answerWithin() {
    return defaults().get("answerWithin").duration(ONE_SECOND, LONGEST_ANSWER);
  }

  private List<Person> admins(People people) {
    return fields.find("admins").map(new PeopleReader(people)::people).orElse(List.of());
  }

  private YamlFields limits() {
    return fields.get("limits").fields();
  }

  private YamlFields defaults() {
    return fields.get("defaults").fields();
  }

  private Optional<IdentityStore> identityStore() {
    return fields
        .find("identityStore")
        .map(YamlNode::fields)
        .map(store ->
            new IdentityStore(
                new AccountId(store.get("account").text()),
                store.get("region").text(),
                store.get("id").text(),
                store.get("externalId").text()));
  }

  private Optional<AccountId> hub() {
    return fields.find("hub").map(YamlNode::text).map(AccountId::new);
  }

  private String partition() {
    return InstallationReader.partition(fields);
  }

  private List<TargetAccount> accounts() {
    List<YamlNode> nodes = fields.find("accounts").map(YamlNode::items).orElse(List.of());
    Set<String> known = new HashSet<>();
    hub().ifPresent(id -> known.add(id.value()));
    List<TargetAccount> accounts = Mistakes.each(nodes, node -> account(node, known));
    Mistakes.checkEach(nodes, node -> requireOtherNames(node, known));
    return accounts;
  }

  private static TargetAccount account(YamlNode node, Set<String> known) {
    YamlFields fields = node.fields();
    AccountId id = new AccountId(fields.get("account").text());
    if (!known.add(id.value())) {
      throw fields
          .get("account")
          .refused("%s is the hub, or is listed above; take it out".formatted(id));
    }
    Optional<String> name = fields.find("name").map(text -> name(text, known));
    List<String> groups =
        fields.find("groups").map(list -> list.each(YamlNode::text)).orElse(List.of());
    return new TargetAccount(id, name.orElse(id.value()), groups, fields.get("externalId").text());
  }

  private static String name(YamlNode node, Set<String> known) {
    if (!known.add(node.text())) {
      throw node.refused("%s is the name of another account; take another".formatted(node.text()));
    }
    return node.text();
  }

  /// A word must not stand for an account and for a group.
  private static void requireOtherNames(YamlNode account, Set<String> known) {
    for (YamlNode group : account.fields().find("groups").map(YamlNode::items).orElse(List.of())) {
      if (known.contains(group.text())) {
        throw group.refused(
            "%s is the name of an account; give the group another name".formatted(group.text()));
      }
    }
  }

  private boolean demandsProof() {
    return fields
        .find("api")
        .flatMap(api -> api.fields().find("proof"))
        .filter(proof -> proof.text().equals("required"))
        .isPresent();
  }
}
