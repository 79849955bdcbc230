package dev.hallpass.local.load;

import dev.hallpass.identity.Person;
import dev.hallpass.local.ApiClient;
import dev.hallpass.local.LinkInMail;
import dev.hallpass.local.gateway.LocalPeople;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Reply;
import java.net.http.HttpResponse;
import java.util.Map;

/// One program that calls the API over HTTP, for anyone who sits in front of it.
record Client(ApiClient api, LocalPeople people) {

  private static final String REASON = "Ask the customer first.";
  private static final String REASON_IN_JSON = "{\"reason\": \"%s\"}".formatted(REASON);

  /// Asks for something that two people must approve.
  ///
  /// @param key by which a request can be repeated
  Reply request(Person requester, String key) {
    String body = Asked.partition("PT15M").json();
    return signed(requester, "POST", "/grants", Map.of("Idempotency-Key", key), body);
  }

  /// Answers as an approver who can sign.
  Reply sign(Vote vote, String grant) {
    return vote.isYes()
        ? signed(vote.approver(), "POST", "/grants/" + grant + "/approval", Map.of(), "")
        : signed(vote.approver(), "POST", "/grants/" + grant + "/denial", Map.of(), REASON_IN_JSON);
  }

  /// Answers as an approver who has a mail.
  Reply fillIn(Vote vote, LinkInMail mailed) {
    return reply(
        api.form(
            mailed.formPath(),
            Map.of(
                "link",
                mailed.token(),
                "code",
                mailed.code(),
                "answer",
                vote.isYes() ? "approve" : "deny",
                "reason",
                vote.isYes() ? "" : REASON)));
  }

  /// Looks at something, signed.
  Reply look(Person reader, String path) {
    return signed(reader, "GET", path, Map.of(), "");
  }

  /// Follows a link.
  Reply open(LinkInMail link) {
    return reply(api.send("GET", link.path(), Map.of(), ""));
  }

  private Reply signed(
      Person person, String method, String path, Map<String, String> headers, String body) {
    return reply(api.signed(people.get(person), method, path, headers, body));
  }

  private static Reply reply(HttpResponse<String> answer) {
    return new Reply(answer.statusCode(), answer.body());
  }
}
