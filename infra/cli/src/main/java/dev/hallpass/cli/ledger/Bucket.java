package dev.hallpass.cli.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.cli.api.AwsHost;
import dev.hallpass.cli.api.HttpAnswer;
import dev.hallpass.cli.api.Signer;
import dev.hallpass.cli.surroundings.Network;
import dev.hallpass.log.ArchiveReader;
import dev.hallpass.log.ArchivedObject;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// A bucket of S3, or a part of one, read by signed calls.
final class Bucket implements ArchiveReader {

  private static final int MILLIS = 30_000;
  private static final int TRIES = 3;
  private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");
  private static final Pattern OLD =
      Pattern.compile(
          "<(?<kind>Version|DeleteMarker)>(?<rest>.*?)</(?:Version|DeleteMarker)>", Pattern.DOTALL);

  private final Network network;
  private final Supplier<AwsCredentialsIdentity> identity;
  private final InstantSource clock;
  private final String name;
  private final String prefix;
  private volatile String region;

  /// @param identity the credentials that sign each call
  /// @param region where the bucket is asked for first; if it is elsewhere, S3 says where
  /// @param prefix what all names begin with; it ends with a slash, or is nothing
  Bucket(
      Network network,
      Supplier<AwsCredentialsIdentity> identity,
      InstantSource clock,
      String region,
      String name,
      String prefix) {
    this.network = network;
    this.identity = identity;
    this.clock = clock;
    this.region = region;
    this.name = name;
    this.prefix = prefix;
  }

  @Override
  public Optional<ArchivedObject> read(String object) {
    HttpAnswer answer = get("/" + encoded(prefix + object).replace("%2F", "/"), Map.of());
    return switch (answer.status()) {
      case 200 -> Optional.of(new ArchivedObject(answer.content(), ""));
      case 404 -> Optional.empty();
      default -> throw refused("read " + object, answer);
    };
  }

  @Override
  public List<String> names(String beginning) {
    List<String> names = new ArrayList<>();
    Map<String, String> query = new TreeMap<>();
    query.put("list-type", "2");
    query.put("encoding-type", "url");
    query.put("prefix", prefix + beginning);
    boolean isAll = false;
    while (!isAll) {
      HttpAnswer answer = get("/", query);
      if (answer.status() != 200) {
        throw refused("list " + beginning, answer);
      }
      String page = answer.text();
      KEY.matcher(page).results().map(this::name).forEach(names::add);
      Optional<String> next = member(page, "NextContinuationToken");
      next.ifPresent(token -> query.put("continuation-token", token));
      isAll = next.isEmpty();
    }
    return names;
  }

  @Override
  public Optional<List<String>> rewritten() {
    TreeSet<String> rewritten = new TreeSet<>();
    Map<String, String> query = new TreeMap<>();
    query.put("versions", "");
    query.put("encoding-type", "url");
    query.put("prefix", prefix);
    boolean isAll = false;
    while (!isAll) {
      HttpAnswer answer = get("/", query);
      if (answer.status() == 403) {
        return Optional.empty();
      }
      if (answer.status() != 200) {
        throw refused("list the versions", answer);
      }
      String page = answer.text();
      OLD.matcher(page)
          .results()
          .filter(Bucket::isSecond)
          .forEach(one ->
              KEY.matcher(one.group("rest")).results().map(this::name).forEach(rewritten::add));
      Optional<String> next = member(page, "NextKeyMarker");
      next.ifPresent(key -> query.put("key-marker", URLDecoder.decode(key, UTF_8)));
      member(page, "NextVersionIdMarker").ifPresent(id -> query.put("version-id-marker", id));
      isAll = next.isEmpty();
    }
    return Optional.of(List.copyOf(rewritten));
  }

  private static boolean isSecond(MatchResult version) {
    return version.group("kind").equals("DeleteMarker")
        || version.group("rest").contains("<IsLatest>false</IsLatest>");
  }

  private String name(MatchResult key) {
    return URLDecoder.decode(key.group(1), UTF_8).substring(prefix.length());
  }

  private static Optional<String> member(String xml, String member) {
    Matcher found = Pattern.compile("<%s>([^<]+)</%s>".formatted(member, member)).matcher(xml);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private OutcomeUnknown refused(String what, HttpAnswer answer) {
    String reason = member(answer.text(), "Code").orElse("HTTP " + answer.status());
    return new OutcomeUnknown(
        "%s in the bucket %s".formatted(what, name), new IOException("S3 says " + reason));
  }

  private HttpAnswer get(String path, Map<String, String> query) {
    String line =
        query.entrySet().stream()
            .map(one -> one.getKey() + "=" + encoded(one.getValue()))
            .collect(Collectors.joining("&"));
    IOException last = new IOException("S3 does not answer");
    for (int tried = 0; tried < TRIES; tried++) {
      try {
        HttpAnswer answer = once(path + (line.isEmpty() ? "" : "?" + line));
        Optional<String> elsewhere =
            answer.header("x-amz-bucket-region").filter(one -> !one.equals(region));
        if (answer.status() >= 300 && elsewhere.isPresent()) {
          region = elsewhere.get();
        } else if (answer.status() < 500) {
          return answer;
        } else {
          last = new IOException("S3 says HTTP " + answer.status());
        }
      } catch (IOException e) {
        last = e;
      }
    }
    throw new OutcomeUnknown("read from the bucket " + name, last);
  }

  private HttpAnswer once(String path) throws IOException {
    URI address = URI.create("https://%s.%s%s".formatted(name, AwsHost.of("s3", region), path));
    HttpURLConnection connection = network.to(address);
    connection.setConnectTimeout(MILLIS);
    connection.setReadTimeout(MILLIS);
    return HttpAnswer.to(
        connection,
        "GET",
        new Signer("s3", region, clock).headers(identity.get(), "GET", address, Map.of(), ""),
        "");
  }
}
