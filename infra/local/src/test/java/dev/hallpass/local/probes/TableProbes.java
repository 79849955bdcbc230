package dev.hallpass.local.probes;

import static dev.hallpass.local.probes.Belief.denied;
import static dev.hallpass.local.probes.Belief.done;
import static dev.hallpass.local.probes.Belief.reads;
import static dev.hallpass.local.probes.Belief.refused;
import static dev.hallpass.local.probes.Fixtures.MAY_READ;
import static dev.hallpass.local.probes.Fixtures.getsItem;
import static dev.hallpass.local.probes.Fixtures.key;
import static dev.hallpass.local.probes.Fixtures.nameOf;
import static dev.hallpass.local.probes.Observed.DENIED;
import static dev.hallpass.local.probes.Observed.DONE;
import static dev.hallpass.local.probes.PolicyText.allow;
import static dev.hallpass.local.probes.PolicyText.atResource;
import static dev.hallpass.local.probes.PolicyText.policy;
import static dev.hallpass.local.probes.PolicyText.when;
import static dev.hallpass.local.probes.Source.documented;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ParameterizedStatement;

/// What the design believes of DynamoDB's tables: of PartiQL, which the ledger is written by, and
/// of the tables' own policies.
final class TableProbes {

  private static final String SAID = "said";

  private static final Source WITHIN_AN_ACCOUNT =
      documented(
          "IAM, evaluation within an account",
          "IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html");

  private static final String ONLY_THIS_ACTION =
      "{\"Effect\":\"Deny\",\"NotAction\":\"dynamodb:DescribeTable\",\"Resource\":\"*\"}";
  private static final String ONLY_THAT_TABLE =
      "{\"Effect\":\"Deny\",\"Action\":\"*\",\"NotResource\":\"arn:aws:dynamodb:*:*:table/another\"}";

  private TableProbes() {}

  static List<Probe> all() {
    return List.of(
        anInsertOnAnExistingKey(),
        theActionOfAnInsert(),
        insertsTogether(),
        aDenialToEverybody(),
        aWildcardAsPrincipal(),
        aSessionAsPrincipal(),
        aRoleAsPrincipal());
  }

  private static Probe anInsertOnAnExistingKey() {
    return new Probe(
        "insert-never-overwrites",
        "PartiQL's INSERT on a key that is taken is refused and changes nothing.",
        "The ledger's entries cannot be replaced by those who may add to it.",
        documented(
            "DynamoDB, PartiQL insert",
            "amazondynamodb/latest/developerguide/ql-reference.insert.html"),
        "Inserts two items under one key and reads it.",
        Cost.cents("0.01", 15),
        List.of(refused("the second INSERT", "DuplicateItem"), reads("the item", "first")),
        (aws, made) -> {
          String table = made.table();
          inserts(aws, table, "first");
          return List.of(inserts(aws, table, "second"), said(aws, table));
        });
  }

  private static Probe theActionOfAnInsert() {
    return new Probe(
        "insert-has-an-action-of-its-own",
        "INSERT needs `dynamodb:PartiQLInsert` and no leave to `PutItem`, and the other way round.",
        "Functions may insert, and nobody may put: that the ledger only grows rests on it.",
        documented("DynamoDB, IAM for PartiQL", "amazondynamodb/latest/developerguide/ql-iam.html"),
        "Inserts and puts as a role that may only insert, and inserts as one that may only put.",
        Cost.cents("0.01", 45),
        List.of(
            done("INSERT by the role that may insert"),
            denied("PutItem by the role that may insert"),
            denied("INSERT by the role that may put")),
        (_, made) -> {
          String table = made.table();
          String arn = made.tableArn(table);
          Aws inserter = made.session(made.role(allow("dynamodb:PartiQLInsert", arn)));
          Aws putter = made.session(made.role(allow("dynamodb:PutItem", arn)));
          Observed inserted =
              made.patience().last(DONE::equals, () -> inserts(inserter, table, "first"));
          made.patience().settle("PutItem", () -> puts(putter, table, "1", "second"));
          return List.of(
              inserted, puts(inserter, table, "2", "third"), inserts(putter, table, "fourth"));
        });
  }

