package dev.hallpass.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.cli.scene.Desk;
import dev.hallpass.cli.scene.FakeBrowser;
import dev.hallpass.cli.scene.FakeSite;
import dev.hallpass.cli.scene.FakeSite.Answer;
import dev.hallpass.cli.scene.Ran;
import dev.hallpass.cli.scene.Town;
import dev.hallpass.cli.surroundings.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The AWS console, opened with a grant.
class ConsoleTest {

  private static final String SIGN_IN = "https://eu-central-1.signin.aws.amazon.com/";
  private static final String CONSOLE = "https://eu-central-1.console.aws.amazon.com/";

  private final FakeSite signIn =
      new FakeSite(_ -> new Answer(200, List.of(), "{\"SigninToken\":\"to+ken\"}"));
  private final Town town;
  private final Desk alice;

  ConsoleTest(@TempDir Path folder) {
    town = new Town(folder);
    alice = town.desk("alice");
    alice.find("eu-central-1.signin.aws.amazon.com", signIn);
    town.desk("bob").saysYesIn(Duration.ofSeconds(10));
  }

  @AfterEach
  void close() {
    signIn.close();
    town.close();
  }

  private Ran console(String... options) {
    return alice.withExports("console", "customers/4711", "30m", options);
  }

  private String destination(String... options) {
    Ran ran = console(options);
    assertThat(ran.exit()).as(ran.err()).isZero();
    return URLDecoder.decode(ran.out().replaceFirst(".*Destination=([^&]*).*", "$1"), UTF_8);
  }

