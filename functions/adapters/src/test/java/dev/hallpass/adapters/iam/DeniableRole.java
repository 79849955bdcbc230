package dev.hallpass.adapters.iam;

import static dev.hallpass.grant.Examples.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.emulator.account.Account;
import dev.hallpass.emulator.account.Accounts;
import dev.hallpass.emulator.authorization.NetworkLink;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.Principal.RoleSession;
import dev.hallpass.emulator.sts.Caller;
import dev.hallpass.emulator.sts.Session;
import dev.hallpass.emulator.time.VirtualTimeline;
import dev.hallpass.identity.GrantId;
import dev.hallpass.policy.RoleArn;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Tag;

/// An entitlement's role, in an account of its own, with sessions of grants.
final class DeniableRole {

  static final RoleArn ARN = new RoleArn("arn:aws:iam::111122223333:role/hallpass/read-things");

  private static final String ISSUER = "arn:aws:iam::111122223333:role/issue-credentials";
  private static final String EVERYTHING =
      """
      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
      """;
  private static final String TRUSTING_A_SERVICE =
      """
      {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
        "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}}
      """;
  private static final String THING = "arn:aws:s3:::things/a/1";

  private final VirtualTimeline timeline = new VirtualTimeline(NOON);
  private final Accounts accounts = new Accounts(timeline, new Random(4711));
  private final Account account = accounts.account("111122223333");

  DeniableRole() {
    account
        .iam()
        .createRole(role ->
            role.path("/hallpass/")
                .roleName(ARN.name())
                .assumeRolePolicyDocument(
                    """
                    {"Version": "2012-10-17", "Statement": [{
                      "Effect": "Allow",
                      "Principal": {"AWS": "%s"},
                      "Action": ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"]
                    }]}
                    """
                        .formatted(ISSUER)));
    put("Ceiling", ceiling(0));
  }

  /// A ceiling that is longer by some characters than there is need for.
  static String ceiling(int longer) {
    return """
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "s3:GetObject", "Resource": [
        "arn:aws:s3:::things/*", "arn:aws:s3:::%s"
      ]}
    ]}
    """
        .formatted("x".repeat(longer));
  }

  Account account() {
    return account;
  }

  /// The IAM of somebody who may do everything there, behind a line.
  IamClient iamOver(NetworkLink line) {
    account
        .iam()
        .createRole(role -> role.roleName("keeper").assumeRolePolicyDocument(TRUSTING_A_SERVICE));
    account
        .iam()
        .putRolePolicy(
            put -> put.roleName("keeper").policyName("Everything").policyDocument(EVERYTHING));
    accounts.connectBy(line);
    return account.iam(
        Caller.of(RoleSession.of("arn:aws:iam::111122223333:role/keeper", "function")));
  }

  Instant now() {
    return timeline.instant();
  }

  void pass(Duration time) {
    timeline.advance(time);
  }

  void later(Duration wait, Runnable what) {
    timeline.schedule(now().plus(wait), what);
  }

  /// A session of a grant, which lasts an hour.
  Session session(GrantId grant, String person) {
    AssumeRoleResponse response =
        account
            .sts(RoleSession.of(ISSUER, "function"))
            .assumeRole(request ->
                request
                    .roleArn(ARN.value())
                    .roleSessionName(grant.value().substring(10))
                    .sourceIdentity(person)
                    .tags(Tag.builder().key("hallpass:grant").value(grant.value()).build())
                    .durationSeconds(3600));
    return account.sessions().withArn(response.assumedRoleUser().arn()).orElseThrow();
  }

  boolean isAllowed(Session session) {
    return account
        .may(session, "s3:GetObject", THING, Context.empty(), timeline.instant())
        .allowed();
  }

  void put(String name, String document) {
    account
        .iam()
        .putRolePolicy(put -> put.roleName(ARN.name()).policyName(name).policyDocument(document));
  }

  List<String> names() {
    return account.iam().listRolePolicies(list -> list.roleName(ARN.name())).policyNames();
  }

  String document(String name) {
    return URLDecoder.decode(
        account
            .iam()
            .getRolePolicy(get -> get.roleName(ARN.name()).policyName(name))
            .policyDocument(),
        UTF_8);
  }
}