  private static Probe insertsTogether() {
    return new Probe(
        "inserts-together-are-all-or-none",
        "A transaction of INSERTs needs `dynamodb:PartiQLInsert` alone, and inserts nothing if one"
            + " key is taken.",
        "The questions of a level are one transaction: a part of it would leave a gap in the chain.",
        documented(
            "DynamoDB, transactions with PartiQL",
            "amazondynamodb/latest/developerguide/ql-reference.multiplestatements.transactions.html"),
        "Inserts two items together as a role that may only insert, then two of which one is there.",
        Cost.cents("0.01", 45),
        List.of(
            done("two INSERTs together"),
            refused("two INSERTs of which one's key is taken", "TransactionCanceled"),
            done("the INSERT of the other one by itself")),
        (_, made) -> {
          String table = made.table();
          Aws inserter =
              made.session(made.role(allow("dynamodb:PartiQLInsert", made.tableArn(table))));
          Observed together =
              made.patience().last(DONE::equals, () -> insertsTogether(inserter, table, "1", "2"));
          return List.of(
              together,
              insertsTogether(inserter, table, "3", "2"),
              insertsTogether(inserter, table, "3"));
        });
  }

  private static Probe aDenialToEverybody() {
    return new Probe(
        "table-policy-denies-everybody",
        "PutItem replaces an item, and a table's policy that denies it to `*` stops roles, too, that"
            + " may do everything.",
        "Nobody of the account, an administrator included, changes an entry without changing the"
            + " table's policy first.",
        documented(
            "IAM, evaluation of Deny",
            "IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html"),
        "Puts an item twice as a role that may do everything, and once more after the denial.",
        Cost.cents("0.01", 60),
        List.of(
            reads("the item after a second PutItem", "second"), denied("PutItem under the denial")),
        (_, made) -> {
          String table = made.table();
          Aws session = made.session(made.role(allow("dynamodb:*", "*")));
          made.patience().settle("PutItem", () -> puts(session, table, "1", "first"));
          puts(session, table, "1", "second");
          Observed replaced = said(session, table);
          made.protect(table, atResource("Deny", "*", "dynamodb:PutItem"));
          return List.of(
              replaced,
              made.patience().last(DENIED::equals, () -> puts(session, table, "1", "third")));
        });
  }

  private static Probe aWildcardAsPrincipal() {
    return new Probe(
        "wildcard-principal-is-not-limited",
        "What a table's policy allows to `*` is limited by neither boundary nor session policy, only"
            + " by a Deny.",
        "A grant's policy and its role's boundary deny all that they do not allow, because saying"
            + " nothing of it would not be enough.",
        WITHIN_AN_ACCOUNT,
        "Allows GetItem to all of the account by the table's policy, and calls it as sessions that"
            + " nothing else allows it.",
        Cost.cents("0.01", 60),
        List.of(
            done("under a boundary without it"),
            done("under a session policy without it"),
            denied("under a session policy that denies all but another action"),
            denied("under a session policy that denies all but another table"),
            denied("under a boundary that denies all but another action")),
        (aws, made) -> {
          String table = made.table();
          String free = made.role(MAY_READ);
          Aws bounded = made.session(bounded(made));
          Aws limited = made.session(free, one -> one.policy(policy(MAY_READ)));
          Aws otherAction =
              made.session(free, one -> one.policy(policy(MAY_READ, ONLY_THIS_ACTION)));
          Aws otherTable = made.session(free, one -> one.policy(policy(MAY_READ, ONLY_THAT_TABLE)));
          Aws fenced = made.session(bounded(made, MAY_READ, ONLY_THIS_ACTION));
          made.protect(
              table,
              atResource(
                  "Allow",
                  "*",
                  "dynamodb:GetItem",
                  // DynamoDB takes no policy that is open to the public.
                  when("StringEquals", "aws:PrincipalAccount", aws.account())));
          Patience patience = made.patience();
          return List.of(
              patience.last(DONE::equals, () -> getsItem(bounded, table)),
              patience.last(DONE::equals, () -> getsItem(limited, table)),
              getsItem(otherAction, table),
              getsItem(otherTable, table),
              getsItem(fenced, table));
        });
  }

  private static String bounded(Fixtures made) {
    return bounded(made, MAY_READ);
  }

