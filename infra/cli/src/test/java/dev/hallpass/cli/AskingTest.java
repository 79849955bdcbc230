package dev.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.cli.scene.Desk;
import dev.hallpass.cli.scene.FakeSite;
import dev.hallpass.cli.scene.FakeSite.Answer;
import dev.hallpass.cli.scene.FakeSite.Asked;
import dev.hallpass.cli.scene.Ran;
import dev.hallpass.cli.scene.Town;
import dev.hallpass.cli.surroundings.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is asked for, mistyped or left out.
class AskingTest {

  private final Town town;
  private final Desk alice;

  AskingTest(@TempDir Path folder) {
    town = new Town(folder);
    alice = town.desk("alice");
  }

  @AfterEach
  void close() {
    town.close();
  }

  private Ran request(String... words) {
    List<String> arguments = new ArrayList<>(List.of("request"));
    arguments.addAll(List.of(words));
    arguments.addAll(List.of("--for", "30m", "--reason", "case 4711"));
    return alice.hallpass(arguments.toArray(String[]::new));
  }

  private void assertRefused(Ran ran, String... says) {
    assertThat(ran.exit()).isEqualTo(ExitCode.REFUSED.code());
    assertThat(ran.err()).contains(says);
    assertThat(alice.hallpass("list").err()).contains("You have no grants");
  }

  @Test
  void aMistypedEntitlementIsRefusedWithTheNearestOne() {
    assertRefused(
        request("read-bucket-prefx", "bucket=acme-exports"), "Did you mean read-bucket-prefix?");
    assertRefused(request("nothing-like-it"), "hallpass entitlements", "Nothing was asked for.");
  }

  @Test
  void aMistypedParameterIsRefusedWithTheNearestOneAndAnExample() {
    assertRefused(
        request("read-bucket-prefix", "buket=acme-exports"),
        "Did you mean bucket?",
        "hallpass request read-bucket-prefix bucket=acme-exports prefix=");
    assertRefused(request("read-bucket-prefix", "acme-exports"), "name=value");
  }

  @Test
  void aValueThatIsNoChoiceIsRefusedWithTheChoices() {
    assertRefused(
        request("read-bucket-prefix", "bucket=acme-export", "prefix=a"),
        "Did you mean acme-exports?",
        "acme-exports, acme-invoices");
  }

  @Test
  void aValueThatHallpassRefusesIsSaidWithItsMistake() {
    assertRefused(request("read-bucket-prefix", "bucket=acme-exports", "prefix=a/*"), "prefix");
  }

  @Test
  void aDurationThatIsTooLongIsRefusedWithTheLongest() {
    Ran ran = alice.asksForExports("a", "9h");
    assertRefused(ran, "8 h at the most");
  }

  @Test
  void aDurationThatIsNoneIsAMistakeInTheLine() {
    Ran ran = alice.hallpass("request", "read-bucket-prefix", "--for", "soon");

    assertThat(ran.exit()).isEqualTo(ExitCode.USAGE.code());
    assertThat(ran.err()).contains("'soon' is not a duration. Write 30m, 2h, 1h30m or 1d");
  }

  @Test
  void whatIsMissingIsRefusedWhereNobodyCanBeAsked() {
    Ran ran = request("read-bucket-prefix", "bucket=acme-exports");

    assertThat(ran.exit()).isEqualTo(ExitCode.USAGE.code());
    assertThat(ran.err()).contains("prefix is missing: The prefix", "Example: hallpass request");
    assertThat(
            alice
                .hallpass("request", "read-bucket-prefix", "bucket=acme-exports", "prefix=a")
                .err())
        .contains("--for is missing");
  }

  @Test
  void whatIsMissingIsAskedInTheEntitlementsOwnWords() {
    Ran ran =
        alice.answering(
            List.of("read-bucket-prefix", "acme-exports", "customers/4711", "30m", "case 4711"),
            "request");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.err())
        .contains("What do you ask for?", "The bucket", "The prefix, without a slash at its end")
        .contains("How long? Up to 8 h");
    assertThat(ran.out()).contains("bucket=acme-exports prefix=customers/4711", "case 4711");
  }

  private static Answer zones(Asked call) {
    String grant =
        """
        {"grant": "grant-abcdabcdabcdabcdabcdabcdabcdabcd", "state": "AWAITING_APPROVAL",
         "entitlement": "edit-zones", "parameters": {"zone": "a.example,b.example"}, "duration": "PT30M"}
        """;
    String body =
        switch (call.line().replaceFirst(" HTTP.*", "")) {
          case "GET /entitlements" ->
              """
              {"entitlements": [{"entitlement": "edit-zones", "longest": "PT1H", "parameters": [
                {"name": "zone", "title": "The zones", "allowed": "zones", "example": "a.example", "most": 3}]}]}
              """;
          case "GET /grants" -> "{\"grants\": [%s]}".formatted(grant);
          default -> grant;
        };
    return new Answer(200, List.of(), body);
  }

  @Test
  void severalValuesInAnyOrderAreTheSameAccess() {
    try (FakeSite site = new FakeSite(AskingTest::zones)) {
      alice.hallpass("setup", site.address().toString(), "--profile", "alice");
      Ran same = request("edit-zones", "zone=b.example", "zone=a.example");
      assertThat(same.exit()).as(same.err()).isZero();
      assertThat(same.err()).contains("You have this grant already.");

      for (List<String> other :
          List.of(
              List.of("zone=a.example"),
              List.of("zone=a.example", "zone=c.example"),
              List.of("zone=a.example", "zone=b.example", "zone=c.example"))) {
        List<String> words = new ArrayList<>(List.of("edit-zones"));
        words.addAll(other);
        assertThat(request(words.toArray(String[]::new)).err()).doesNotContain("already");
      }
    }
  }

  @Test
  void anUnknownCommandIsRefusedWithTheNearestOnes() {
    Ran ran = alice.hallpass("aprove");

    assertThat(ran.exit()).isEqualTo(ExitCode.USAGE.code());
    assertThat(ran.err()).contains("approve");
  }
}
