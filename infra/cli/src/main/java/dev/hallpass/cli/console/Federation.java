package dev.hallpass.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Network;
import dev.hallpass.cli.surroundings.Stopped;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Makes links by which a browser is signed in with credentials (source: IAM User Guide, "Enable
/// custom identity broker access to the AWS console").
public final class Federation {

  private static final int CONNECT_MILLIS = 5_000;
  private static final int ANSWER_MILLIS = 20_000;

  private final Network network;
  private final ConsolePlace place;

  public Federation(Network network, ConsolePlace place) {
    this.network = network;
    this.place = place;
  }

  /// A link that signs in each person who opens it within 15 minutes.
  ///
  /// @param credentials in the form of `credential_process`
  /// @param destination the page of the console to begin at
  /// @throws Stopped if AWS does not answer, or refuses
  public String link(JsonNode credentials, String destination) {
    return "%s?Action=login&Destination=%s&SigninToken=%s"
        .formatted(
            place.federation(),
            Destination.encoded(destination),
            Destination.encoded(token(credentials)));
  }

  /// The same link behind the sign-out of the session that the browser has.
  public String afterSignOut(String link) {
    return "https://%s/oauth?Action=logout&redirect_uri=%s"
        .formatted(place.signIn(), Destination.encoded(link));
  }

  private String token(JsonNode credentials) {
    String session =
        Json.text(
            Json.object()
                .put("sessionId", credentials.required("AccessKeyId").asString())
                .put("sessionKey", credentials.required("SecretAccessKey").asString())
                .put("sessionToken", credentials.required("SessionToken").asString()));
    try {
      // In the body, because addresses are logged. Without SessionDuration, which AWS refuses for a
      // role that was assumed by a role.
      return post("Action=getSigninToken&Session=" + Destination.encoded(session))
          .orElseThrow(() -> refused("answers with something else than a token for the sign-in"));
    } catch (IOException e) {
      throw new Stopped(
          ExitCode.NOT_REACHED,
          "The sign-in of AWS at %s does not answer (%s). Check your network, and try again."
              .formatted(place.signIn(), e.getClass().getSimpleName()));
    }
  }

  private Optional<String> post(String form) throws IOException {
    HttpURLConnection connection = network.to(place.federation());
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(ANSWER_MILLIS);
    // The credentials are for this host alone.
    connection.setInstanceFollowRedirects(false);
    connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
    connection.setDoOutput(true);
    try (var body = connection.getOutputStream()) {
      body.write(form.getBytes(UTF_8));
    }
    int status = connection.getResponseCode();
    if (status != HttpURLConnection.HTTP_OK) {
      throw refused("refused the credentials (status %d)".formatted(status));
    }
    try (var body = connection.getInputStream()) {
      return Optional.of(Json.read(new String(body.readAllBytes(), UTF_8)).path("SigninToken"))
          .filter(JsonNode::isString)
          .map(JsonNode::asString);
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private Stopped refused(String why) {
    return new Stopped(
        ExitCode.FAILED,
        "The sign-in of AWS at %s %s. Try again, and if it stays so, see: hallpass doctor"
            .formatted(place.signIn(), why));
  }
}
