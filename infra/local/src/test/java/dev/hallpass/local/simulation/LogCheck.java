package dev.hallpass.local.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.SignRequest;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Checks the log by what ARCHITECTURE.md says of it, without the system's own code.
final class LogCheck {

  private static final int ID = 4;

  private final World world;
  private final Map<String, String> signed = new HashMap<>();

  LogCheck(World world) {
    this.world = world;
  }

  /// That nothing is signed twice with different contents.
  void signs(SignRequest request) {
    if (request.signingAlgorithm() == SigningAlgorithmSpec.ED25519_SHA_512) {
      String text = request.message().asUtf8String();
      String interval = text.lines().toList().get(3).split(" ", -1)[1];
      if (!signed.computeIfAbsent(interval, _ -> text).equals(text)) {
        throw new Violation("Two checkpoints of one interval are signed");
      }
    }
  }

  /// That each checkpoint follows from the entries, and that the log has each entry of the ledger
  /// once.
  void requireWhole() {
    Map<String, byte[]> archive = archive();
    List<byte[]> leaves = new ArrayList<>();
    List<String> logged = new ArrayList<>();
    String previous = "0".repeat(64);
    String newest = "";
    String until = "";
    int count =
        (int) archive.keySet().stream().filter(name -> name.startsWith("intervals/")).count();
    for (int number = 0; number < count; number++) {
      byte[] text = object(archive, "intervals/%012d".formatted(number));
      JsonNode interval = JsonMapper.shared().readTree(text);
      require(interval.path("previous").asString().equals(previous), "An interval is loose");
      previous = HexFormat.of().formatHex(sha256(text));
      until = interval.path("at").asString();
      for (String line : lines(archive, interval.path("entries").path("object").asString(""))) {
        String hash = JsonMapper.shared().readTree(line).path("hash").asString();
        logged.add(hash);
        leaves.add(sha256(new byte[1], HexFormat.of().parseHex(hash)));
      }
      newest = new String(object(archive, "checkpoints/%012d".formatted(number)), UTF_8);
      String[] parts = newest.split("\n\n", 2);
      List<String> says = parts[0].lines().toList();
      require(says.get(1).equals(Integer.toString(leaves.size())), "A size is wrong");
      require(
          says.get(2).equals(Base64.getEncoder().encodeToString(root(leaves))), "A root is wrong");
      require(
          says.get(3)
              .equals(
                  "interval %d %s %s"
                      .formatted(
                          number,
                          interval.path("at").asString(),
                          Base64.getEncoder().encodeToString(sha256(text)))),
          "A checkpoint is of another interval");
      require(isSigned(parts[0] + "\n", parts[1]), "A checkpoint is not signed");
    }
    require(
        newest.equals(new String(object(archive, "checkpoint"), UTF_8)),
        "The newest checkpoint is another one");
    requireSame(logged, until);
  }

  /// @param until the time of the newest checkpoint; what came since may be missing
  private void requireSame(List<String> logged, String until) {
    Map<String, String> there = timesByHash();
    require(
        logged.size() == Set.copyOf(logged).size() && there.keySet().containsAll(logged),
        "The log has other entries than the ledger");
    logged.forEach(there::remove);
    require(
        there.values().stream().allMatch(at -> at.compareTo(until) >= 0),
        "The log misses entries of the ledger");
  }

  private Map<String, String> timesByHash() {
    Map<String, String> times = new HashMap<>();
    world
        .system()
        .dynamoDb()
        .scanPaginator(all -> all.tableName(world.system().table()))
        .items()
        .stream()
        .forEach(item -> times.put(ScannedItems.text(item, "hash"), ScannedItems.text(item, "at")));
    return times;
  }

  private Map<String, byte[]> archive() {
    S3Client s3 = world.system().region().s3();
    Map<String, byte[]> archive = new TreeMap<>();
    s3.listObjectsV2Paginator(list -> list.bucket(world.archive())).contents().stream()
        .map(S3Object::key)
        .forEach(key ->
            archive.put(
                key,
                s3.getObjectAsBytes(get -> get.bucket(world.archive()).key(key)).asByteArray()));
    return archive;
  }

  private static byte[] object(Map<String, byte[]> archive, String name) {
    byte[] object = archive.get(name);
    if (object == null) {
      throw new Violation("The archive has not " + name);
    }
    return object;
  }

  private static List<String> lines(Map<String, byte[]> archive, String name) {
    if (name.isEmpty()) {
      return List.of();
    }
    try (GZIPInputStream gzip =
        new GZIPInputStream(new ByteArrayInputStream(object(archive, name)))) {
      return new String(gzip.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isSigned(String text, String line) {
    KmsClient kms = world.system().region().kms();
    byte[] half = kms.getPublicKey(get -> get.keyId(world.logKey())).publicKey().asByteArray();
    byte[] signature = Base64.getDecoder().decode(line.strip().split(" ", -1)[2]);
    try {
      PublicKey key =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(half));
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(text.getBytes(UTF_8));
      return check.verify(Arrays.copyOfRange(signature, ID, signature.length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The key of the log is no key", e);
    }
  }

  /// The definition in RFC 6962, 2.1.
  private static byte[] root(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      return sha256(new byte[0]);
    }
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int split = Integer.highestOneBit(leaves.size() - 1);
    return sha256(
        new byte[] {1}, root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      Arrays.stream(parts).forEach(digest::update);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new Violation(otherwise);
    }
  }
}
