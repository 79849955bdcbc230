package dev.hallpass.adapters.sts;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.identity.CallerProofs.Flaw;
import java.net.URLDecoder;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The one form of a presigned call of GetCallerIdentity that is sent on to STS. What has another
/// form is not sent, so a proof cannot make Hallpass call anything else.
///
/// @param endpoint the address of STS in the region of Hallpass, without a slash at its end
/// @param region that region
record PresignedIdentityCall(String endpoint, String region) {

  /// The longest time for which a proof may be good. STS takes each presigned call for 15 minutes
  /// and does not look at this time, so Hallpass checks it.
  static final Duration LONGEST = Duration.ofMinutes(5);

  /// How far the clock of a signer may be ahead.
  static final Duration AHEAD = Duration.ofMinutes(1);

  // API Gateway takes headers of 10,240 bytes in all (source: quotas of API Gateway).
  private static final int LONGEST_TEXT = 8_192;

  private static final String TOKEN = "X-Amz-Security-Token";
  private static final Set<String> PARAMETERS =
      Set.of(
          "Action",
          "Version",
          "X-Amz-Algorithm",
          "X-Amz-Credential",
          "X-Amz-Date",
          "X-Amz-Expires",
          "X-Amz-SignedHeaders",
          "X-Amz-Signature");
  // Only characters that every program reads alike (source: RFC 3986, unreserved characters). It
  // never goes back, because that takes stack for each character, and a long text has too many.
  private static final Pattern PAIR =
      Pattern.compile("[A-Za-z-]+=(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})++");
  private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,4}");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /// What is wrong with a proof before anybody is asked; empty if it may be sent.
  ///
  /// @param headers the lower-case names of the headers that it must have signed, beside the host
  Optional<Flaw> flaw(String proof, Collection<String> headers, Instant now) {
    if (proof.length() > LONGEST_TEXT || !proof.startsWith("https://")) {
      return Optional.of(Flaw.NOT_PRESIGNED);
    }
    if (!proof.startsWith(endpoint + "/?")) {
      return Optional.of(Flaw.OTHER_ENDPOINT);
    }
    Map<String, String> parameters = new HashMap<>();
    for (String pair : proof.substring(endpoint.length() + 2).split("&", -1)) {
      if (!PAIR.matcher(pair).matches()) {
        return Optional.of(Flaw.NOT_PRESIGNED);
      }
      int equals = pair.indexOf('=');
      String value = URLDecoder.decode(pair.substring(equals + 1), UTF_8);
      if (parameters.put(pair.substring(0, equals), value) != null) {
        return Optional.of(Flaw.OTHER_PARAMETERS);
      }
    }
    Set<String> names = new HashSet<>(parameters.keySet());
    names.remove(TOKEN);
    return names.equals(PARAMETERS)
        ? flaw(parameters, headers, now)
        : Optional.of(Flaw.OTHER_PARAMETERS);
  }

  private Optional<Flaw> flaw(
      Map<String, String> parameters, Collection<String> headers, Instant now) {
    String date = value(parameters, "X-Amz-Date");
    Optional<Instant> signed = instant(date);
    if (!value(parameters, "X-Amz-Algorithm").equals("AWS4-HMAC-SHA256")
        || !SIGNATURE.matcher(value(parameters, "X-Amz-Signature")).matches()
        || signed.isEmpty()) {
      return Optional.of(Flaw.NOT_PRESIGNED);
    }
    if (!value(parameters, "Action").equals("GetCallerIdentity")
        || !value(parameters, "Version").equals("2011-06-15")) {
      return Optional.of(Flaw.OTHER_ACTION);
    }
    String scope = "[A-Z0-9]{1,128}/%s/%s/sts/aws4_request".formatted(date.substring(0, 8), region);
    if (!value(parameters, "X-Amz-Credential").matches(scope)) {
      return Optional.of(Flaw.OTHER_SCOPE);
    }
    // Their names begin with x, so the host is the first.
    if (!value(parameters, "X-Amz-SignedHeaders").equals("host;" + String.join(";", headers))) {
      return Optional.of(Flaw.OTHER_HEADERS);
    }
    return flaw(value(parameters, "X-Amz-Expires"), signed.get(), now);
  }

  private static Optional<Flaw> flaw(String expires, Instant signed, Instant now) {
    if (!SECONDS.matcher(expires).matches()
        || Duration.ofSeconds(Long.parseLong(expires)).compareTo(LONGEST) > 0) {
      return Optional.of(Flaw.TOO_LONG);
    }
    if (!now.isBefore(signed.plusSeconds(Long.parseLong(expires)))) {
      return Optional.of(Flaw.STALE);
    }
    return now.isBefore(signed.minus(AHEAD)) ? Optional.of(Flaw.EARLY) : Optional.empty();
  }

  private static String value(Map<String, String> parameters, String name) {
    return parameters.getOrDefault(name, "");
  }

  private static Optional<Instant> instant(String date) {
    try {
      return Optional.of(DATE.parse(date, Instant::from));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
