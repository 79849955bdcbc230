package dev.hallpass.local.scene;

import static dev.hallpass.grant.Examples.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.dynamodb.DynamoDbLedger;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.local.LinkInMail;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/// The system in this JVM, in virtual time.
public final class VirtualVenue implements Venue {

  private static final Duration STEP = Duration.ofSeconds(30);

  private final Scene scene;
  private final Duration pause;

  public VirtualVenue(Scene scene) {
    this(scene, Duration.ZERO);
  }

  /// @param pause how long people wait after each call before they look or call again
  public VirtualVenue(Scene scene, Duration pause) {
    this.scene = scene;
    this.pause = pause;
  }

  @Override
  public Person requester() {
    return ALICE;
  }

  @Override
  public Catalog catalog() {
    return scene.system().catalog();
  }

  @Override
  public Reply signed(String method, String path, String body) {
    return reply(scene.signed(requester(), method, path, body));
  }

  @Override
  public LinkInMail linkTo(Person approver, GrantId grant) {
    scene.pass(Scene.A_MOMENT);
    return scene.linkTo(approver, grant);
  }

  @Override
  public Reply open(LinkInMail link) {
    return reply(scene.open(link));
  }

  @Override
  public Reply answer(LinkInMail link, String answer, String reason) {
    return reply(scene.answer(link, link.code(), answer, reason));
  }

  @Override
  public void await(Duration atMost, BooleanSupplier holds) {
    Instant end = scene.now().plus(atMost);
    while (!holds.getAsBoolean()) {
      assertThat(scene.now()).isBefore(end);
      scene.pass(STEP);
    }
  }

  @Override
  public DynamoDbLedger ledger() {
    return scene.system().ledger();
  }

  @Override
  public IamClient iam() {
    return scene.system().account().iam();
  }

  @Override
  public StsClient sts(Keys keys) {
    var account = scene.system().account();
    return account.sts(account.sessions().withCredentials(keys.id(), keys.token()).orElseThrow());
  }

  private Reply reply(HttpResponse<String> answer) {
    scene.pass(pause);
    return new Reply(answer.statusCode(), answer.body());
  }
}