  private static String bounded(Fixtures made, String... statements) {
    String boundary = made.managed(policy(statements));
    return made.role(role -> role.permissionsBoundary(boundary), MAY_READ);
  }

  private static Probe aSessionAsPrincipal() {
    return new Probe(
        "session-as-principal-is-not-limited",
        "What a table's policy allows to the ARN of a session is limited by neither boundary nor"
            + " session policy.",
        "A grant's policy and its role's boundary deny all that they do not allow. And sessions of"
            + " grants have names that nobody can guess.",
        WITHIN_AN_ACCOUNT,
        "Allows GetItem to a session by the table's policy, and calls it as that session, which"
            + " nothing else allows it.",
        Cost.cents("0.01", 60),
        List.of(done("under a boundary and a session policy without it")),
        (aws, made) -> {
          String table = made.table();
          String role = bounded(made);
          String name = "probe-" + aws.digits();
          Aws session =
              made.session(role, one -> one.roleSessionName(name).policy(policy(MAY_READ)));
          String arn =
              "arn:aws:sts::%s:assumed-role/%s/%s".formatted(aws.account(), nameOf(role), name);
          made.protect(table, atResource("Allow", arn, "dynamodb:GetItem"));
          return List.of(made.patience().last(DONE::equals, () -> getsItem(session, table)));
        });
  }

  private static Probe aRoleAsPrincipal() {
    return new Probe(
        "role-as-principal-is-limited",
        "What a table's policy allows to the ARN of a role is limited by boundary and session"
            + " policy.",
        "Resource policies that name an entitlement's role open nothing beyond the grant.",
        WITHIN_AN_ACCOUNT,
        "Allows GetItem to two roles by the table's policy, and calls it as their sessions.",
        Cost.cents("0.01", 60),
        List.of(
            done("without boundary and session policy"),
            denied("under a boundary without it"),
            denied("under a session policy without it")),
        (_, made) -> {
          String table = made.table();
          String free = made.role(MAY_READ);
          String bounded = bounded(made);
          Aws unlimited = made.session(free);
          Aws limited = made.session(free, one -> one.policy(policy(MAY_READ)));
          Aws within = made.session(bounded);
          made.protect(
              table,
              atResource("Allow", free, "dynamodb:GetItem"),
              atResource("Allow", bounded, "dynamodb:GetItem"));
          made.patience().settle("DescribeTable", () -> made.reads(within));
          Observed allowed = made.patience().last(DONE::equals, () -> getsItem(unlimited, table));
          return List.of(allowed, getsItem(within, table), getsItem(limited, table));
        });
  }

  private static Observed inserts(Aws caller, String table, String said) {
    return Observed.of(() ->
        caller
            .dynamoDb()
            .executeStatement(
                insert -> insert.statement(statement(table)).parameters(parameters("1", said))));
  }

  private static Observed insertsTogether(Aws caller, String table, String... ids) {
    return Observed.of(() ->
        caller
            .dynamoDb()
            .executeTransaction(all ->
                all.transactStatements(
                    Stream.of(ids)
                        .map(id ->
                            ParameterizedStatement.builder()
                                .statement(statement(table))
                                .parameters(parameters(id, "together"))
                                .build())
                        .toList())));
  }

  private static String statement(String table) {
    return "INSERT INTO \"%s\" VALUE {'id': ?, 'said': ?}".formatted(table);
  }

  private static List<AttributeValue> parameters(String id, String said) {
    return List.of(AttributeValue.fromS(id), AttributeValue.fromS(said));
  }

  private static Observed puts(Aws caller, String table, String id, String said) {
    return Observed.of(() ->
        caller
            .dynamoDb()
            .putItem(put ->
                put.tableName(table)
                    .item(
                        Map.of("id", AttributeValue.fromS(id), SAID, AttributeValue.fromS(said)))));
  }

  private static Observed said(Aws caller, String table) {
    return Observed.reading(() ->
        Optional.ofNullable(
                caller
                    .dynamoDb()
                    .getItem(get -> get.tableName(table).key(key("1")).consistentRead(true))
                    .item()
                    .get(SAID))
            .map(AttributeValue::s)
            .orElse("nothing"));
  }
}
