package dev.hallpass.handlers.api;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.ANSWER_WITHIN;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.HUB;
import static dev.hallpass.grant.Examples.TARGET;
import static dev.hallpass.grant.Examples.requested;
import static dev.hallpass.records.Altered.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.Level;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Limits;
import dev.hallpass.catalog.Mailing;
import dev.hallpass.catalog.Readers;
import dev.hallpass.catalog.Settings;
import dev.hallpass.catalog.people.People;
import dev.hallpass.catalog.people.TrustedIdentities.PermissionSet;
import dev.hallpass.catalog.people.UserNames;
import dev.hallpass.catalog.people.Users;
import dev.hallpass.figures.Figures;
import dev.hallpass.fuzz.Cases;
import dev.hallpass.grant.GrantCommand.Request;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.Ids;
import dev.hallpass.handlers.Catalogs;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Nobody approves their own request, under whatever name.
class OwnRequestTest {

  private static final int GRANTS = Cases.share(200);
  private static final int CALLS_PER_GRANT = 500;

  private static final ProxyCall APPROVE = ProxyCall.of("ApproveGrant");

  private static final Person TEAM = Person.of("team@example.com");
  private static final Settings SETTINGS =
      new Settings(
          List.of(
              permissionSet(HUB, "Engineer", "example.com"),
              permissionSet(HUB, "Admin_Access", "example.com"),
              permissionSet(TARGET, "Engineer", "example.com"),
              permissionSet(HUB, "Engineer", "contractors.example.net")),
          "hallpass@example.com",
          Limits.USUAL,
          Duration.ofMinutes(15),
          new People(
              Map.of(
                  Person.of("alice.kim@example.com"), ALICE,
                  Person.of("asmith@example.com"), ALICE,
                  Person.of("alice@contractors.example.net"), ALICE),
              Map.of(TEAM, List.of(ALICE, CAROL))),
          List.of(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          false,
          Mailing.USUAL,
          List.of(),
          Readers.USUAL);

  private static PermissionSet permissionSet(AccountId account, String name, String domain) {
    return new PermissionSet(account, name, new UserNames(UserNames.Form.ADDRESSES, domain));
  }

  /// The addresses of one and the same human being.
  private static final List<String> ADDRESSES =
      List.of(
          "alice@example.com",
          "alice.kim@example.com",
          "asmith@example.com",
          "alice@contractors.example.net");

  private static final List<String> ROLES =
      List.of(
          "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Engineer_0123456789abcdef/",
          "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Engineer_fedcba9876543210/",
          "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_Access_0123456789abcdef/",
          "arn:aws:sts::444455556666:assumed-role/AWSReservedSSO_Engineer_0123456789abcdef/");

  private static final List<String> OTHER_ROLES =
      List.of(
          "arn:aws:sts::444455556666:assumed-role/AWSReservedSSO_Admin_Access_0123456789abcdef/",
          "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Guest_0123456789abcdef/",
          "arn:aws:sts::111122223333:assumed-role/hallpass/",
          "arn:aws:iam::111122223333:user/");

  private final Random random = new Random(20261123);
  private final Ids ids = new Ids(random);
  private final Catalog catalog = with(Catalogs.deployed(), "settings", SETTINGS);

  @Test
  void nobodyApprovesTheirOwnRequestUnderWhateverName() {
    int tried = 0;
    long approvals = 0;
    for (int i = 0; i < GRANTS; i++) {
      InMemorySystem system = new InMemorySystem(catalog).takingAnyPlan();
      GrantId grant = requestedByAlice(system);
      for (int call = 0; call < CALLS_PER_GRANT; call++) {
        system.answer(
            APPROVE.on(grant).byArn(some(random.nextInt(8) == 0 ? OTHER_ROLES : ROLES) + name()));
        tried++;
      }
      approvals += approvals(system, grant);
      assertThat(approvals).isZero();
      assertThatSomebodyElseMayApprove(system, grant);
    }

    Figures.note("%d of %,d identity variants approve their own request", approvals, tried);
  }

  /// A request of Alice's, under some name of hers, whose plan lists her under some names too.
  private GrantId requestedByAlice(InMemorySystem system) {
    GrantId grant = ids.grant();
    Person requester =
        SETTINGS.identified("aws", ROLES.getFirst() + aName(), Users.NONE).person().orElseThrow();
    Stream<String> names = Stream.generate(this::aName).limit(5);
    // As a catalogue lists them, and as one did that did not know who is who.
    List<Person> approvers =
        Stream.of(
                Stream.of(BOB),
                SETTINGS.people().reachedBy(TEAM.email()).stream(),
                names.flatMap(name ->
                    Stream.concat(
                        SETTINGS.people().reachedBy(name).stream(), Stream.of(Person.of(name)))))
            .flatMap(part -> part)
            .distinct()
            .toList();
    var request = new Request(requested(requester, new Level(approvers, 1, ANSWER_WITHIN)));
    assertThat(system.grants.run(grant, request).isAccepted()).isTrue();
    return grant;
  }

  private static long approvals(InMemorySystem system, GrantId grant) {
    return system.events(grant).stream().filter(GrantEvent.Approved.class::isInstance).count();
  }

  /// Or everything might have been refused for another reason.
  private static void assertThatSomebodyElseMayApprove(InMemorySystem system, GrantId grant) {
    assertThat(
            system.answer(APPROVE.on(grant).byArn(ROLES.getFirst() + "Bob@example.com")).status())
        .isEqualTo(200);
    assertThat(approvals(system, grant)).isOne();
  }

  /// A name that is Alice's: one of her addresses, tagged and in some case.
  private String aName() {
    return inSomeCase(tagged(some(ADDRESSES)));
  }

  /// A name that is Alice's, or looks like it, or was made to be taken for it.
  private String name() {
    String name = aName();
    int at = random.nextInt(name.length());
    return switch (random.nextInt(16)) {
      case 0 -> name + ".";
      case 1 -> name.replace("@", "%40");
      case 2 -> some(List.of(" ", "\t", "\u00A0", "\u200B")) + name;
      case 3 -> name + some(List.of(" ", "\n", "\u200B", "\u0000"));
      case 4 -> name.substring(0, at) + '.' + name.substring(at);
      case 5 -> name.replaceFirst("(?i)i", some(List.of("\u0131", "\u0130", "\u0456", "\uFF49")));
      case 6 -> name.replaceFirst("(?i)a", some(List.of("\u0430", "\uFF41", "\u00E5", "a\u0301")));
      case 7 -> name.replaceFirst("(?i)s", "\u017F").replaceFirst("(?i)k", "\u212A");
      case 8 -> name.replace('@', '\uFF20');
      case 9 -> fullwidth(name);
      case 10 -> TEAM.email();
      case 11 -> "team+" + random.nextInt(100) + "@example.com";
      case 12 -> name.replace("@", "@@");
      case 13 -> "\"" + name + "\"";
      default -> name;
    };
  }

  private String tagged(String address) {
    String tag =
        some(List.of("", "", "+work", "+a+b", "+", "++", "+a.b-c_d=e", "+" + random.nextInt(1000)));
    return address.replace("@", tag + "@");
  }

  private String inSomeCase(String address) {
    return address
        .chars()
        .map(letter -> random.nextInt(4) == 0 ? Character.toUpperCase(letter) : letter)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String fullwidth(String text) {
    return text.chars()
        .map(letter -> letter + 0xFEE0)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private <T> T some(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
