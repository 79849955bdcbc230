package dev.hallpass.adapters.yaml;

import static dev.hallpass.adapters.yaml.Refusal.Schema.BLIND;
import static dev.hallpass.adapters.yaml.Refusal.Schema.REFUSES;
import static dev.hallpass.adapters.yaml.SampleCatalog.ENTITLEMENT_FILE;
import static dev.hallpass.adapters.yaml.SampleCatalog.SETTINGS_FILE;

import java.util.stream.Stream;

/// One way to spoil the sample catalogue, and the refusal that is due.
///
/// @param schema whether the editors' schema can see it as well
record Refusal(
    String sentence, String file, String from, String to, int line, String reason, Schema schema) {

  enum Schema {
    REFUSES,
    BLIND
  }

  @Override
  public String toString() {
    return sentence;
  }

  String spoilt() {
    return SampleCatalog.original(file).replace(from, to);
  }

  static Stream<Refusal> all() {
    return Stream.of(
            settings(), wholeFile(), people(), parameters(), actions(), resources(), conditions())
        .flatMap(some -> some);
  }

  private static Stream<Refusal> settings() {
    return Stream.of(
        inSettings("an unknown setting", "limits:", "limit:", 6, "known are", REFUSES),
        inSettings("a missing setting", "  listed: 20\n", "", 7, "listed is missing", REFUSES),
        inSettings(
            "no trusted identity",
            "\n  - account: \"111122223333\"\n    permissionSet: Engineer\n    domain: example.com",
            " []",
            1,
            "at least one",
            REFUSES),
        inSettings(
            "an account without quotes",
            "\"111122223333\"",
            "111122223333",
            2,
            "in quotes",
            REFUSES),
        inSettings("a short account", "111122223333", "1111", 2, "twelve digits", REFUSES),
        inSettings(
            "a permission set that cannot be", "Engineer", "Engi*", 3, "permission set", REFUSES),
        inSettings(
            "a domain in capitals", "domain: example", "domain: Example", 4, "lower case", REFUSES),
        inSettings(
            "an identity listed twice",
            "sender:",
            "  - {account: \"111122223333\", permissionSet: Engineer, domain: example.com}\nsender:",
            5,
            "twice",
            BLIND),
        inSettings(
            "a sender that is no address",
            "hallpass@example.com",
            "hallpass",
            5,
            "e-mail",
            REFUSES),
        inSettings("a list of nothing", "listed: 20", "listed: 0", 8, "from 1 to 100", REFUSES),
        inSettings("a list without end", "listed: 20", "listed: 101", 8, "from 1 to 100", REFUSES),
        inSettings("a length in words", "listed: 20", "listed: many", 8, "whole number", REFUSES),
        inSettings("a shortest of nothing", "PT5M", "PT0S", 7, "from PT1S", BLIND),
        inSettings(
            "credentials under 15 minutes", "PT15M", "PT14M", 10, "from PT15M to PT1H", BLIND),
        inSettings("credentials over an hour", "PT15M", "PT61M", 10, "from PT15M to PT1H", BLIND),
        inSettings("an answer within no time", "PT4H", "PT0S", 11, "to PT168H", BLIND),
        inSettings("an answer within over 7 days", "PT4H", "P8D", 11, "to PT168H", BLIND),
        inSettings("a negative duration", "PT4H", "PT-4H", 11, "such as PT30M", REFUSES),
        inSettings("a short hub", "999900001111", "9999", 12, "twelve digits", REFUSES),
        inSettings(
            "a hub without quotes", "\"999900001111\"", "999900001111", 12, "in quotes", REFUSES),
        inSettings(
            "accounts without a hub",
            "hub: \"999900001111\"\n",
            "",
            13,
            "add the field hub",
            REFUSES),
        inSettings(
            "the hub among the accounts",
            "\"444455556666\"",
            "\"999900001111\"",
            14,
            "is the hub",
            BLIND),
        inSettings("a long account", "444455556666", "4444555566667", 14, "twelve digits", REFUSES),
        inSettings(
            "an account listed twice",
            "hallpass-5f0c1c52\n",
            "hallpass-5f0c1c52\n  - {account: \"444455556666\", externalId: hallpass-2}\n",
            16,
            "listed before",
            BLIND),
        inSettings(
            "an account without an external id",
            "    externalId: hallpass-5f0c1c52\n",
            "",
            14,
            "externalId is missing",
            REFUSES),
        inSettings(
            "an external id that STS does not take",
            "hallpass-5f0c1c52",
            "hallpass 5f0c1c52",
            15,
            "2 to 1224",
            REFUSES));
  }

  /// Ways to spoil what only a deployment reads.
  static Stream<Refusal> installation() {
    return Stream.of(
        inSettings(
            "an alarm that nobody gets", "[ops@example.com]", "[]", 16, "at least one", REFUSES),
        inSettings(
            "an alarm's address that is none", "ops@example.com", "ops", 16, "e-mail", REFUSES),
        inSettings(
            "an alarm's address listed twice, in capitals",
            "[ops@example.com]",
            "[ops@example.com, OPS@example.com]",
            16,
            "twice",
            BLIND),
        inSettings(
            "an unknown member of the API", "networks:", "network:", 21, "known are", REFUSES),
        inSettings(
            "a domain without a certificate",
            "    certificate: arn:aws:acm:eu-central-1:111122223333:certificate/0f8e7d6c-5b4a\n",
            "",
            19,
            "certificate is missing",
            REFUSES),
        host("Pass.example.com"),
        host("pass"),
        host("*.example.com"),
        host("pass-.example.com"),
        host("https://pass.example.com"),
        certificate("arn:aws:iam::111122223333:server-certificate/pass"),
        certificate("arn:aws:acm::111122223333:certificate/0f8e7d6c"),
        certificate("0f8e7d6c-5b4a"),
        network("203.0.113.0", "CIDR block", REFUSES),
        network("203.0.113.0/", "CIDR block", REFUSES),
        network("203.0.113/24", "CIDR block", REFUSES),
        network("203.0.256.0/24", "CIDR block", BLIND),
        network("203.0.113.0/33", "CIDR block", BLIND),
        network("office", "CIDR block", REFUSES),
        network("::ffff:203.0.113.0/120", "CIDR block", REFUSES),
        network("2001:db8::/129", "CIDR block", BLIND),
        network("2001:db8/32", "CIDR block", BLIND),
        network("0.0.0.0/0", "every address", REFUSES),
        network("203.0.113.7/24", "bits behind its first 24", BLIND),
        network("2001:db8::1/32", "bits behind its first 32", BLIND),
        network("2001:db8::/32\", \"2001:db8::/32", "twice", REFUSES),
        inSettings(
            "an organization by its name", "o-a1b2c3d4e5", "acme", 22, "organization", REFUSES),
        inSettings(
            "a root in place of an organization",
            "o-a1b2c3d4e5",
            "r-a1b2",
            22,
            "describe-organization",
            REFUSES));
  }

  private static Refusal host(String name) {
    return inSettings(
        "the host " + name, "pass.example.com", '"' + name + '"', 19, "host name", REFUSES);
  }

  private static Refusal certificate(String arn) {
    return inSettings(
        "the certificate " + arn,
        "arn:aws:acm:eu-central-1:111122223333:certificate/0f8e7d6c-5b4a",
        arn,
        20,
        "Certificate Manager",
        REFUSES);
  }

  private static Refusal network(String network, String reason, Schema schema) {
    return inSettings("the network " + network, "203.0.113.0/24", network, 21, reason, schema);
  }

  private static Stream<Refusal> wholeFile() {
    return Stream.of(
        of("an unknown field", "use:", "purpose:", 3, "purpose is no field", REFUSES),
        of("a field written twice", "use: Look at things.", "title: Again", 3, "twice", BLIND),
        of("a missing field", "longest: PT2H\n", "", 1, "longest is missing", REFUSES),
        of("an empty text", "Read things", "\"  \"", 2, "not empty", REFUSES),
        of("a text of two lines", "Read things", "\"Read\\nthings\"", 2, "one line", REFUSES),
        of(
            "a text that YAML takes for something else",
            "Read things",
            "true",
            2,
            "in quotes",
            REFUSES),
        of("a list for a text", "Read things", "[Read]", 2, "must be a text", REFUSES),
        of("a text for a list", "[blue, green]", "blue", 9, "must be a list", REFUSES),
        of(
            "a text for fields",
            "requesters:\n  domains: [example.com]",
            "requesters: all",
            4,
            "must be fields",
            REFUSES),
        of(
            "a name that differs from the file's",
            "read-things",
            "read-others",
            1,
            "read-others.yaml",
            BLIND),
        of("a name of another form", "read-things", "Read_Things", 1, "lower-case words", REFUSES),
        of("a bad duration", "PT2H", "2 hours", 13, "such as PT30M", REFUSES),
        of("a duration of nothing", "PT2H", "P", 13, "such as PT30M", REFUSES),
        of("a longest under the shortest", "PT2H", "PT4M", 13, "at least PT5M", BLIND),
        of(
            "an account that is not named",
            "\"444455556666\"",
            "\"777788889999\"",
            28,
            "none of the accounts in hallpass.yaml",
            BLIND),
        of("an account with a word", "444455556666", "production", 28, "twelve digits", REFUSES),
        of("a syntax error", "[blue, green]", "[blue, green", 10, "is no YAML", BLIND),
        of("a control character", "Look at", "Look\u0007at", 3, "YAML does not allow", BLIND),
        of("two documents", "use:", "---\nuse:", 3, "is no YAML", BLIND),
        of("an anchor", "[blue, green]", "&all [blue, green]", 9, "an anchor or an alias", BLIND),
        of("an alias", "[blue, green]", "*all", 9, "an anchor or an alias", BLIND),
        of(
            "a tag of a Java class",
            "[blue, green]",
            "!!java.io.File [blue]",
            9,
            "has a tag",
            BLIND),
        of("a tag on a text", "Read things", "!!str Read", 2, "has a tag", BLIND),
        of(
            "nesting without end",
            "[blue, green]",
            "[".repeat(50_000),
            9,
            "nested too deep",
            BLIND));
  }

  private static Stream<Refusal> people() {
    return Stream.of(
        of(
            "requesters without anybody",
            "\n  domains: [example.com]",
            " {}",
            4,
            "nobody who may ask",
            REFUSES),
        of(
            "a requester who is no address",
            "domains: [example.com]",
            "people: [alice]",
            5,
            "e-mail",
            REFUSES),
        of(
            "a requesters' domain that is none",
            "[example.com]",
            "[\"*\"]",
            5,
            "mail domain",
            REFUSES),
        of(
            "no level of approvers",
            "\n  - approvers: [bob@example.com, carol@example.com]\n    quorum: 2",
            " []",
            14,
            "at least one",
            REFUSES),
        of(
            "a level without approvers",
            "[bob@example.com, carol@example.com]",
            "[]",
            15,
            "at least one",
            REFUSES),
        of(
            "a level that names no approvers",
            "approvers: [bob@example.com, carol@example.com]\n    quorum: 2",
            "quorum: 2",
            15,
            "approvers is missing",
            REFUSES),
        of("an approver who is no address", "carol@example.com", "carol", 15, "e-mail", REFUSES),
        of("an approver listed twice, in capitals", "carol@", "BOB@", 16, "listed twice", BLIND),
        of("a quorum of nobody", "quorum: 2", "quorum: 0", 16, "from 1", REFUSES),
        of(
            "a quorum that cannot be reached",
            "quorum: 2",
            "quorum: 3",
            16,
            "cannot be reached by 2",
            BLIND),
        of(
            "a level's answer within over 7 days",
            "quorum: 2",
            "quorum: 2\n    answerWithin: P8D",
            17,
            "to PT168H",
            BLIND));
  }

  private static Stream<Refusal> parameters() {
    return Stream.of(
        of(
            "a parameter the policy does not use",
            "{bucket}",
            "blue",
            7,
            "does not use the parameter bucket",
            BLIND),
        of(
            "a parameter the policy uses and nobody declares",
            "{bucket}",
            "{box}",
            20,
            "unknown parameter {box}",
            BLIND),
        of(
            "an unknown parameter in a condition",
            "\"yes\"",
            "\"{box}\"",
            23,
            "unknown parameter {box}",
            BLIND),
        of(
            "a parameter declared twice",
            "name: prefix",
            "name: bucket",
            10,
            "is there twice",
            BLIND),
        of("a parameter with a bad name", "name: bucket", "name: Bucket", 7, "lower case", REFUSES),
        of(
            "values and a grammar",
            "grammar: path",
            "grammar: path\n    values: [a]",
            10,
            "not both",
            REFUSES),
        of(
            "neither values nor a grammar",
            "    grammar: path\n",
            "",
            10,
            "either values or a grammar",
            REFUSES),
        of(
            "an unknown grammar",
            "grammar: path",
            "grammar: regex",
            12,
            "one of name, key, path, log-group",
            REFUSES),
        of("a value listed twice", "[blue, green]", "[blue, blue]", 9, "twice", REFUSES),
        value("*"),
        value("bl?e"),
        value("$x"),
        value("{x"),
        value("x}"),
        value("it's"),
        value("a,b"),
        value("blü"));
  }

  private static Refusal value(String value) {
    return of(
        "the value " + value,
        "[blue, green]",
        "[\"%s\"]".formatted(value),
        9,
        "letters, digits",
        REFUSES);
  }

  private static Stream<Refusal> actions() {
    return Stream.of(
        forbidden("iam:CreateUser"),
        forbidden("IAM:createuser"),
        forbidden("sts:AssumeRole"),
        forbidden("organizations:LeaveOrganization"),
        forbidden("*"),
        forbidden("*:*"),
        forbidden("i*:*"),
        forbidden("?am:PassRole"),
        forbidden("s*:GetObject"),
        of(
            "a forbidden action in the ceiling",
            "sid: ReadAll\n    actions: [s3:GetObject",
            "sid: ReadAll\n    actions: [s3:GetObject, \"Iam:*\"",
            26,
            "reaches iam:*, which makes, changes or becomes an identity",
            REFUSES),
        of(
            "a wildcard in another service",
            "policy:\n  - sid: ReadThings\n    actions: [s3:GetObject]",
            "policy:\n  - sid: ReadThings\n    actions: [\"d*b:GetItem\"]",
            19,
            "a service in lower case",
            REFUSES),
        of(
            "every action of a service",
            "sid: ReadAll\n    actions: [s3:GetObject]",
            "sid: ReadAll\n    actions: [\"s3:*\"]",
            26,
            "reaches *:PutResourcePolicy",
            REFUSES),
        of(
            "a wildcard action that the ceiling does not name",
            "sid: ReadThings\n    actions: [s3:GetObject]",
            "sid: ReadThings\n    actions: [\"s3:GetObject*\"]",
            19,
            "does not name in the same words",
            BLIND),
        of(
            "an action that the ceiling does not have",
            "sid: ReadThings\n    actions: [s3:GetObject]",
            "sid: ReadThings\n    actions: [s3:PutObject]",
            20,
            "does not cover s3:PutObject on",
            BLIND));
  }

  private static Refusal forbidden(String action) {
    return of(
        "the action " + action,
        "sid: ReadThings\n    actions: [s3:GetObject]",
        "sid: ReadThings\n    actions: [\"%s\"]".formatted(action),
        19,
        "no grant may open",
        REFUSES);
  }

  private static Stream<Refusal> resources() {
    return Stream.of(
        resource("every resource", "*", "every resource there is", REFUSES),
        resource("a resource that is no ARN", "{bucket}/{prefix}", "must be an ARN", REFUSES),
        resource(
            "a wildcard in the partition",
            "arn:*:s3:::{bucket}/{prefix}",
            "must be an ARN",
            REFUSES),
        resource(
            "a wildcard in the service",
            "arn:aws:s?:::{bucket}/{prefix}",
            "must be an ARN",
            REFUSES),
        resource(
            "a wildcard in the region",
            "arn:aws:s3:*::{bucket}/{prefix}",
            "must be an ARN",
            REFUSES),
        resource(
            "a parameter before the last part",
            "arn:aws:s3:{bucket}::{prefix}",
            "must be an ARN",
            REFUSES),
        resource(
            "a resource beside the ceiling",
            "arn:aws:s3:::{bucket}-x/{prefix}",
            "does not cover s3:GetObject on arn:aws:s3:::blue-x/",
            BLIND),
        resource(
            "a typed parameter that reaches past the ceiling",
            "arn:aws:s3:::{prefix}/{bucket}",
            "does not cover",
            BLIND),
        resource(
            "a policy variable",
            "arn:aws:s3:::{bucket}/${aws:username}/{prefix}",
            "policy variable",
            BLIND),
        ceiling(
            "a ceiling that no value reaches", "arn:aws:s3:::red/*", "can never open s3:GetObject"),
        ceiling(
            "a wildcard in the ceiling where values are listed",
            "arn:aws:s3:::blue*",
            "can never open s3:GetObject on arn:aws:s3:::blue*; narrow the ceiling"),
        of(
            "an action in the ceiling that the policy lacks",
            "sid: ReadAll\n    actions: [s3:GetObject",
            "sid: ReadAll\n    actions: [s3:GetObject, s3:DeleteObject",
            27,
            "can never open s3:DeleteObject on",
            BLIND),
        own("arn:aws:dynamodb:eu-central-1:111122223333:table/hallpass-ledger"),
        own("arn:aws:dynamodb:eu-central-1:111122223333:table/hallpass-ledger/index/*"),
        own("arn:aws:dynamodb:eu-central-1:111122223333:table/*"),
        own("arn:aws:dynamodb:eu-central-1:111122223333:table/hall????-ledger"),
        own("arn:aws:lambda:eu-central-1:111122223333:function:hallpass-issue-credentials"),
        own("arn:aws:lambda:eu-central-1:111122223333:function:*"),
        own("arn:aws:states:eu-central-1:111122223333:stateMachine:hallpass-grant-lifecycle"),
        own("arn:aws:states:eu-central-1:111122223333:execution:hallpass-*:*"),
        own("arn:aws:iam::111122223333:role/hallpass/read-things"),
        own("arn:aws:iam::111122223333:role/hallpass-provisioner"),
        own("arn:aws:s3:::cdk-hnb659fds-assets-111122223333-eu-central-1/*"),
        own("arn:aws:s3:::*"),
        resource("a stray brace", "arn:aws:s3:::{bucket}/{prefix}}", "brace", BLIND),
        of(
            "one value that the ceiling lacks",
            "green]",
            "green, red]",
            20,
            "arn:aws:s3:::red/",
            BLIND),
        of(
            "a parameter in the ceiling",
            "arn:aws:s3:::blue/*",
            "arn:aws:s3:::{bucket}/*",
            27,
            "has a brace",
            BLIND),
        of(
            "a sid with a blank",
            "sid: ReadThings",
            "sid: Read things",
            18,
            "letters and digits",
            REFUSES),
        of(
            "Hallpass's own sid",
            "sid: ReadThings",
            "sid: NothingAfterExpiry",
            18,
            "take another",
            BLIND),
        of(
            "a sid given twice",
            "ceiling:\n",
            "ceiling:\n  - {sid: ReadAll, actions: [s3:GetObject], resources: [\"arn:aws:s3:::blue/*\"]}\n",
            26,
            "each its own",
            BLIND),
        of(
            "a deny of one's own",
            "  - sid: ReadThings\n",
            "  - sid: ReadThings\n    effect: Deny\n",
            19,
            "effect is no field",
            REFUSES),
        of(
            "a NotAction",
            "    conditions:\n",
            "    notActions: [s3:GetObject]\n    conditions:\n",
            21,
            "notActions is no field",
            REFUSES));
  }

  private static Refusal resource(String sentence, String arn, String reason, Schema schema) {
    return of(sentence, "arn:aws:s3:::{bucket}/{prefix}/*", arn, 20, reason, schema);
  }

  private static Refusal ceiling(String sentence, String arn, String reason) {
    return of(
        sentence,
        "\"arn:aws:s3:::green/*\"]",
        "\"arn:aws:s3:::green/*\", \"%s\"]".formatted(arn),
        27,
        reason,
        BLIND);
  }

  private static Refusal own(String arn) {
    return ceiling("the ceiling " + arn, arn, "which Hallpass is made of");
  }

  private static Stream<Refusal> conditions() {
    return Stream.of(
        operator(
            "an operator that IAM does not have", "StringIs", "no condition operator", REFUSES),
        operator("a date operator", "DateLessThan", "no condition operator", REFUSES),
        operator("an operator without quotes that YAML takes for null", "Null", "in quotes", BLIND),
        of(
            "the time",
            "s3:ExistingObjectTag/open",
            "AWS:currentTime",
            23,
            "set by Hallpass",
            REFUSES),
        of(
            "the time in seconds",
            "s3:ExistingObjectTag/open",
            "aws:EpochTime",
            23,
            "set by Hallpass",
            REFUSES),
        of(
            "a parameter in a condition key",
            "s3:ExistingObjectTag/open",
            "s3:ExistingObjectTag/{prefix}",
            23,
            "with no parameter",
            REFUSES),
        of("a condition without a value", "[\"yes\"]", "[]", 23, "at least one", REFUSES),
        of(
            "a policy variable in a condition",
            "\"yes\"",
            "\"${aws:username}\"",
            23,
            "policy variable",
            BLIND),
        of("a truth that is none", "StringEquals:", "Bool:", 23, "\"true\" or \"false\"", BLIND),
        of(
            "ForAllValues alone",
            "StringEquals:",
            "ForAllValues:StringEquals:",
            23,
            "true of a request that has no s3:ExistingObjectTag/open",
            BLIND),
        of(
            "ForAllValues with another key's Null",
            "StringEquals:",
            "\"Null\": {\"s3:prefix\": [\"false\"]}\n      ForAllValues:StringEquals:",
            24,
            "add the condition Null",
            BLIND),
        of(
            "ForAllValues with a Null that asks for absence",
            "StringEquals:",
            "\"Null\": {\"s3:ExistingObjectTag/open\": [\"true\"]}\n      ForAllValues:StringEquals:",
            24,
            "add the condition Null",
            BLIND));
  }

  private static Refusal operator(String sentence, String operator, String reason, Schema schema) {
    return of(sentence, "StringEquals:", operator + ":", 22, reason, schema);
  }

  private static Refusal of(
      String sentence, String from, String to, int line, String reason, Schema schema) {
    return new Refusal(sentence, ENTITLEMENT_FILE, from, to, line, reason, schema);
  }

  private static Refusal inSettings(
      String sentence, String from, String to, int line, String reason, Schema schema) {
    return new Refusal(sentence, SETTINGS_FILE, from, to, line, reason, schema);
  }
}
