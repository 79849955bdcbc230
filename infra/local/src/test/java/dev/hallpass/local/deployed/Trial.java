package dev.hallpass.local.deployed;

import dev.hallpass.adapters.dynamodb.DynamoDbLedger;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.local.ApiClient;
import dev.hallpass.local.LinkInMail;
import dev.hallpass.local.scene.Keys;
import dev.hallpass.local.scene.Reply;
import dev.hallpass.local.scene.Venue;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/// The system where CloudFormation has made it, on the wall clock.
///
/// @param requester who asks for grants
/// @param signing how the requester's requests reach the API
/// @param api the API without signatures
record Trial(
    Cloud cloud,
    Person requester,
    Catalog catalog,
    Signing signing,
    ApiClient api,
    TrialMailbox mailbox,
    DynamoDbLedger ledger,
    IamClient iam)
    implements Venue {

  private static final Duration MAIL_AT_MOST = Duration.ofMinutes(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /// How a signed request reaches the API.
  interface Signing {
    Reply send(String method, String path, String body);
  }

  @Override
  public Reply signed(String method, String path, String body) {
    return signing.send(method, path, body);
  }

  @Override
  public LinkInMail linkTo(Person approver, GrantId grant) {
    return Awaitility.await()
        .atMost(MAIL_AT_MOST)
        .pollInterval(BETWEEN_LOOKS)
        .until(() -> links(approver, grant), links -> !links.isEmpty())
        .getLast();
  }

  private List<LinkInMail> links(Person approver, GrantId grant) {
    return mailbox.mailsTo(approver.email()).stream()
        .filter(text -> text.contains("/grants/" + grant + "/decision?"))
        .map(LinkInMail::in)
        .toList();
  }

  @Override
  public Reply open(LinkInMail link) {
    return reply(api.send("GET", atApi(link.path()), Map.of(), ""));
  }

  @Override
  public Reply answer(LinkInMail link, String answer, String reason) {
    return reply(
        api.form(
            atApi(link.formPath()),
            Map.of("link", link.token(), "code", link.code(), "answer", answer, "reason", reason)));
  }

  @Override
  public void await(Duration atMost, BooleanSupplier holds) {
    Awaitility.await().atMost(atMost).pollInterval(BETWEEN_LOOKS).until(holds::getAsBoolean);
  }

  @Override
  public StsClient sts(Keys keys) {
    return cloud.as(AwsSessionCredentials.create(keys.id(), keys.secret(), keys.token())).sts();
  }

  static Reply reply(HttpResponse<String> answer) {
    return new Reply(answer.statusCode(), answer.body());
  }

  /// The API's address has the stage in it already.
  private static String atApi(String path) {
    return path.substring(path.indexOf('/', 1));
  }
}
