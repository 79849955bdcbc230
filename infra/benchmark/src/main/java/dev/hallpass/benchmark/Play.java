package dev.hallpass.benchmark;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.emulator.ses.SentMail;
import dev.hallpass.grant.Grant;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.local.ApiClient;
import dev.hallpass.local.LinkInMail;
import dev.hallpass.local.LocalSystem;
import dev.hallpass.local.gateway.LocalPeople;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/// One grant, from request to return, by the API and the page.
///
/// @param news how often news was told
record Play(LocalSystem system, LocalPeople people, ApiClient api, IntSupplier news) {

  private static final Person ALICE = new Person("alice@example.com");
  private static final Person BOB = new Person("bob@example.com");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String REQUEST =
      """
      {
        "entitlement": "read-bucket-prefix",
        "parameters": {"bucket": "acme-exports", "prefix": "customers/4711"},
        "duration": "PT15M",
        "justification": "Support case 4711: the customer's export is incomplete."
      }
      """;

  /// Plays it.
  ///
  /// @throws IllegalStateException if a step does not come out as it should
  Waited play() {
    int mails = system.mails().size();
    int told = news.getAsInt();
    long requested = System.nanoTime();
    GrantId grant =
        new GrantId(
            Json.read(signed(ALICE, "POST", "/grants", REQUEST, 201).body())
                .path("grant")
                .stringValue(""));
    await("a mail to bob", () -> toBob(mails) > 0);
    Duration forMail = since(requested);
    // Or a fast machine would tell it together with the answer.
    await("the news of the request", () -> news.getAsInt() > told);
    LinkInMail link =
        LinkInMail.in(
            system.mails().stream()
                .skip(mails)
                .filter(mail -> isTo(mail, BOB))
                .findFirst()
                .orElseThrow());
    expect(200, api.send("GET", link.path(), Map.of(), ""));
    long answered = System.nanoTime();
    expect(
        200,
        api.form(
            link.formPath(),
            Map.of("link", link.token(), "code", link.code(), "answer", "approve")));
    await("an open grant", () -> grant(grant) instanceof Grant.Active);
    signed(ALICE, "POST", "/grants/" + grant + "/credentials", "", 200);
    Duration forCredentials = since(answered);
    signed(ALICE, "GET", "/grants/" + grant, "", 200);
    signed(ALICE, "GET", "/grants", "", 200);
    signed(BOB, "GET", "/approvals", "", 200);
    signed(ALICE, "POST", "/grants/" + grant + "/return", "{\"reason\": \"Done.\"}", 200);
    await("the end", () -> grant(grant) instanceof Grant.Over);
    return new Waited(forMail, forCredentials);
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  private Grant grant(GrantId id) {
    return system.ledger().read(id).state();
  }

  private long toBob(int after) {
    return system.mails().stream().skip(after).filter(mail -> isTo(mail, BOB)).count();
  }

  private static boolean isTo(SentMail mail, Person person) {
    return mail.to().contains(person.email());
  }

  private HttpResponse<String> signed(
      Person person, String method, String path, String body, int status) {
    return expect(status, api.signed(people.get(person), method, path, Map.of(), body));
  }

  private static HttpResponse<String> expect(int status, HttpResponse<String> answer) {
    if (answer.statusCode() != status) {
      throw new IllegalStateException(
          "%s was answered with %d: %s"
              .formatted(answer.uri().getPath(), answer.statusCode(), answer.body()));
    }
    return answer;
  }

  private static void await(String what, BooleanSupplier there) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!there.getAsBoolean()) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException("Waited too long for " + what);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while waiting for " + what, e);
      }
    }
  }
}
