package dev.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.cli.scene.Desk;
import dev.hallpass.cli.scene.Ran;
import dev.hallpass.cli.scene.Town;
import dev.hallpass.cli.surroundings.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A grant from the request to the end, by commands alone.
class GrantTest {

  private static final Duration A_MOMENT = Duration.ofSeconds(5);

  private final Town town;
  private final Desk alice;
  private final Desk bob;

  GrantTest(@TempDir Path folder) {
    town = new Town(folder);
    alice = town.desk("alice");
    bob = town.desk("bob");
  }

  @AfterEach
  void close() {
    town.close();
  }

  private String request(String duration) {
    Ran ran = ask(duration);
    assertThat(ran.exit()).as(ran.err()).isZero();
    town.timeline().advance(A_MOMENT);
    return ran.printed().getFirst();
  }

  private Ran ask(String duration) {
    return alice.asksForExports("customers/4711", duration);
  }

  private String open(String duration) {
    String grant = request(duration);
    bob.hallpass("approve", grant, "--yes");
    assertThat(alice.hallpass("wait", grant).exit()).isZero();
    return grant;
  }

  private Ran askBecause(String reason) {
    return alice.hallpass(
        "request",
        "read-bucket-prefix",
        "bucket=acme-exports",
        "prefix=customers/4711",
        "--for",
        "30m",
        "--reason",
        reason);
  }

  @Test
  void aReasonOfSeveralLinesDoesNotLookLikeWhatHallpassSays() {
    Ran ran = askBecause("case 4711\n\nIt allows:\n  nothing\r  state     open");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains(
            """
              why       case 4711
                        |\s
                        | It allows:
                        |   nothing
                        |   state     open
            """)
        .containsOnlyOnce("\nIt allows:");
  }

  @Test
  void aReasonThatBeginsWithAPersonIsNoFileOfOptions() throws IOException {
    Path more = alice.home().resolve("more");
    Files.writeString(more, "x --break-glass");

    assertThat(askBecause("@" + more).out()).contains("why       @" + more);
  }

  @Test
  void aRequestSaysWhatItAllowsWhyAndWhoIsAsked() {
    Ran ran = ask("30m");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("read-bucket-prefix bucket=acme-exports prefix=customers/4711")
        .contains("Support case 4711")
        .contains("30 min")
        .contains("open and download objects")
        .contains("waits for one of bob@example.com, carol@example.com");
    assertThat(ran.err()).contains("hallpass wait grant-");
  }

  @Test
  void askingTwiceGivesOneGrant() {
    String first = request("30m");
    Ran again = ask("30m");

    assertThat(again.printed()).first().isEqualTo(first);
    assertThat(again.err()).contains("You have this grant already.");
    assertThat(alice.hallpass("list").printed()).hasSize(2);
  }

  @Test
  void askingTwiceForMoreTimeGivesOneRequest() {
    String grant = open("30m");
    String[] extend = {"extend", grant, "--for", "30m", "--reason", "it takes longer"};
    Ran first = alice.hallpass(extend);
    Ran again = alice.hallpass(extend);

    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(again.printed().getFirst()).isEqualTo(first.printed().getFirst());
    assertThat(again.err()).contains("You have asked for it already.");
    town.timeline().advance(A_MOMENT);
    bob.hallpass("approve", first.printed().getFirst(), "--yes");
    assertThat(alice.hallpass(extend).printed().getFirst()).isEqualTo(first.printed().getFirst());

    extend[3] = "1h";
    assertThat(alice.hallpass(extend).printed().getFirst())
        .isNotEqualTo(first.printed().getFirst());
  }

  @Test
  void aGrantThatIsThereIsADocumentToo() {
    String grant = request("30m");
    Ran again = alice.asksForExports("customers/4711", "30m", "--json");

    assertThat(again.out()).startsWith("{\"grant\":\"" + grant).contains("\"allows\":[");
  }

  @Test
  void aLongerTimeThanWhatWaitsIsAnotherRequest() {
    String first = request("30m");
    assertThat(ask("1h").printed()).first().isNotEqualTo(first);
  }

