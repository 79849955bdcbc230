package dev.hallpass.local.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.identity.GrantId;
import dev.hallpass.local.LinkInMail;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Scene;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// An approver decides on a phone or at a desk, whether scripts run there or not.
@Tag("browser")
@ExtendWith(Chromium.Started.class)
@ParameterizedClass
@EnumSource
class DecisionTest {

  private final Scene scene = new Scene();
  private final GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
  private final LinkInMail link = scene.linkTo(BOB, grant);
  private final Reader reader;

  DecisionTest(Visitor visitor, Chromium chromium) {
    reader = Reader.at(chromium, visitor);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private int open(LinkInMail link) {
    return reader.open(scene.url(link)).status();
  }

  @Test
  void whoAsksForWhatAndWhyIsSeen() {
    assertThat(open(link)).isEqualTo(200);

    assertThat(reader.heading("alice@example.com asks for access")).isVisible();
    for (String fact :
        new String[] {
          "bob@example.com",
          "acme-exports",
          "customers/4711",
          "Support case 4711: the export is incomplete.",
          "15 minutes",
          grant.value()
        }) {
      assertThat(reader.words(fact)).isVisible();
    }
  }

  @Test
  void thePolicyUnfolds() {
    open(link);
    Locator policy = reader.page().locator("pre");
    assertThat(policy).isHidden();

    reader.use(reader.words("Show the IAM policy"));

    assertThat(policy).isVisible();
    assertThat(policy).containsText("s3:GetObject");
    assertThat(reader.overflow()).isZero();
  }

  @Test
  void nothingIsWiderThanTheScreen() {
    String deep = "customers/" + "4711".repeat(20);
    GrantId wide =
        scene.request(
            ALICE,
            new Asked(
                "read-bucket-prefix", Map.of("bucket", "acme-exports", "prefix", deep), "PT15M"));
    open(scene.linkTo(BOB, wide));

    assertThat(reader.words(deep)).isVisible();
    assertThat(reader.overflow()).isZero();
  }

  @Test
  void aYesWithTheCodeOpensAccess() {
    open(link);
    reader.code().fill(link.code());
    reader.press("Approve");

    assertThat(reader.heading("You approved")).isVisible();
    scene.pass(Scene.A_MOMENT);
    assertThat(scene.state(grant)).isEqualTo("ACTIVE");
  }

  @Test
  void aCodeTypedAsTheMailGroupsItIsTheSameCode() {
    open(link);
    reader.code().fill(link.code().substring(0, 3) + " " + link.code().substring(3));
    reader.press("Approve");

    assertThat(reader.heading("You approved")).isVisible();
  }

  @Test
  void aNoWithAReasonEndsTheRequest() {
    open(link);
    reader.code().fill(link.code());
    reader.reason().fill("Not during the audit.\nAsk again tomorrow.");
    reader.press("Deny");

    assertThat(reader.heading("You denied")).isVisible();
    assertThat(scene.events(grant))
        .filteredOn(GrantEvent.Denied.class::isInstance)
        .singleElement()
        .extracting(no -> ((GrantEvent.Denied) no).reason())
        .isEqualTo("Not during the audit.\nAsk again tomorrow.");
  }

  @Test
  void aNoWithoutAReasonIsAskedForOne() {
    open(link);
    reader.code().fill(link.code());
    reader.press("Deny");

    assertThat(reader.complaint()).containsText("Say why you deny");
    assertThat(reader.reason()).hasAccessibleDescription(Pattern.compile("Say why you deny"));
    assertThat(scene.types(grant)).doesNotContain("denied");
  }

  @Test
  void whatIsNoCodeIsNotEvenSent() {
    open(link);
    reader.press("Approve");
    reader.code().fill("12345");
    reader.press("Approve");
    reader.code().fill(link.code());
    reader.press("Approve");

    assertThat(reader.heading("You approved")).isVisible();
    assertThat(reader.requests()).filteredOn(request -> request.startsWith("POST")).hasSize(1);
  }

  @Test
  void aWrongCodeIsExplainedAndTheReasonIsKept() {
    open(link);
    reader.reason().fill("Not during the audit.");
    reader.code().fill(wrong(1));
    reader.press("Deny");

    assertThat(reader.complaint()).containsText("That is not the code in your mail.");
    assertThat(reader.complaint()).containsText("4 attempts left");
    assertThat(reader.code()).hasAccessibleDescription(Pattern.compile("That is not the code"));
    assertThat(reader.reason()).hasValue("Not during the audit.");
    assertThat(reader.overflow()).isZero();

    reader.code().fill(link.code());
    reader.press("Deny");
    assertThat(reader.heading("You denied")).isVisible();
  }

  @Test
  void fiveWrongCodesLockTheLink() {
    open(link);
    for (int attempt = 1; attempt <= 4; attempt++) {
      reader.code().fill(wrong(attempt));
      reader.press("Approve");
      assertThat(reader.complaint()).containsText((5 - attempt) + " attempt");
    }
    reader.code().fill(wrong(5));
    reader.press("Approve");

    assertThat(reader.heading("This link is locked")).isVisible();
    assertThat(reader.heading("What to do")).isVisible();
    assertThat(open(link)).isEqualTo(403);
    assertThat(reader.heading("This link is locked")).isVisible();
    assertThat(scene.state(grant)).isEqualTo("AWAITING_APPROVAL");
  }

  @Test
  void aUsedLinkSaysSo() {
    scene.answer(link, link.code(), "deny", "Not today.");

    assertThat(open(link)).isEqualTo(410);
    assertThat(reader.heading("You have answered already")).isVisible();
    assertThat(reader.heading("What to do")).isVisible();
    assertThat(reader.overflow()).isZero();
  }

  @Test
  void theLinkOfAYesEndsTheAccess() {
    scene.approve(link);
    scene.pass(Scene.A_MOMENT);
    assertThat(open(link)).isEqualTo(200);
    assertThat(reader.heading("alice@example.com has access")).isVisible();
    assertThat(reader.words("You approved it as")).isVisible();
    assertThat(reader.overflow()).isZero();

    reader.code().fill(link.code());
    reader.press("Revoke");
    assertThat(reader.complaint()).containsText("A revocation needs a reason");
    assertThat(reader.overflow()).isZero();
    assertThat(scene.state(grant)).isEqualTo("ACTIVE");

    reader.code().fill(link.code());
    reader.reason().fill("The laptop was stolen.");
    reader.press("Revoke");
    assertThat(reader.heading("You revoked the access")).isVisible();
    assertThat(scene.types(grant)).contains("revoked");
  }

  @Test
  void anUnknownLinkSaysSo() {
    assertThat(reader.open(scene.url(link) + "x").status()).isEqualTo(404);
    assertThat(reader.heading("This link is not known")).isVisible();
    assertThat(reader.heading("What to do")).isVisible();
    assertThat(reader.overflow()).isZero();
  }

  private String wrong(int attempt) {
    return "%06d".formatted((Integer.parseInt(link.code()) + attempt) % 1_000_000);
  }
}
