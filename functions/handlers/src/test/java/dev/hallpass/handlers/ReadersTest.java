package dev.hallpass.handlers;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.records.Altered.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.Mail;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Reader;
import dev.hallpass.catalog.Readers;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Each reads mails and pages as the settings say.
class ReadersTest {

  private final InMemorySystem system =
      new InMemorySystem(
          readBy(
              new Readers(
                  new Reader("America/New_York"),
                  Map.of(BOB, new Reader("Europe/Berlin"), ALICE, Reader.USUAL),
                  Map.of())));

  @Test
  void anApproverReadsTheTimesOfTheirZoneInMailAndPageAndOthersReadTheirs() {
    GrantId grant = system.sought();

    assertThat(mailTo(BOB).text()).containsPattern(":[0-9]{2} Europe/Berlin [(].*UTC[)], in ");
    assertThat(mailTo(BOB).html()).contains(" Europe/Berlin (");
    assertThat(mailTo(CAROL).text()).contains(" America/New_York (");
    assertThat(page(grant, BOB)).contains(" Europe/Berlin (");
    assertThat(page(grant, CAROL)).contains(" America/New_York (");
  }

  @Test
  void aRequesterReadsTheTimesOfTheirZoneInNews() {
    GrantId grant = system.active();
    system.notifyOf(grant);

    assertThat(mailTo(ALICE).subject()).startsWith("Access is open");
    assertThat(mailTo(ALICE).text()).containsPattern("It ends by itself at [0-9: -]+ UTC, in ");
  }

  private String page(GrantId grant, Person reader) {
    return system
        .answer(ProxyCall.of("ShowDecision").on(grant).link(system.mailed(reader).link()))
        .body();
  }

  private Mail mailTo(Person person) {
    return system.mailer.taken().stream()
        .filter(mail -> mail.to().equals(person))
        .reduce((_, later) -> later)
        .orElseThrow();
  }

  private static Catalog readBy(Readers readers) {
    Catalog catalog = Catalogs.deployed();
    return with(catalog, "settings", with(catalog.settings(), "readers", readers));
  }
}