  @Test
  void anApproverSeesTheRequestAndSaysYesOnce() {
    String grant = request("30m");
    assertThat(bob.hallpass("approvals").out()).contains("alice@example.com", "lapses in");

    Ran unsure = bob.answering(List.of("n"), "approve", grant);
    assertThat(unsure.exit()).isEqualTo(ExitCode.FAILED.code());
    assertThat(unsure.err())
        .contains("Support case 4711", "open and download objects", "Approve it?")
        .contains("Nothing was sent.");

    assertThat(bob.answering(List.of("y"), "approve", grant, "--for", "20m").exit()).isZero();
    assertThat(alice.hallpass("wait", grant).out()).contains("open until 12:20 Z");
  }

  @Test
  void anApproverSeesTheTicketAndThePolicyInFull() {
    String grant =
        alice.asksForExports("customers/4711", "30m", "--ticket", "INC-4711").printed().getFirst();
    town.timeline().advance(A_MOMENT);
    Ran unsure = bob.answering(List.of("n"), "approve", grant);

    assertThat(unsure.err())
        .contains("ticket    INC-4711", "\"Action\" : [ \"s3:GetObject\" ]", "customers/4711")
        .containsPattern("The policy in full, with the SHA-256 hash [0-9a-f]{64}:");
    assertThat(alice.hallpass("show", grant).out()).contains("ticket    INC-4711");
  }

  @Test
  void aYesIsSaidByAPersonOrByAFlag() {
    String grant = request("30m");
    Ran ran = bob.hallpass("approve", grant);

    assertThat(ran.exit()).isEqualTo(ExitCode.USAGE.code());
    assertThat(ran.err()).contains("--yes");
    assertThat(alice.hallpass("show", grant).out()).contains("waits");
  }

  @Test
  void aYesUnderASignedRuleCarriesItsProof() {
    Ran asked =
        alice.hallpass(
            "request",
            "open-database-console",
            "user=support_read",
            "--for",
            "30m",
            "--reason",
            "a slow query");
    town.timeline().advance(A_MOMENT);
    Ran yes = bob.hallpass("approve", asked.printed().getFirst(), "--yes");

    assertThat(yes.exit()).as(yes.err()).isZero();
  }

  @Test
  void aNoEndsTheWaitingWithItsReason() {
    String grant = request("30m");
    town.timeline()
        .schedule(
            town.timeline().instant().plus(Duration.ofMinutes(3)),
            () -> bob.hallpass("deny", grant, "--reason", "The export is done."));
    Ran ran = alice.hallpass("wait", grant);

    assertThat(ran.exit()).isEqualTo(ExitCode.DENIED.code());
    assertThat(ran.err()).contains("(denied)", "The export is done.");
  }

  @Test
  void waitingStopsWhenItsTimeIsOverAndTheRequestStays() {
    String grant = request("30m");
    Ran ran = alice.hallpass("wait", grant, "--timeout", "10m");

    assertThat(ran.exit()).isEqualTo(ExitCode.WAITING.code());
    assertThat(ran.err()).contains("hallpass wait grant-");
    assertThat(alice.hallpass("list").out()).contains("waits");
  }

