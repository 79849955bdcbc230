package dev.hallpass.compiler;

import dev.hallpass.catalog.People;
import dev.hallpass.catalog.Settings;
import dev.hallpass.catalog.TargetAccount;
import dev.hallpass.catalog.TrustedIdentities;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the settings from `hallpass.yaml`.
final class SettingsReader {

  static final Duration LONGEST_ANSWER = Duration.ofDays(7);
  static final Duration ONE_SECOND = Duration.ofSeconds(1);
  private static final Duration SHORTEST_SESSION = Duration.ofMinutes(15);
  private static final Duration LONGEST_SESSION = Duration.ofHours(1);
  private static final Duration LONGEST_MINIMUM = Duration.ofHours(1);
  private static final int LONGEST_LIST = 100;
  private static final int MOST_REQUESTS = 100;
  private static final int USUAL_REQUESTS = 20;
  private static final int USUAL_PENDING = 10;
  private static final int MOST_MAILS = 1000;
  private static final int USUAL_MAILS = 60;
  // Source: IAM Identity Center, CreatePermissionSet.
  private static final Pattern PERMISSION_SET = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,32}");
  private static final Pattern DOMAIN = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)+");

  private static final String[] ACCOUNT_FIELDS = {"account", "name", "groups", "externalId"};

  private final YamlFields fields;

  SettingsReader(YamlFields fields) {
    this.fields = fields;
  }

  Settings settings() {
    YamlFields limits =
        fields
            .get("limits")
            .fields("shortest", "requestsPerHour", "pending", "mailsPerHour", "listed");
    // STS takes this range when one role assumes another.
    Duration credentials =
        defaults().get("credentials").duration(SHORTEST_SESSION, LONGEST_SESSION);
    answerWithin();
    return new Settings(
        identities(),
        person(fields.get("sender")).email(),
        limits.get("shortest").duration(ONE_SECOND, LONGEST_MINIMUM),
        credentials,
        people(),
        admins(),
        limits
            .find("requestsPerHour")
            .map(node -> node.number(1, MOST_REQUESTS))
            .orElse(USUAL_REQUESTS),
        limits.find("pending").map(node -> node.number(1, MOST_REQUESTS)).orElse(USUAL_PENDING),
        limits.find("mailsPerHour").map(node -> node.number(1, MOST_MAILS)).orElse(USUAL_MAILS),
        limits.get("listed").number(1, LONGEST_LIST),
        hub(),
        accounts(),
        demandsProof());
  }

  /// The time to answer of a level that names none.
  Duration answerWithin() {
    return defaults().get("answerWithin").duration(ONE_SECOND, LONGEST_ANSWER);
  }

  /// The people and their addresses.
  People people() {
    return PeopleReader.read(fields);
  }

  private List<Person> admins() {
    return fields.find("admins").map(new PeopleReader(people())::people).orElse(List.of());
  }

  static Person person(YamlNode node) {
    String text = node.text();
    try {
      return Person.of(text);
    } catch (IllegalArgumentException _) {
      throw node.refused(
          "must be an e-mail address of at most 64 characters, such as bob@example.com");
    }
  }

  static String domain(YamlNode node) {
    return node.text(DOMAIN, "must be a mail domain in lower case, such as example.com");
  }

  private YamlFields defaults() {
    return fields.get("defaults").fields("credentials", "answerWithin");
  }

  private Optional<AccountId> hub() {
    return fields.find("hub").map(node -> node.as(AccountId::new));
  }

  private List<TargetAccount> accounts() {
    List<YamlNode> nodes = fields.find("accounts").map(YamlNode::items).orElse(List.of());
    Set<String> known = new HashSet<>();
    hub().ifPresent(id -> known.add(id.value()));
    if (known.isEmpty() && !nodes.isEmpty()) {
      throw nodes
          .getFirst()
          .refused("is another account, so the hub must have a name too; add the field hub");
    }
    List<TargetAccount> accounts = nodes.stream().map(node -> account(node, known)).toList();
    // A word must not stand for an account and for a group.
    nodes.stream()
        .map(node -> node.fields(ACCOUNT_FIELDS).find("groups"))
        .flatMap(Optional::stream)
        .flatMap(list -> list.items().stream())
        .filter(group -> known.contains(group.text()))
        .findFirst()
        .ifPresent(group -> {
          throw group.refused(
              "%s is the name of an account; give the group another name".formatted(group.text()));
        });
    return accounts;
  }

  private static TargetAccount account(YamlNode node, Set<String> known) {
    YamlFields fields = node.fields(ACCOUNT_FIELDS);
    YamlNode account = fields.get("account");
    AccountId id = account.as(AccountId::new);
    if (!known.add(id.value())) {
      throw account.refused("%s is the hub, or is listed above; take it out".formatted(id));
    }
    Optional<String> name = fields.find("name").map(text -> name(text, known));
    List<String> groups =
        fields
            .find("groups")
            .map(list -> list.each(group -> group.as(TargetAccount::checkedName)))
            .orElse(List.of());
    return fields
        .get("externalId")
        .as(externalId -> new TargetAccount(id, name.orElse(id.value()), groups, externalId));
  }

  private static String name(YamlNode node, Set<String> known) {
    String name = node.as(TargetAccount::checkedName);
    if (!known.add(name)) {
      throw node.refused("%s is the name of another account; take another".formatted(name));
    }
    return name;
  }

  private boolean demandsProof() {
    return fields
        .find("api")
        .map(InstallationReader::api)
        .flatMap(api -> api.find("proof"))
        .map(SettingsReader::proof)
        .orElse(false);
  }

  private static boolean proof(YamlNode node) {
    return switch (node.text()) {
      case "required" -> true;
      case "optional" -> false;
      default ->
          throw node.refused(
              "must be required or optional; required demands a proof of the caller with each"
                  + " signed call");
    };
  }

  private List<TrustedIdentities> identities() {
    return fields.get("identities").each(SettingsReader::identities);
  }

  private static TrustedIdentities identities(YamlNode node) {
    YamlFields fields = node.fields("account", "permissionSet", "domain");
    return new TrustedIdentities(
        fields.get("account").as(AccountId::new),
        fields
            .get("permissionSet")
            .text(PERMISSION_SET, "must be the name of a permission set, of 32 characters at most"),
        domain(fields.get("domain")));
  }
}
