package dev.hallpass.local.scenarios;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.local.scene.Scene.A_MOMENT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.identity.GrantId;
import dev.hallpass.local.LinkInMail;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Keys;
import dev.hallpass.local.scene.Scene;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;

/// Where no secret may ever stand.
class SecretsScenarioTest {

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream capture = new PrintStream(printed, true, UTF_8);
  private final Handler log = new StreamHandler(capture, new SimpleFormatter());
  private final Scene scene = new Scene();

  @BeforeEach
  void captureWhatIsPrintedAndLogged() {
    System.setOut(capture);
    System.setErr(capture);
    Logger.getLogger("").addHandler(log);
  }

  @AfterEach
  void close() {
    Logger.getLogger("").removeHandler(log);
    System.setOut(out);
    System.setErr(err);
    scene.close();
  }

  @Test
  void noCodeNoLinkAndNoKeyStandsInLedgerHistoryOrLog() {
    List<String> secrets = new ArrayList<>();
    GrantId grant = scene.request(ALICE, Asked.partition("PT15M"));
    LinkInMail bobs = scene.linkTo(BOB, grant);
    LinkInMail carols = scene.linkTo(CAROL, grant);
    for (LinkInMail link : List.of(bobs, carols)) {
      secrets.addAll(List.of(link.token(), link.code(), spaced(link.code())));
    }
    scene.answer(bobs, carols.code(), "approve", "");
    scene.approve(bobs);
    scene.approve(carols);
    scene.pass(A_MOMENT);
    Keys keys = scene.keys(grant);
    secrets.addAll(List.of(keys.id(), keys.secret(), keys.token()));
    scene.passUntil(scene.expiresAt(grant).plus(A_MOMENT));
    assertThat(scene.outcome(grant)).isEqualTo("EXPIRED");

    String history =
        scene.workflowHistory(grant).stream()
            .flatMap(SecretsScenarioTest::texts)
            .collect(Collectors.joining("\n"));
    String ledger =
        scene
            .system()
            .dynamoDb()
            .scan(all -> all.tableName(scene.system().table()))
            .items()
            .toString();
    assertThat(history).contains(grant.value()).doesNotContain(secrets);
    assertThat(ledger).contains(grant.value()).doesNotContain(secrets);
    log.flush();
    assertThat(printed.toString(UTF_8))
        .contains("Answered 201", grant.value())
        .doesNotContain(secrets);
  }

  private static String spaced(String code) {
    return code.substring(0, 3) + " " + code.substring(3);
  }

  /// Every value in an answer of AWS, those included that its text form leaves out.
  private static Stream<String> texts(SdkPojo pojo) {
    return pojo.sdkFields().stream()
        .flatMap(field -> Optional.ofNullable(field.getValueOrDefault(pojo)).stream())
        .flatMap(value ->
            value instanceof SdkPojo inner ? texts(inner) : Stream.of(String.valueOf(value)));
  }
}