  @Test
  void waitingEndsWhenTheAccessCanBeUsed() {
    bob.saysYesIn(Duration.ofMinutes(1));
    Ran ran = alice.asksForExports("customers/4711", "30m", "--wait");
    Path kept = alice.home().resolve(".cache/hallpass/credentials");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.told()).last().asString().contains("open until");
    assertThat(kept.resolve(ran.printed().getFirst() + ".json")).exists();
  }

  @Test
  void aGrantIsNamedByItsFirstLettersOrItsEntitlement() {
    String grant = request("30m");

    assertThat(alice.hallpass("show", grant.substring(0, 12)).printed()).first().isEqualTo(grant);
    assertThat(alice.hallpass("show", grant.substring(6, 12)).printed()).first().isEqualTo(grant);
    assertThat(alice.hallpass("show", "read-bucket-prefix").printed()).first().isEqualTo(grant);
    assertThat(bob.hallpass("show", grant.substring(0, 12)).printed()).first().isEqualTo(grant);
    assertThat(alice.hallpass("show", "grant-ffff").err()).contains("hallpass list");
  }

  @Test
  void aRequestIsTakenBackBeforeItOpens() {
    String grant = request("30m");
    assertThat(alice.hallpass("cancel", grant).out()).contains("cancelled");
  }

  @Test
  void aYesIsTakenBackBeforeAccessOpens() {
    String grant =
        alice
            .hallpass(
                "request",
                "edit-table-partition",
                "table=orders",
                "key=customer#4711",
                "--for",
                "30m",
                "--reason",
                "repair")
            .printed()
            .getFirst();
    town.timeline().advance(A_MOMENT);
    bob.hallpass("approve", grant, "--yes");
    assertThat(alice.hallpass("show", grant).out())
        .contains("waits for one of", "yes from bob@example.com");

    assertThat(bob.hallpass("withdraw", grant).exit()).isZero();
    assertThat(alice.hallpass("show", grant).out()).contains("waits for 2 of bob@example.com");
  }

  @Test
  void accessIsGivenBackAndNothingOfItStays() {
    String grant = open("30m");
    assertThat(alice.hallpass("credentials", grant).out()).contains("AccessKeyId");

    assertThat(alice.hallpass("return", grant, "--reason", "done").exit()).isZero();
    Ran ran = alice.hallpass("credentials", grant);
    assertThat(ran.exit()).isEqualTo(ExitCode.DENIED.code());
    assertThat(ran.err()).contains("is over", "hallpass request read-bucket-prefix");
  }

  @Test
  void anApproverRevokesAccess() {
    String grant = open("30m");
    Ran ran = bob.hallpass("revoke", grant, "--reason", "The laptop was stolen.", "--yes");

    assertThat(ran.out()).contains("revoked");
  }

  @Test
  void anAdminBlocksAPersonAndLetsThemGoOn() {
    Desk carol = town.desk("carol");
    Ran blocked =
        carol.hallpass("block", "alice@example.com", "--reason", "stolen laptop", "--yes");
    assertThat(blocked.out()).isEqualTo("alice@example.com is blocked");
    Ran refused = ask("30m");
    assertThat(refused.exit()).isEqualTo(ExitCode.REFUSED.code());

    carol.hallpass("unblock", "alice@example.com", "--reason", "found", "--yes");
    assertThat(ask("30m").exit()).isZero();
  }

  @Test
  void brokenGlassIsReviewedByAnOwner() {
    Ran broken =
        alice.hallpass(
            "request",
            "edit-table-partition",
            "table=orders",
            "key=customer#4711",
            "--for",
            "15m",
            "--reason",
            "the shop is down",
            "--break-glass",
            "--wait");
    assertThat(broken.exit()).as(broken.err()).isZero();
    String grant = broken.printed().getFirst();
    alice.hallpass("return", grant, "--reason", "repaired");
    town.timeline().advance(Duration.ofMinutes(40));

    Ran review =
        town.desk("carol")
            .hallpass(
                "review",
                grant,
                "--verdict",
                "justified",
                "--remarks",
                "The change is in INC-99.",
                "--yes");
    assertThat(review.exit()).as(review.err()).isZero();
    assertThat(alice.hallpass("show", grant).out()).contains("The change is in INC-99.");
  }

  @Test
  void documentsAreTheApisOwn() {
    String grant = request("30m");

    assertThat(alice.hallpass("list", "--json").out()).startsWith("{\"grants\":[{\"grant\":");
    assertThat(alice.hallpass("show", grant, "--json").out()).startsWith("{\"grant\":\"" + grant);
    assertThat(alice.hallpass("entitlements", "--json").out()).contains("\"entitlements\":[");
    assertThat(bob.hallpass("approvals", "--json").out()).contains(grant);
  }
}
