package dev.hallpass.adapters.sts;

import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.HUB;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.catalog;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.catalog.Settings;
import dev.hallpass.catalog.people.TrustedIdentities.PermissionSet;
import dev.hallpass.catalog.people.UserNames;
import dev.hallpass.catalog.people.Users;
import dev.hallpass.emulator.sts.Presigner;
import dev.hallpass.figures.Figures;
import dev.hallpass.fuzz.Cases;
import dev.hallpass.identity.CallStatement;
import dev.hallpass.identity.CallerProofs;
import dev.hallpass.identity.CallerProofs.Flaw;
import dev.hallpass.identity.CallerProofs.NotTaken;
import dev.hallpass.identity.CallerProofs.SignedBy;
import dev.hallpass.identity.Sha256;
import dev.hallpass.records.Altered;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// That no proof is taken but an honest one for exactly this call. Bob is asked for a yes; each
/// case brings something that is no such proof, and says that Bob signed it.
class ForgedProofsTest {

  private static final int FORGED = 100_000;
  private static final Settings SETTINGS =
      Altered.with(
          catalog().settings(),
          "identities",
          List.of(
              new PermissionSet(
                  HUB, "Engineer", new UserNames(UserNames.Form.ADDRESSES, "example.com"))));
  private static final List<String> HOSTS =
      List.of(
          "sts.amazonaws.com",
          "sts.us-east-1.amazonaws.com",
          "sts.eu-central-1.amazonaws.com.cn",
          "sts.eu-central-1.amazonaws.com.evil.example",
          "iam.amazonaws.com",
          "localhost");
  private static final String LETTERS = "09afAZ%&=?#/;:.+- é";

  private final StsOverHttp sts = new StsOverHttp(NOON);
  private final CallerProofs proofs =
      new StsCallerProofs(() -> sts, StsOverHttp.REGION, sts.clock());
  private final Presigner bob = sts.signIn(BOB.email());
  private final List<Presigner> others =
      List.of(
          sts.signIn("mallory@example.com"),
          sts.signIn("bob@elsewhere.example"),
          sts.signIn("444455556666", "Engineer", BOB.email()),
          sts.signIn("111122223333", "Billing", BOB.email()),
          sts.guessing(bob));
  private final CallStatement asked =
      statement("grant-00000000000000000000000000004711", "a policy");
  private final String honest = honest(asked);
  private final Map<Flaw, Integer> flaws = new EnumMap<>(Flaw.class);

  private enum Forgery {
    /// One place of an honest proof is changed.
    ALTERED,
    /// An honest proof of Bob's for another call.
    REPLAYED,
    /// Signed by another person, or for another host, region or action.
    FOREIGN,
    /// Not fresh, not yet, or for too long.
    STALE
  }

  @Test
  void anHonestProofIsTaken() {
    assertThat(isTaken(honest)).isTrue();
  }

  @Test
  void nothingElseIsTaken() {
    Cases cases = new Cases("functions/adapters", ForgedProofsTest.class, FORGED);
    List<String> taken = cases.wrong(this::taken);

    Figures.note(
        "altered, replayed, foreign or stale proofs %d: taken %d; sent on to STS and not confirmed there %d, signed by another person %d",
        flaws.values().stream().mapToInt(count -> count).sum() + taken.size(),
        taken.size(),
        flaws.getOrDefault(Flaw.NOT_CONFIRMED, 0),
        flaws.getOrDefault(Flaw.OTHER_PERSON, 0));
    assertThat(taken).isEmpty();
    if (Cases.areAllPlayed()) {
      // Each refusal must be among them.
      assertThat(flaws).containsOnlyKeys(Flaw.values());
    }
  }

  private List<String> taken(SplittableRandom random) {
    Forgery forgery = Forgery.values()[random.nextInt(Forgery.values().length)];
    String proof =
        switch (forgery) {
          case ALTERED -> altered(random);
          case REPLAYED -> honest(other(random));
          case FOREIGN -> foreign(random);
          case STALE -> stale(random);
        };
    return isTaken(proof) ? List.of("taken: %s %s".formatted(forgery, proof)) : List.of();
  }

  private boolean isTaken(String proof) {
    return switch (proofs.signer(proof, asked)) {
      case SignedBy(var arn) -> {
        boolean isBob =
            SETTINGS.identified("aws", arn, Users.NONE).person().filter(BOB::equals).isPresent();
        if (!isBob) {
          flaws.merge(Flaw.OTHER_PERSON, 1, Integer::sum);
        }
        yield isBob;
      }
      case NotTaken(var flaw) -> {
        flaws.merge(flaw, 1, Integer::sum);
        yield false;
      }
    };
  }

