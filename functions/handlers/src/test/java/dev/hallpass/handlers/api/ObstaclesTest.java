package dev.hallpass.handlers.api;

import static dev.hallpass.grant.Examples.HUB;
import static dev.hallpass.grant.Examples.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.handlers.Catalogs;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.ProxyAnswer;
import dev.hallpass.handlers.ProxyCall;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Requests for accounts that open no access.
class ObstaclesTest {

  private static final ProxyCall HERE =
      ProxyCall.of("RequestGrant").withoutHeader("Idempotency-Key");
  private static final ProxyCall THERE =
      HERE.json(body -> {
        body.put("entitlement", "read-parameters");
        body.putObject("parameters").put("path", "checkout/api");
      });

  private final InMemorySystem system = new InMemorySystem();

  @Test
  void anAccountThatDoesNotLetHallpassInRefusesRequestsBeforeAnybodyIsAsked() {
    system.policies.refuses(TARGET, true);
    system.reap();

    ProxyAnswer answer = system.answer(THERE);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.problem()).isEqualTo("account-opens-nothing");
    assertThat(answer.json().path("detail").stringValue())
        .contains("does not let Hallpass into the account 444455556666")
        .contains("Nobody was asked")
        .contains("Tell the people who run Hallpass");
    assertThat(system.isUntouched()).isTrue();
    assertThat(system.answer(HERE).status()).isEqualTo(201);
  }

  @Test
  void oneSuchAccountOfSeveralRequestsNone() {
    InMemorySystem accounts = new InMemorySystem(Catalogs.withAccounts());
    accounts.policies.refuses(TARGET, true);
    accounts.reap();

    ProxyAnswer answer =
        accounts.answer(
            ProxyCall.of("RequestGrant")
                .json(body ->
                    body.withObject("parameters")
                        .putArray("account")
                        .add("staging")
                        .add("production")));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.problem()).isEqualTo("account-opens-nothing");
    assertThat(accounts.isUntouched()).isTrue();
  }

  @Test
  void whatWasRefusedIsTakenSomeMinutesAfterTheAccountIsMended() {
    system.policies.refuses(TARGET, true);
    system.reap();
    system.pass(Duration.ofMinutes(1));
    system.reap();
    assertThat(system.answer(THERE).status()).isEqualTo(409);

    system.policies.refuses(TARGET, false);
    system.reap();
    system.pass(Duration.ofMinutes(5));
    system.reap();

    assertThat(system.answer(THERE).status()).isEqualTo(201);
  }

  @Test
  void theRefusalLastsAsLongAsTheAccountLetsHallpassInNoMore() {
    system.policies.refuses(TARGET, true);
    for (int minute = 0; minute < 20; minute++) {
      system.reap();
      system.pass(Duration.ofMinutes(1));
    }

    assertThat(system.answer(THERE).status()).isEqualTo(409);
  }

  @Test
  void anAccountThatDoesNotAnswerOnceRefusesNothing() {
    system.policies.close(TARGET);
    system.reap();

    assertThat(system.answer(THERE).status()).isEqualTo(201);
  }

  @Test
  void aFullAccountRefusesRequestsUntilItHasRoom() {
    system.policies.quota(0);
    system.reap();

    ProxyAnswer answer = system.answer(HERE);

    assertThat(answer.problem()).isEqualTo("account-opens-nothing");
    assertThat(answer.json().path("detail").stringValue())
        .contains("111122223333 has as many managed policies as IAM lets it have");

    system.policies.quota(1);
    system.pass(Duration.ofMinutes(5));
    system.reap();
    assertThat(system.answer(HERE).status()).isEqualTo(201);
  }

  @Test
  void whereThereIsLittleRoomEachPassLooksWhetherItIsGone() {
    system.policies.quota(74);
    system.reap();
    assertThat(system.answer(HERE).status()).isEqualTo(201);

    system.policies.quota(0);
    system.pass(Duration.ofMinutes(1));
    system.reap();

    assertThat(system.answer(HERE).status()).isEqualTo(409);
  }

  @Test
  void inAnEmergencyAnybodyMayTry() {
    system.policies.refuses(HUB, true);
    system.reap();

    ProxyCall emergency =
        HERE.json(body -> {
          body.put("entitlement", "edit-table-partition").put("duration", "PT30M");
          body.put("breakGlass", true);
          body.putObject("parameters").put("table", "orders").put("key", "c#4711");
        });

    assertThat(system.answer(emergency).status()).isEqualTo(201);
  }

  @Test
  void notesThatCannotBeReadRefuseNothing() {
    system.policies.refuses(TARGET, true);
    system.reap();
    system.obstacles.reachable(false);

    String printed =
        InMemorySystem.printedDuring(
            () -> assertThat(system.answer(THERE).status()).isEqualTo(201));

    assertThat(printed).contains("so people are asked");
  }
}
