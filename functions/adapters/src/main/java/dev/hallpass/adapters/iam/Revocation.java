package dev.hallpass.adapters.iam;

import static java.util.stream.Collectors.joining;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.grant.GrantId;
import dev.hallpass.grant.Sha256;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.Statement;
import dev.hallpass.policy.Statement.Effect;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/// An inline policy that denies everything to the sessions of some grants.
///
/// @param grants empty if the document is any but ours, whatever it may say
record Revocation(String name, String document, Set<GrantId> grants) {

  /// What the names of all revocations begin with, and of nothing else.
  static final String PREFIX = "revoked-";

  private static final String KEY = "aws:PrincipalTag/hallpass:grant";
  private static final Pattern GRANT = Pattern.compile("grant-[0-9a-f]{32}");
  private static final Pattern MERGED =
      Pattern.compile(PREFIX + "kept-(?<generation>[0-9]{1,18})-[0-9a-f]{32}");

  Revocation {
    grants = Set.copyOf(grants);
  }

  /// What is there under a name.
  static Revocation found(String name, String document) {
    Set<GrantId> named =
        GRANT
            .matcher(document)
            .results()
            .map(MatchResult::group)
            .map(GrantId::new)
            .collect(Collectors.toSet());
    boolean isOurs =
        named.size() == 1
            ? isSame(document, written(single(named)), written(several(named)))
            : !named.isEmpty() && isSame(document, written(several(named)));
    return new Revocation(name, document, isOurs ? named : Set.of());
  }

  /// The revocation of one grant, under a name that is this grant's alone.
  ///
  /// Its statement has a longer name than there is need for. Where a role is full of such
  /// revocations, shortening some makes the room that they are merged in.
  static Revocation of(GrantId grant) {
    return new Revocation(PREFIX + grant, written(single(Set.of(grant))), Set.of(grant));
  }

  /// The revocation of several grants. Its name follows from them and its generation, so that a
  /// call that arrives late overwrites nothing but its equal.
  ///
  /// @param generation more than that of all it is to stand in the place of
  static Revocation of(Set<GrantId> grants, long generation) {
    String all = sorted(grants).stream().collect(joining("\n"));
    return new Revocation(
        "%skept-%d-%s".formatted(PREFIX, generation, Sha256.of(all).hex().substring(0, 32)),
        written(several(grants)),
        grants);
  }

  /// How many mergings led to it; 0 if it is a single grant's.
  long generation() {
    Matcher merged = MERGED.matcher(name);
    return merged.matches() ? Long.parseLong(merged.group("generation")) : 0;
  }

  /// The same in fewer characters.
  Revocation shortened() {
    return narrowedTo(grants);
  }

  /// That of some of these grants, under the same name.
  Revocation narrowedTo(Set<GrantId> some) {
    return new Revocation(name, written(several(some)), some);
  }

  /// How much of a role's quota it takes: white space does not count (source: IAM quotas).
  int length() {
    return lengthOf(document);
  }

  static int lengthOf(String document) {
    return Math.toIntExact(
        document.codePoints().filter(one -> !Character.isWhitespace(one)).count());
  }

  private static Statement single(Set<GrantId> grant) {
    String digits = sorted(grant).getFirst().substring("grant-".length());
    return statement("NothingForTheSessionsOfGrant" + digits, grant);
  }

  private static Statement several(Set<GrantId> grants) {
    return statement("Revoked", grants);
  }

  private static Statement statement(String sid, Set<GrantId> grants) {
    return new Statement(
        sid,
        Effect.DENY,
        List.of("*"),
        List.of("*"),
        Map.of("StringEquals", Map.of(KEY, sorted(grants))));
  }

  private static List<String> sorted(Collection<GrantId> grants) {
    return grants.stream().map(GrantId::value).sorted().toList();
  }

  private static String written(Statement statement) {
    return PolicyJson.write(new Policy(List.of(statement)));
  }

  private static boolean isSame(String found, String... ours) {
    try {
      return List.of(ours).contains(Json.canonical(Json.read(found)));
    } catch (JacksonException | Json.UnexpectedJson _) {
      return false;
    }
  }
}
