package dev.hallpass.cli.audit;

import dev.hallpass.adapters.json.TrailJson;
import dev.hallpass.audit.NoLog;
import dev.hallpass.audit.grants.GrantRecord.Session;
import dev.hallpass.audit.usage.Trail;
import dev.hallpass.audit.usage.TrailEvent;
import dev.hallpass.cli.api.AwsHost;
import dev.hallpass.cli.api.HttpAnswer;
import dev.hallpass.cli.api.Signer;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.ledger.Places;
import dev.hallpass.cli.surroundings.Surroundings;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// The events that CloudTrail itself still has of some sessions (source: CloudTrail, LookupEvents).
final class EventLookUp implements Trail {

  private static final int MILLIS = 30_000;
  private static final int TRIES = 5;
  private static final int MOST_AT_ONCE = 50;

  // CloudTrail answers two calls a second in each account and region.
  private static final Duration BETWEEN_CALLS = Duration.ofMillis(500);

  private final Surroundings surroundings;
  private final Supplier<AwsCredentialsIdentity> identity;
  private final List<String> regions;
  private final List<Session> sessions;

  /// @param place whose profile asks
  EventLookUp(Places place, List<String> regions, List<Session> sessions) {
    this.surroundings = place.surroundings();
    this.identity = place.identity();
    this.regions = regions;
    this.sessions = sessions;
  }

  @Override
  public void each(Consumer<TrailEvent> taker) {
    for (String region : regions) {
      for (Session session : sessions) {
        each(region, session, taker);
      }
    }
  }

  private void each(String region, Session session, Consumer<TrailEvent> taker) {
    ObjectNode query = Json.object().put("MaxResults", MOST_AT_ONCE);
    query
        .putArray("LookupAttributes")
        .addObject()
        .put("AttributeKey", "Username")
        .put("AttributeValue", session.name().value());
    Optional<String> next;
    do {
      String page = answer(region, Json.text(query));
      TrailJson.events(page).forEach(taker);
      next = Optional.of(Json.read(page).path("NextToken").asString("")).filter(t -> !t.isEmpty());
      next.ifPresent(token -> query.put("NextToken", token));
    } while (next.isPresent());
  }

  private String answer(String region, String query) {
    String said = "nothing";
    for (int tried = 0; tried < TRIES; tried++) {
      surroundings.pause().of(BETWEEN_CALLS);
      HttpAnswer answer = once(region, query);
      if (answer.status() == 200) {
        return answer.text();
      }
      said = error(answer);
      if (answer.status() < 500 && !said.equals("ThrottlingException")) {
        throw new NoLog(
            "CloudTrail in %s says %s. The profile must be allowed to call cloudtrail:LookupEvents there."
                .formatted(region, said));
      }
    }
    throw new OutcomeUnknown("look events up in " + region, new IOException("it says " + said));
  }

  private HttpAnswer once(String region, String query) {
    URI address = URI.create("https://%s/".formatted(AwsHost.of("cloudtrail", region)));
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            "application/x-amz-json-1.1",
            "X-Amz-Target",
            "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents");
    try {
      HttpURLConnection connection = surroundings.network().to(address);
      connection.setConnectTimeout(MILLIS);
      connection.setReadTimeout(MILLIS);
      return HttpAnswer.to(
          connection,
          "POST",
          new Signer("cloudtrail", region, surroundings.clock())
              .headers(identity.get(), "POST", address, headers, query),
          query);
    } catch (IOException e) {
      throw new OutcomeUnknown("look events up in " + region, e);
    }
  }

  /// The code of the error that CloudTrail says.
  private static String error(HttpAnswer answer) {
    String otherwise = "HTTP " + answer.status();
    try {
      String type = Json.read(answer.text()).path("__type").asString(otherwise);
      return type.substring(type.lastIndexOf('#') + 1);
    } catch (JacksonException _) {
      return otherwise;
    }
  }
}
