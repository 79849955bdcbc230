package dev.hallpass.local.deployed;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.local.ApiClient;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// What an emulator's SES has accepted, as it shows it to tests.
///
/// @param endpoint of the emulator
record EmulatedMailbox(URI endpoint) implements TrialMailbox {

  /// LocalStack's page, and MiniStack's.
  private static final List<String> PAGES = List.of("/_aws/ses", "/_ministack/ses/messages");

  @Override
  public List<String> mailsTo(String address) {
    return messages()
        .filter(message -> recipients(message).anyMatch(address::equals))
        .map(message -> text(message, "/Body/text_part", "/BodyText"))
        .toList();
  }

  private Stream<JsonNode> messages() {
    ApiClient client = new ApiClient(endpoint, InstantSource.system());
    return PAGES.stream()
        .map(page -> client.send("GET", page, Map.of(), ""))
        .filter(answer -> answer.statusCode() == 200)
        .map(HttpResponse::body)
        .map(Json::read)
        .flatMap(page -> page.path("messages").valueStream())
        // MiniStack groups them by account.
        .flatMap(message -> message.isArray() ? message.valueStream() : Stream.of(message));
  }

  private static Stream<String> recipients(JsonNode message) {
    return Stream.of("/Destination/ToAddresses", "/To")
        .flatMap(to -> message.at(to).valueStream())
        .map(address -> address.asString(""));
  }

  private static String text(JsonNode message, String... pointers) {
    return Stream.of(pointers)
        .map(pointer -> message.at(pointer).asString(""))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }
}