  @Test
  void theBrowserOpensThePageOfTheEntitlement() {
    Ran ran = console();

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out()).isEmpty();
    assertThat(alice.programs().started().getLast().command()).first().isEqualTo("xdg-open");
    assertThat(alice.programs().opened())
        .singleElement()
        .asString()
        .startsWith(SIGN_IN + "federation?Action=login&Destination=" + "https%3A%2F%2Feu-central-1")
        .contains("console.aws.amazon.com%2Fs3%2Fbuckets%2Facme-exports%3Fprefix%3Dcustomers")
        .endsWith("&SigninToken=to%2Bken");
  }

  @Test
  void theCommandLineOfTheBrowserNamesAPageOfThePersonAndNoSecret() {
    AtomicReference<String> page = new AtomicReference<>("");
    AtomicReference<String> rights = new AtomicReference<>("");
    AtomicReference<String> again = new AtomicReference<>("");
    alice
        .programs()
        .browse(_ -> {
          URI opened = URI.create(alice.programs().started().getLast().command().getLast());
          page.set(opened.toString());
          rights.set(rights(Path.of(opened)));
          again.set(FakeBrowser.handedOver(opened));
        });
    console();

    assertThat(page.get()).startsWith(alice.home().toUri() + "hallpass-");
    assertThat(rights).hasValue("rw-------");
    assertThat(again).as("told once").hasValue("");
    assertThat(Path.of(URI.create(page.get()))).as("gone").doesNotExist();
  }

  private static String rights(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aBrowserThatDoesNotComeForTheAddressIsSaid() {
    alice.programs().openNothing();
    Ran ran = console();

    assertThat(ran.exit()).isEqualTo(ExitCode.FAILED.code());
    assertThat(ran.err()).contains("No browser has opened the page in a minute", "--print");
    assertThat(alice.home().toFile().list()).noneMatch(name -> name.endsWith(".html"));
  }

  @Test
  void secretsAreInTheBodyOfTheCallAlone() {
    console("--print");

    assertThat(signIn.asked())
        .singleElement()
        .satisfies(call -> {
          assertThat(call.line()).isEqualTo("POST /federation HTTP/1.1");
          assertThat(URLDecoder.decode(call.body(), UTF_8))
              .startsWith("Action=getSigninToken&Session={\"sessionId\":\"ASIA")
              .contains("sessionKey", "sessionToken")
              .doesNotContain("SessionDuration");
        });
  }

  @Test
  void theLinkIsPrintedForThoseWhoPaste() {
    Ran ran = console("--print");

    assertThat(ran.printed()).singleElement().asString().startsWith(SIGN_IN + "federation?");
    assertThat(alice.programs().started()).isEmpty();
  }

  @Test
  void theSessionOfTheBrowserIsEndedFirstIfThatIsWanted() {
    assertThat(console("--print", "--sign-out-first").out())
        .startsWith(SIGN_IN + "oauth?Action=logout&redirect_uri=https%3A%2F%2Feu-central-1.signin");
  }

  @Test
  void anotherBrowserIsNamedByAVariable() {
    alice.set("HALLPASS_BROWSER", "\"/opt/fire fox/firefox\" -P {grant} {url}");
    console();

    List<String> command = alice.programs().started().getLast().command();
    assertThat(command).hasSize(4).startsWith("/opt/fire fox/firefox", "-P");
    assertThat(command.get(2)).matches("grant-[0-9a-f]{8}");
    assertThat(command.get(3)).startsWith("file:///");
    assertThat(alice.programs().opened().getLast()).startsWith(SIGN_IN);
  }

  @Test
  void withoutABrowserTheNextStepIsSaid() {
    alice.programs().lack("xdg-open");
    alice.programs().lack("wslview");
    Ran ran = console();

    assertThat(ran.exit()).isEqualTo(ExitCode.FAILED.code());
    assertThat(ran.err()).contains("no browser", "--print", "HALLPASS_BROWSER");
  }

  @Test
  void aResourceOrAServiceHasItsPage() {
    Map<String, String> pages =
        Map.of(
            "s3",
            "s3/home?region=eu-central-1",
            "/athena/home",
            "athena/home",
            "arn:aws:s3:::acme-exports",
            "s3/buckets/acme-exports",
            "arn:aws:s3:::acme-exports/a/b.csv",
            "s3/object/acme-exports?prefix=a%2Fb.csv",
            "arn:aws:lambda:eu-central-1:444455556666:function:pay",
            "lambda/home?region=eu-central-1#/functions/pay",
            "arn:aws:dynamodb:eu-central-1:444455556666:table/orders",
            "dynamodbv2/home?region=eu-central-1#table?name=orders",
            "arn:aws:ec2:eu-central-1:444455556666:instance/i-01",
            "ec2/home?region=eu-central-1#InstanceDetails:instanceId=i-01",
            "arn:aws:ecs:eu-central-1:444455556666:service/shop/web",
            "ecs/v2/clusters/shop/services/web?region=eu-central-1",
            "arn:aws:logs:eu-central-1:444455556666:log-group:/acme/api:*",
            "cloudwatch/home?region=eu-central-1#logsV2:log-groups/log-group/$252Facme$252Fapi",
            "arn:aws:sqs:eu-central-1:444455556666:orders",
            "go/view?arn=arn%3Aaws%3Asqs%3Aeu-central-1%3A444455556666%3Aorders");

    pages.forEach(
        (to, page) -> assertThat(destination("--print", "--to", to)).isEqualTo(CONSOLE + page));
  }

  @Test
  void aResourceOfAnotherRegionIsShownThere() {
    assertThat(destination("--print", "--to", "arn:aws:ecs:us-east-1:444455556666:cluster/shop"))
        .isEqualTo(
            "https://us-east-1.console.aws.amazon.com/ecs/v2/clusters/shop?region=us-east-1");
  }

  @Test
  void anAddressOfAnotherSiteIsRefused() {
    Ran ran = console("--print", "--to", "https://console.aws.amazon.com.example.com/s3");

    assertThat(ran.exit()).isEqualTo(ExitCode.USAGE.code());
    assertThat(ran.err()).contains("is not an address below " + CONSOLE);
  }

  @Test
  void aSignInThatRefusesOrIsGoneIsSaid() {
    try (FakeSite refusing = new FakeSite(_ -> new Answer(400, List.of(), "no"))) {
      alice.find("eu-central-1.signin.aws.amazon.com", refusing);
      assertThat(console("--print").err()).contains("refused the credentials (status 400)");
    }
    assertThat(console("--print").exit()).isEqualTo(ExitCode.NOT_REACHED.code());
  }
}