  /// An honest proof with a character changed, put in or taken out, or with two parameters changed
  /// in place. What says the same in other characters is no forgery.
  private String altered(SplittableRandom random) {
    String altered = honest;
    while (says(altered).equals(says(honest))) {
      int at = random.nextInt(honest.length());
      String letter = String.valueOf(LETTERS.charAt(random.nextInt(LETTERS.length())));
      altered =
          switch (random.nextInt(4)) {
            case 0 -> honest.substring(0, at) + letter + honest.substring(at + 1);
            case 1 -> honest.substring(0, at) + letter + honest.substring(at);
            case 2 -> honest.substring(0, at) + honest.substring(at + 1);
            default -> honest + "&" + pair(honest, random);
          };
    }
    return altered;
  }

  private static String says(String proof) {
    try {
      return URLDecoder.decode(proof, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return proof;
    }
  }

  private static String pair(String proof, SplittableRandom random) {
    String[] pairs = proof.substring(proof.indexOf('?') + 1).split("&", -1);
    return pairs[random.nextInt(pairs.length)];
  }

  private CallStatement other(SplittableRandom random) {
    return switch (random.nextInt(6)) {
      case 0 -> statement("grant-%032x".formatted(random.nextLong(10_000, 99_999)), "a policy");
      case 1 -> statement("grant-00000000000000000000000000004711", "policy " + random.nextInt());
      case 2 -> with("hallpass-%d.example.com".formatted(random.nextInt()), asked.call());
      case 3 ->
          with(
              asked.host(),
              asked
                  .call()
                  .replace(
                      "approval",
                      List.of("denial", "review", "revocation", "return", "approva")
                          .get(random.nextInt(5))));
      case 4 ->
          new CallStatement(
              asked.host(), asked.call(), Sha256.of("" + random.nextInt()), asked.policy());
      default -> new CallStatement(asked.host(), asked.call(), asked.body(), Optional.empty());
    };
  }

  private String foreign(SplittableRandom random) {
    Map<String, String> headers = asked.headers();
    Presigner other = others.get(random.nextInt(others.size()));
    return switch (random.nextInt(5)) {
      case 0 -> other.callerIdentity(StsOverHttp.HOST, headers, now(random), life(random));
      case 1 -> {
        String host = HOSTS.get(random.nextInt(HOSTS.size()));
        yield bob.callerIdentity(host, headers, now(random), life(random));
      }
      case 2 ->
          new Presigner("eu-west-" + random.nextInt(1, 4), bob.credentials())
              .callerIdentity(StsOverHttp.HOST, headers, now(random), life(random));
      case 3 -> {
        String query =
            List.of(
                    "Action=GetSessionToken&Version=2011-06-15",
                    "Action=GetCallerIdentity&Version=2011-06-15&Action=AssumeRole",
                    "Action=GetCallerIdentity&Version=2011-06-15&DurationSeconds=900",
                    "Action=GetCallerIdentity",
                    "Action=DecodeAuthorizationMessage&Version=2011-06-15&EncodedMessage=x")
                .get(random.nextInt(5));
        yield bob.call(StsOverHttp.HOST, query, headers, now(random), life(random));
      }
      default -> {
        Map<String, String> fewer = new TreeMap<>(headers);
        List<String> names = List.copyOf(headers.keySet());
        fewer.remove(names.get(random.nextInt(names.size())));
        if (random.nextBoolean()) {
          fewer.put("x-amz-meta", "more");
        }
        yield bob.callerIdentity(StsOverHttp.HOST, fewer, now(random), life(random));
      }
    };
  }

  private String stale(SplittableRandom random) {
    Map<String, String> headers = asked.headers();
    return switch (random.nextInt(3)) {
      case 0 -> {
        Duration life = life(random);
        Instant then = NOON.minus(life).minusSeconds(random.nextLong(0, 86_400));
        yield bob.callerIdentity(StsOverHttp.HOST, headers, then, life);
      }
      case 1 -> {
        Instant then = NOON.plusSeconds(random.nextLong(61, 86_400));
        yield bob.callerIdentity(StsOverHttp.HOST, headers, then, life(random));
      }
      default -> {
        Duration life = Duration.ofSeconds(random.nextLong(301, 604_800));
        yield bob.callerIdentity(StsOverHttp.HOST, headers, now(random), life);
      }
    };
  }

  /// A time that is fresh for any life.
  private static Instant now(SplittableRandom random) {
    return NOON.plusSeconds(random.nextLong(0, 61));
  }

  private static Duration life(SplittableRandom random) {
    return Duration.ofSeconds(random.nextLong(1, 301));
  }

  private String honest(CallStatement statement) {
    return bob.callerIdentity(StsOverHttp.HOST, statement.headers(), NOON, Duration.ofMinutes(5));
  }

  private CallStatement with(String host, String call) {
    return new CallStatement(host, call, asked.body(), asked.policy());
  }

  private static CallStatement statement(String grant, String policy) {
    return new CallStatement(
        "hallpass.example.com",
        "POST /grants/%s/approval".formatted(grant),
        Sha256.of(""),
        Optional.of(Sha256.of(policy)));
  }
}
