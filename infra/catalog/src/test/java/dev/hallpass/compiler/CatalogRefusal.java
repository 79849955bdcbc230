package dev.hallpass.compiler;

import static dev.hallpass.compiler.CatalogRefusal.Schema.BLIND;
import static dev.hallpass.compiler.CatalogRefusal.Schema.REFUSES;
import static dev.hallpass.compiler.SampleCatalog.ENTITLEMENT_FILE;
import static dev.hallpass.compiler.SampleCatalog.SETTINGS_FILE;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.compiler.yaml.Mistake;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One way to spoil the sample catalogue, and the refusal that is due.
///
/// @param schema whether the schema sees it, and editors with it
record CatalogRefusal(
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

  void assertIs(Mistake mistake) {
    assertThat(mistake.file()).isEqualTo(file);
    assertThat(mistake.line()).isEqualTo(line);
    assertThat(mistake.text()).contains(reason);
  }

  static Stream<CatalogRefusal> all() {
    return Stream.of(
            settings(),
            identities(),
            whoIsWho(),
            readers(),
            wholeFile(),
            people(),
            levels(),
            rules(),
            when(),
            breakGlass(),
            parameters(),
            actions(),
            resources(),
            conditions(),
            unknownActions(),
            unsuitableResources(),
            unsuitableConditions(),
            unsuitableValues())
        .flatMap(some -> some);
  }

  private static Stream<CatalogRefusal> settings() {
    return inSettings(
        """
        an unknown setting | limits: | limit: | 6 | known are | REFUSES
        a missing setting |   listed: 20~ |  | 7 | listed is missing | REFUSES
        no trusted identity | ~  - account: "111122223333"~    permissionSet: Engineer~    domain: example.com |  \
        [] | 1 | at least one | REFUSES
        an account without quotes | "111122223333" | 111122223333 | 2 | in quotes | REFUSES
        a short account | 111122223333 | 1111 | 2 | twelve digits | REFUSES
        a permission set that cannot be | Engineer | Engi* | 3 | permission set | REFUSES
        a domain in capitals | domain: example | domain: Example | 4 | lower case | REFUSES
        an identity listed twice | sender: |   - {account: "111122223333", permissionSet: Engineer, domain: \
        example.com}~sender: | 5 | twice | BLIND
        a sender that is no address | hallpass@example.com | hallpass | 5 | e-mail | REFUSES
        a name of the sender with quotes | hallpass@example.com | hallpass@example.com~mail: {name: "Ali \\"x\\" <a@b.c>"} | 6 | \
        letters, digits, blanks and hyphens | REFUSES
        answers to no address | hallpass@example.com | hallpass@example.com~mail: {replyTo: us} | 6 | e-mail | REFUSES
        a region in words | hallpass@example.com | hallpass@example.com~mail: {region: Ireland} | 6 | eu-west-1 | REFUSES
        another region without a set | hallpass@example.com | hallpass@example.com~mail: {region: eu-west-1} | 6 | add \
        configurationSet | BLIND
        an identity by its name | hallpass@example.com | hallpass@example.com~mail: {identity: example.com} | 6 | must be the \
        ARN of an identity | REFUSES
        an identity of others | hallpass@example.com | hallpass@example.com~mail: {identity: \
        "arn:aws:ses:eu-central-1:777788889999:identity/example.org"} | 6 | name the identity of this address or of its \
        domain | BLIND
        an identity in another region | hallpass@example.com | hallpass@example.com~mail: {region: eu-west-1, \
        configurationSet: ours, identity: "arn:aws:ses:eu-central-1:777788889999:identity/example.com"} | 6 | name an \
        identity there | BLIND
        a list of nothing | listed: 20 | listed: 0 | 8 | from 1 to 100 | REFUSES
        a list without end | listed: 20 | listed: 101 | 8 | from 1 to 100 | REFUSES
        a length in words | listed: 20 | listed: many | 8 | whole number | REFUSES
        a shortest of nothing | PT5M | PT0S | 7 | from PT1S | BLIND
        credentials under 15 minutes | PT15M | PT14M | 10 | from PT15M to PT1H | BLIND
        credentials over an hour | PT15M | PT61M | 10 | from PT15M to PT1H | BLIND
        an answer within no time | PT4H | PT0S | 11 | to PT168H | BLIND
        an answer within over 7 days | PT4H | P8D | 11 | to PT168H | BLIND
        a negative duration | PT4H | PT-4H | 11 | such as PT30M | REFUSES
        a short hub | 999900001111 | 9999 | 12 | twelve digits | REFUSES
        a hub without quotes | "999900001111" | 999900001111 | 12 | in quotes | REFUSES
        accounts without a hub | hub: "999900001111"~ |  | 13 | add the field hub | REFUSES
        the hub among the accounts | "444455556666" | "999900001111" | 14 | is the hub | BLIND
        a long account | 444455556666 | 4444555566667 | 14 | twelve digits | REFUSES
        an account with a name in capitals | hallpass-5f0c1c52~ | hallpass-5f0c1c52~    name: Production~ | 16 | \
        lower-case | REFUSES
        a group with the name of an account | hallpass-5f0c1c52~ | hallpass-5f0c1c52~    name: prod~    groups: \
        [prod]~ | 17 | give the group another name | BLIND
        an account listed twice | hallpass-5f0c1c52~ | hallpass-5f0c1c52~  - {account: "444455556666", \
        externalId: hallpass-2}~ | 16 | listed above | BLIND
        an account without an external id |     externalId: hallpass-5f0c1c52~ |  | 14 | externalId is missing | \
        REFUSES
        an external id that STS does not take | hallpass-5f0c1c52 | hallpass 5f0c1c52 | 15 | 2 to 1224 | REFUSES
        """);
  }

  private static Stream<CatalogRefusal> identities() {
    return inSettings(
        """
        an identity of no kind |     permissionSet: Engineer~ |  | 2 | exactly one of | REFUSES
        an identity of two kinds |     permissionSet: Engineer~ |     permissionSet: Engineer~    users: {bob: \
        bob@example.com}~ | 2 | exactly one of | REFUSES
        a permission set without a domain |     domain: example.com~ |  | 2 | domain is missing | REFUSES
        user names of another form |     domain: example.com~ |     domain: example.com~    userNames: names~ | 5 | \
        must be one of addresses, logins | REFUSES
        a permission set with a reason |     domain: example.com~ |     domain: example.com~    reason: It is ours \
        alone.~ | 5 | is for a role | REFUSES
        a role without a reason | sender: |   - {role: "arn:aws:iam::444455556666:role/Developer", domain: \
        example.com}~sender: | 5 | reason is missing | REFUSES
        a role with a reason that says nothing | sender: |   - {role: "arn:aws:iam::444455556666:role/Developer", \
        domain: example.com, reason: ok}~sender: | 5 | say why they cannot here | REFUSES
        a role by a pattern | sender: |   - {role: "arn:aws:iam::444455556666:role/*", domain: example.com, reason: \
        Only Okta is trusted.}~sender: | 5 | must be the ARN of a role | REFUSES
        a role with an account | sender: |   - {role: "arn:aws:iam::444455556666:role/Developer", account: \
        "444455556666", domain: example.com, reason: Only Okta is trusted.}~sender: | 5 | in the ARN | REFUSES
        a role that Identity Center makes | sender: |   - {role: \
        "arn:aws:iam::444455556666:role/AWSReservedSSO_Engineer_0123456789abcdef", domain: example.com, reason: \
        Only Okta is trusted.}~sender: | 5 | permissionSet instead | BLIND
        a role in another partition | sender: |   - {role: "arn:aws-cn:iam::444455556666:role/Developer", domain: \
        example.com, reason: Only Okta is trusted.}~sender: | 5 | Hallpass is in aws | BLIND
        users without an account | sender: |   - {users: {bob: bob@example.com}}~sender: | 5 | account is missing | \
        REFUSES
        no user at all | sender: |   - {account: "111122223333", users: {}}~sender: | 5 | names nobody | REFUSES
        a user with a path | sender: |   - {account: "111122223333", users: {ops/bob: bob@example.com}}~sender: | 5 \
        | without its path | REFUSES
        a user with an address that has an apostrophe | sender: |   - {account: "111122223333", users: {bob: \
        "o'brien@example.com"}}~sender: | 5 | letters, digits and . _ + = - | REFUSES
        a user whose address is a tag alone | sender: |   - {account: "111122223333", users: {bob: \
        +x@example.com}}~sender: | 5 | letters, digits and . _ + = - | BLIND
        a user with the address of a list, who could never get in | sender: |   - {account: "111122223333", users: \
        {bob: platform@example.com}}~sender: | 5 | could never get in | BLIND
        users with a domain | sender: |   - {account: "111122223333", domain: example.com, users: {bob: \
        bob@example.com}}~sender: | 5 | is not for users | REFUSES
        """);
  }

  private static Stream<CatalogRefusal> whoIsWho() {
    return inSettings(
        """
        an identity store without its region | sender: | identityStore: {id: d-1234567890, account: "222233334444", \
        externalId: hallpass-9b}~sender: | 5 | region is missing | REFUSES
        an identity store by its ARN | sender: | identityStore: {id: "arn:aws:identitystore::222233334444:d-12", \
        region: eu-central-1, account: "222233334444", externalId: hallpass-9b}~sender: | 5 | list-instances | REFUSES
        an identity store in no region | sender: | identityStore: {id: d-1234567890, region: Europe, account: \
        "222233334444", externalId: hallpass-9b}~sender: | 5 | must be a region | REFUSES
        no request within an hour |   listed: 20 |   requestsPerHour: 0~  listed: 20 | 8 | from 1 to 100 | REFUSES
        requests without end |   listed: 20 |   requestsPerHour: 101~  listed: 20 | 8 | from 1 to 100 | REFUSES
        no question by mail within an hour |   listed: 20 |   mailsPerHour: 0~  listed: 20 | 8 | from 1 to 1000 | REFUSES
        a person with one address only |     also: [b.jones@example.com]~ |  | 24 | also is missing | REFUSES
        another address without a domain | b.jones@example.com | b.jones | 25 | e-mail | REFUSES
        the same address as another, in capitals | b.jones@example.com | Bob@example.com | 25 | \
        bob@example.com is named for a person already | BLIND
        an address of two people | lists: |   - {person: carol@example.com, also: [b.jones@example.com]}~lists: | \
        26 | b.jones@example.com is named for a person already | BLIND
        a list with a person's address | platform@example.com | bob@example.com | 27 | bob@example.com is the \
        address of a person | BLIND
        a list with a person's other address | platform@example.com | b.jones@example.com | 27 | \
        b.jones@example.com is the address of a person | BLIND
        a list that is listed twice | erin@example.com] | erin@example.com]~  - {list: Platform@example.com, \
        members: [bob@example.com]} | 29 | platform@example.com is the address of another list | BLIND
        a list in a list | [dave@example.com, | [platform@example.com, | 28 | holds only people | BLIND
        a list without members | [dave@example.com, erin@example.com] | [] | 28 | at least one | REFUSES
        a proof that is neither required nor optional | organization: o-a1b2c3d4e5 | proof: maybe | 22 | required or \
        optional | REFUSES
        a member listed twice, under another address | [dave@example.com, erin@example.com] | [bob@example.com, \
        b.jones@example.com] | 28 | bob@example.com is listed twice | BLIND
        """);
  }

  private static Stream<CatalogRefusal> readers() {
    return inSettings(
        """
        a zone that Java does not know | limits: | readers: {zone: Berlin}~limits: | 6 | Berlin is not a time zone; write \
        one such as Europe/Berlin | BLIND
        a zone of others that Java does not know | limits: | readers: {others: [{who: [example.org], zone: \
        Europe/berlin}]}~limits: | 6 | Europe/berlin is not a time zone | BLIND
        a language that Hallpass does not speak | limits: | readers: {language: fr}~limits: | 6 | fr is not a language of \
        Hallpass; write one of en, de | BLIND
        a language by its name | limits: | readers: {others: [{who: [example.org], language: German}]}~limits: | 6 | \
        German is not a language of Hallpass | BLIND
        other readers who are nobody | limits: | readers: {others: [{zone: UTC}]}~limits: | 6 | who is missing | REFUSES
        a reader by a name | limits: | readers: {others: [{who: [bob]}]}~limits: | 6 | or the domain of addresses | \
        REFUSES
        a reader whose address is a tag alone | limits: | readers: {others: [{who: [+x@example.com]}]}~limits: | 6 | \
        letters, digits and . _ + = - | BLIND
        a reader named twice, by a list | limits: | readers: {others: [{who: [dave@example.com]}, {who: \
        [platform@example.com]}]}~limits: | 6 | dave@example.com is among the others already | BLIND
        a domain of readers named twice, in capitals | limits: | readers: {others: [{who: [example.org, \
        EXAMPLE.org]}]}~limits: | 6 | example.org is among the others already | BLIND
        """);
  }

  /// Ways to spoil what only a deployment reads.
  static Stream<CatalogRefusal> installation() {
    return Stream.concat(
        inSettings(
            """
            an alarm that nobody gets | [ops@example.com] | [] | 16 | at least one | REFUSES
            an alarm's address without a domain | ops@example.com | ops | 16 | e-mail | REFUSES
            an alarm's address listed twice, in capitals | [ops@example.com] | [ops@example.com, OPS@example.com] | \
            16 | twice | BLIND
            a reservation that is neither made nor not | reserveConcurrency: false | reserveConcurrency: 5 | 29 | \
            true or false | REFUSES
            a partition in capitals | reserveConcurrency: false | partition: AWS | 29 | must be a partition of AWS | REFUSES
            an unknown member of the API | networks: | network: | 21 | known are | REFUSES
            a domain without a certificate |     certificate: \
            arn:aws:acm:eu-central-1:111122223333:certificate/0f8e7d6c-5b4a~ |  | 19 | certificate is missing | REFUSES
            an organization by its name | o-a1b2c3d4e5 | acme | 22 | organization | REFUSES
            a root in place of an organization | o-a1b2c3d4e5 | r-a1b2 | 22 | describe-organization | REFUSES
            an archive in an account by its name | account: "222211110000" | account: log-archive | 33 | twelve digits | REFUSES
            an archive in the hub by its number | "222211110000" | "999900001111" | 33 | 999900001111 is the hub | BLIND
            an archive where grants open access | "222211110000" | "444455556666" | 33 | grants open access | BLIND
            an archive beside a hub without a name | hub: "999900001111"~accounts:~  - account: "444455556666"~    \
            externalId: hallpass-5f0c1c52~ |  | 29 | add the field hub | BLIND
            an archive for no time | P7Y | P0Y | 34 | years up to 99 | REFUSES
            an archive for hours | P7Y | PT90H | 34 | years up to 99 | REFUSES
            an archive for ever | P7Y | P100Y | 34 | years up to 99 | REFUSES
            a log before without the id of its table | /0f8e7d6c-5b4a-4938-8271-605f4e3d2c1b |  | 35 | the origin of a log | REFUSES
            a certificate of another partition | arn:aws:acm | arn:aws-us-gov:acm | 20 | the accounts are in aws; correct it | BLIND
            a writer of tickets in another partition | arn:aws:iam::111122223333:role/tickets | \
            arn:aws-cn:iam::111122223333:role/tickets | 30 | the accounts are in aws; correct it | BLIND
            a qualifier in capitals | reserveConcurrency: false | deployment: {qualifier: Acme} | 29 | 1 to 10 lower-case | REFUSES
            a tag that is AWS's own | reserveConcurrency: false | deployment: {tags: {"aws:team": a}} | 29 | not beginning with \
            aws: | REFUSES
            a tag that is a number | reserveConcurrency: false | deployment: {tags: {centre: 4711}} | 29 | in quotes | REFUSES
            a boundary by its ARN | reserveConcurrency: false | deployment: {roles: {boundary: \
            "arn:aws:iam::111122223333:policy/b"}} | 29 | without an ARN | REFUSES
            a path without a slash at its end | reserveConcurrency: false | deployment: {roles: {path: /acme}} | 29 | such as \
            /acme/ | REFUSES
            a path of entitlements' roles | reserveConcurrency: false | deployment: {roles: {path: /hallpass/x/}} | 29 | take \
            another path | BLIND
            a key by its alias | reserveConcurrency: false | deployment: {key: \
            "arn:aws:kms:eu-central-1:999900001111:alias/logs"} | 29 | an alias is not enough | REFUSES
            a key of another partition | reserveConcurrency: false | deployment: {key: \
            "arn:aws-cn:kms:cn-north-1:999900001111:key/0f8e7d6c"} | 29 | the accounts are in aws; correct it | BLIND
            subnets without security groups | reserveConcurrency: false | deployment: {network: {subnets: [subnet-0a1b2c3d]}} | \
            29 | securityGroups is missing | REFUSES
            a subnet by its name | reserveConcurrency: false | deployment: {network: {subnets: [private], securityGroups: \
            [sg-0a1b2c3d]}} | 29 | id of a subnet | REFUSES
            a firewall that is neither there nor not | reserveConcurrency: false | deployment: {firewall: maybe} | 29 | true or \
            false | REFUSES
            a dashboard that is neither there nor not | reserveConcurrency: false | deployment: {dashboard: perhaps} | 29 | true or \
            false | REFUSES
            a private API with a domain | reserveConcurrency: false | deployment: {privateApi: [vpce-0a1b2c3d]} | 19 | domain is \
            for a public API | BLIND
            a private API for some networks | networks: ["203.0.113.0/24", "2001:db8::/32"]~  organization: o-a1b2c3d4e5 | \
            networks: ["203.0.113.0/24"]~deployment: {privateApi: [vpce-0a1b2c3d]} | 21 | addresses of the Internet | BLIND
            an API behind no endpoint | reserveConcurrency: false | deployment: {privateApi: []} | 29 | at least one | REFUSES
            a log role of nobody | reserveConcurrency: false | deployment: {apiLogRole: none} | 29 | own, and Hallpass sets | REFUSES
            an unknown member of the deployment | reserveConcurrency: false | deployment: {vpc: vpc-1} | 29 | known are | REFUSES
            an unknown member of the archive | retention: P7Y | retention: P7Y~  bucket: x | 35 | known are | REFUSES
            a channel of Slack by its name | C0123ABCDE | "#access" | 37 | and not its name | REFUSES
            a workspace of Slack by its name | T0123ABCDE | acme | 37 | the id of a workspace | REFUSES
            a channel of Teams that is not from its link | 19%3aabcdef%40thread.tacv2 | "19:abcdef@thread.tacv2" | 41 | as it stands in its link | REFUSES
            a team by its name | 1a2b3c4d-5e6f-4a0b-9c8d-7e6f5a4b3c2d | platform | 40 | the id of a team | REFUSES
            """),
        Stream.of(
            host("Pass.example.com"),
            host("pass"),
            host("*.example.com"),
            host("pass-.example.com"),
            host("https://pass.example.com"),
            ticketWriter("arn:aws:sts::111122223333:assumed-role/tracker/session"),
            ticketWriter("arn:aws:iam::111122223333:user/tracker"),
            ticketWriter("arn:aws:iam::111122223333:root"),
            ticketWriter("arn:aws:iam::111122223333:role/*"),
            ticketWriter("arn:aws:iam::*:role/tracker"),
            ticketWriter("tracker"),
            inSettings(
                "a writer of duties that is no role",
                "reserveConcurrency: false",
                "reserveConcurrency: false\ndutyWriters: [arn:aws:iam::111122223333:user/on-call]",
                30,
                "ARN of a role that writes duties",
                REFUSES),
            inSettings(
                "a workflow whose source is AWS's",
                "acme.incidents",
                "aws.incidents",
                43,
                "aws. and hallpass are taken",
                REFUSES),
            inSettings(
                "a workflow whose role is a user",
                "role/incidents",
                "user/incidents",
                43,
                "ARN of the role that puts the events",
                REFUSES),
            inSettings(
                "two workflows of one source",
                "  - {source: acme.incidents,",
                "  - {source: acme.incidents, role: \"arn:aws:iam::111122223333:role/a\"}\n  - {source: acme.incidents,",
                44,
                "give each its own",
                BLIND),
            backupRole("arn:aws:iam::111122223333:user/backup"),
            backupRole("arn:aws:iam::111122223333:role/*"),
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
            network("0.0.0.0/0", "all addresses", REFUSES),
            network("203.0.113.7/24", "write 203.0.113.0/24, or this address as /32", BLIND),
            network("2001:db8::1/32", "write 2001:db8:0:0:0:0:0:0/32, or this", BLIND),
            network("2001:db8::/32\", \"2001:db8::/32", "twice", REFUSES)));
  }

  private static CatalogRefusal host(String name) {
    return inSettings(
        "the host " + name, "pass.example.com", '"' + name + '"', 19, "host name", REFUSES);
  }

  private static CatalogRefusal ticketWriter(String arn) {
    return inSettings(
        "the writer of tickets " + arn,
        "arn:aws:iam::111122223333:role/tickets/tracker",
        "\"" + arn + "\"",
        30,
        "ARN of the role that writes tickets",
        REFUSES);
  }

  private static CatalogRefusal backupRole(String arn) {
    return inSettings(
        "the role for backups " + arn,
        "arn:aws:iam::111122223333:role/hallpass-backup",
        "\"" + arn + "\"",
        31,
        "ARN of the role that copies the tables",
        REFUSES);
  }

  private static CatalogRefusal certificate(String arn) {
    return inSettings(
        "the certificate " + arn,
        "arn:aws:acm:eu-central-1:111122223333:certificate/0f8e7d6c-5b4a",
        arn,
        20,
        "Certificate Manager",
        REFUSES);
  }

  private static CatalogRefusal network(String network, String reason, Schema schema) {
    return inSettings("the network " + network, "203.0.113.0/24", network, 21, reason, schema);
  }

  private static Stream<CatalogRefusal> wholeFile() {
    return Stream.concat(
        inEntitlement(
            """
            an unknown field | use: | purpose: | 3 | purpose is not a field | REFUSES
            a field written twice | use: Look at things. | title: Again | 3 | twice | BLIND
            a missing field | longest: PT2H~ |  | 1 | longest is missing | REFUSES
            an empty text | Read things | "  " | 2 | is empty | REFUSES
            a text of two lines | Read things | "Read\\nthings" | 2 | one line | REFUSES
            a text that YAML takes for something else | Read things | true | 2 | in quotes | REFUSES
            a list for a text | Read things | [Read] | 2 | must be a text | REFUSES
            a text for a list | [blue, green] | blue | 9 | must be a list | REFUSES
            a text for fields | requesters:~  domains: [example.com] | requesters: all | 4 | must be fields | REFUSES
            a name that differs from the file's | read-things | read-others | 1 | read-others.yaml | BLIND
            a name of another form | read-things | Read_Things | 1 | lower-case words | REFUSES
            a bad duration | PT2H | 2 hours | 13 | such as PT30M | REFUSES
            a duration of nothing | PT2H | P | 13 | such as PT30M | REFUSES
            a longest under the shortest | PT2H | PT4M | 13 | at least PT5M | BLIND
            a longest that no workflow lasts | PT2H | P400D | 13 | P400D is longer than the workflow of a grant can wait \
            for its end; write at most P300D | BLIND
            an account that is not named | "444455556666" | "777788889999" | 24 | not one of the accounts in \
            hallpass.yaml | BLIND
            an account by a name that is not known | "444455556666" | production | 24 | not one of the accounts in \
            hallpass.yaml | BLIND
            an account in capitals | "444455556666" | Production | 24 | lower-case | REFUSES
            an optional parameter that is needed |     grammar: path |     grammar: path~    optional: true | 19 | \
            opens nothing if each optional | BLIND
            an optional parameter that is false |     grammar: path |     grammar: path~    optional: false | 13 | can only be \
            true | REFUSES
            a console elsewhere | longest: PT2H | longest: PT2H~console: "https://evil.example/" | 14 | below the address of \
            the AWS console | REFUSES
            a console above its service | longest: PT2H | longest: PT2H~console: "s3/../iam" | 14 | two dots | REFUSES
            a console of an unknown parameter | longest: PT2H | longest: PT2H~console: "s3/buckets/{box}" | 14 | unknown \
            parameter {box} | BLIND
            a console with a stray brace | longest: PT2H | longest: PT2H~console: "s3/buckets/{bucket" | 14 | a brace \
            outside | BLIND
            one value at most |     grammar: path |     grammar: path~    most: 1 | 13 | from 2 to 20 | REFUSES
            a pattern that looks around |     grammar: path |     pattern: "(?!a)b"~    example: b | 12 | is not a regular \
            expression of RE2 | BLIND
            a pattern without an example |     grammar: path |     pattern: "[a-z]+" | 12 | add the field example | REFUSES
            an example of another form |     grammar: path |     pattern: "[a-z]+"~    example: A7 | 13 | A7 is not of the \
            form [a-z]+ | BLIND
            an account beside accounts | account: "444455556666" | account: "444455556666"~accounts: ["444455556666"] \
            | 24 | keep one of the two | BLIND
            a syntax error | [blue, green] | [blue, green | 10 | is not YAML | BLIND
            two documents | use: | ---~use: | 3 | is not YAML | BLIND
            an anchor | [blue, green] | &all [blue, green] | 9 | an anchor or an alias | BLIND
            an alias | [blue, green] | *all | 9 | an anchor or an alias | BLIND
            a tag of a Java class | [blue, green] | !!java.io.File [blue] | 9 | has a tag | BLIND
            a tag on a text | Read things | !!str Read | 2 | has a tag | BLIND
            """),
        Stream.of(
            of("a control character", "Look at", "Look\u0007at", 3, "YAML does not allow", BLIND),
            of(
                "nesting without end",
                "[blue, green]",
                "[".repeat(50_000),
                9,
                "nested deeper",
                BLIND)));
  }

  private static Stream<CatalogRefusal> people() {
    return inEntitlement(
        """
        requesters without anybody | ~  domains: [example.com] |  {} | 4 | nobody could request | REFUSES
        a requester who is no address | domains: [example.com] | people: [alice] | 5 | e-mail | REFUSES
        a star in place of a requesters' domain | [example.com] | ["*"] | 5 | mail domain | REFUSES
        no level of approvers | ~  - approvers: [bob@example.com, carol@example.com]~    quorum: 2 |  [] | 14 | \
        at least one | REFUSES
        a level without approvers | [bob@example.com, carol@example.com] | [] | 15 | at least one | REFUSES
        a group without an identity store | domains: [example.com] | groups: [platform-team] | 5 | add the field \
        identityStore | BLIND
        a group of approvers without an identity store | quorum: 2 | groups: [platform-team]~    quorum: 2 | 16 | add \
        the field identityStore | BLIND
        a duty without a writer of duties | domains: [example.com] | duties: [on-call] | 5 | add the field \
        dutyWriters | BLIND
        approvers on a duty without a writer of duties | quorum: 2 | duties: [on-call]~    quorum: 2 | 16 | add \
        the field dutyWriters | BLIND
        a duty in capitals | domains: [example.com] | duties: [On-Call] | 5 | name of a duty | REFUSES
        no duty | domains: [example.com] | duties: [] | 5 | at least one | REFUSES
        an escalation to nobody | quorum: 2 | quorum: 2~    escalation: {after: PT1H, mode: join} | 17 | approvers is \
        missing | REFUSES
        a group by a pattern | domains: [example.com] | groups: ["*"] | 5 | name of a group | REFUSES
        no group | domains: [example.com] | groups: [] | 5 | at least one | REFUSES
        a level that names no approvers | approvers: [bob@example.com, carol@example.com]~    quorum: 2 | quorum: \
        2 | 15 | approvers is missing | REFUSES
        an approver who is no address | carol@example.com | carol | 15 | e-mail | REFUSES
        an approver listed twice, in capitals | carol@ | BOB@ | 15 | listed twice | BLIND
        an approver listed twice, with a tag | carol@ | bob+x@ | 15 | listed twice | BLIND
        an approver listed twice, under another address | bob@example.com, carol@ | bob@example.com, b.jones@ | \
        15 | bob@example.com is listed twice | BLIND
        a quorum of nobody | quorum: 2 | quorum: 0 | 16 | from 1 | REFUSES
        a quorum that cannot be reached | quorum: 2 | quorum: 3 | 16 | from 1 to the number of approvers, 2 | BLIND
        two levels that need the same person | quorum: 2 | quorum: 2~  - {approvers: [bob@example.com], quorum: 1} | \
        15 | the people of level 1 and level 2 are too few | BLIND
        a level's answer within over 7 days | quorum: 2 | quorum: 2~    answerWithin: P8D | 17 | to PT168H | BLIND
        """);
  }

  private static Stream<CatalogRefusal> levels() {
    return Stream.of(
        level("a reminder of another form", "remindAfter: soon", "such as PT30M", REFUSES),
        level("a reminder when it is too late", "remindAfter: PT4H", "reminder must come", BLIND),
        level("a reminder after over 7 days", "remindAfter: P8D", "to PT168H", BLIND),
        escalation("an escalation when it is too late", "PT4H", "dave", "join", "must come before"),
        escalation("an escalation at once", "PT0S", "dave", "join", "from PT1S"),
        escalation(
            "an escalation to an approver",
            "PT1H",
            "bob",
            "join",
            "also an approver of its escalation"),
        escalation(
            "an escalation to an approver's other address",
            "PT1H",
            "b.jones",
            "join",
            "also an approver of its escalation"),
        escalation("too few who take over", "PT1H", "dave", "take-over", "after a take-over, 1"),
        level(
            "an escalation that does not say how",
            "escalation: {after: PT1H, approvers: [dave@example.com]}",
            "mode is missing",
            REFUSES),
        level(
            "an escalation of an unknown kind",
            "escalation: {after: PT1H, approvers: [dave@example.com], mode: replace}",
            "must be join",
            REFUSES),
        level(
            "an escalation to nobody",
            "escalation: {after: PT1H, approvers: [], mode: join}",
            "at least one",
            REFUSES));
  }

  private static CatalogRefusal escalation(
      String sentence, String after, String person, String mode, String reason) {
    return level(
        sentence,
        "escalation: {after: %s, approvers: [%s@example.com], mode: %s}"
            .formatted(after, person, mode),
        reason,
        BLIND);
  }

  private static CatalogRefusal level(String sentence, String more, String reason, Schema schema) {
    return of(sentence, "quorum: 2", "quorum: 2\n    " + more, 17, reason, schema);
  }

  private static Stream<CatalogRefusal> rules() {
    String people = "levels: [{approvers: [bob@example.com], quorum: 1}]";
    return Stream.of(
        rule("a rule without a name", "when: {longest: PT1H}, automatic: true", "rule is missing"),
        rule(
            "a rule's name in capitals",
            "rule: Short, when: {longest: PT1H}, automatic: true",
            "lower-case words"),
        rule(
            "a rule by the name of breaking the glass",
            "rule: break-glass, when: {longest: PT1H}, automatic: true",
            "take another name"),
        rule(
            "a rule with the name of another",
            "rule: rest, when: {longest: PT1H}, automatic: true",
            16,
            "another rule has the name rest",
            BLIND),
        rule(
            "an automatic rule that approves everything",
            "rule: short, automatic: true",
            "approve every request"),
        rule(
            "an automatic rule that asks for nothing",
            "rule: short, automatic: true, when: {}",
            "has no condition"),
        rule(
            "an automatic rule that is not",
            "rule: short, automatic: false, when: {longest: PT1H}",
            "can only be true"),
        rule(
            "an automatic rule that asks people",
            "rule: short, automatic: true, when: {longest: PT1H}, " + people,
            "leave levels or automatic out"),
        rule(
            "an automatic rule that asks for a signature",
            "rule: short, automatic: true, when: {longest: PT1H}, signed: true",
            "leave signed or automatic out"),
        rule(
            "a signature in words",
            "rule: short, when: {longest: PT1H}, signed: \"true\", " + people,
            "can only be true, without quotes"),
        rule(
            "a rule that leaves it to nobody",
            "rule: short, when: {longest: PT1H}",
            "levels is missing"),
        rule(
            "a rule that no other gets past",
            "rule: short, " + people,
            15,
            "the rules after it would never be used",
            BLIND),
        lastRule(
            "a last resort that is automatic",
            "rule: short, when: {longest: PT1H}, automatic: true",
            "so people must"),
        lastRule(
            "a last resort with conditions",
            "rule: short, when: {longest: PT1H}, " + people,
            "it has no conditions"));
  }

  private static CatalogRefusal rule(String sentence, String rule, String reason) {
    return rule(sentence, rule, 15, reason, REFUSES);
  }

  private static CatalogRefusal rule(
      String sentence, String rule, int line, String reason, Schema schema) {
    return approval(
        sentence,
        "  - {%s}\n  - {rule: rest, levels: [{approvers: [bob@example.com], quorum: 1}]}\n"
            .formatted(rule),
        line,
        reason,
        schema);
  }

  private static CatalogRefusal lastRule(String sentence, String rule, String reason) {
    return approval(sentence, "  - {%s}\n".formatted(rule), 15, reason, BLIND);
  }

  private static CatalogRefusal approval(
      String sentence, String rules, int line, String reason, Schema schema) {
    return of(
        sentence,
        "  - approvers: [bob@example.com, carol@example.com]\n    quorum: 2\n",
        rules,
        line,
        reason,
        schema);
  }

  private static Stream<CatalogRefusal> when() {
    return Stream.of(
        when("an unknown condition", "weather: fine", "weather is not a field here", REFUSES),
        when("no parameter", "parameters: {}", "names no parameter", REFUSES),
        when("an unknown parameter", "parameters: {box: [blue]}", "box is not a parameter", BLIND),
        when(
            "a value that cannot be",
            "parameters: {bucket: [red]}",
            "not a value that bucket can have",
            BLIND),
        when("a value twice", "parameters: {bucket: [blue, blue]}", "twice", REFUSES),
        when("no value", "parameters: {bucket: []}", "at least one", REFUSES),
        when("a time that everybody keeps to", "longest: PT2H", "less than PT2H", BLIND),
        when("a time that nobody keeps to", "longest: PT4M", "at least PT5M", BLIND),
        hours("a zone that does not exist", "Berlin", "MON", "08:00", "18:00", "time zone", BLIND),
        hours("a day in full", "UTC", "MONDAY", "08:00", "18:00", "one of MON, TUE", REFUSES),
        hours("a day twice", "UTC", "MON, MON", "08:00", "18:00", "twice", REFUSES),
        hours("no day", "UTC", "", "08:00", "18:00", "at least one", REFUSES),
        hours("an hour of one digit", "UTC", "MON", "8:00", "18:00", "time of day", REFUSES),
        hours("an hour after the last", "UTC", "MON", "08:00", "24:00", "time of day", REFUSES),
        hours("hours over midnight", "UTC", "MON", "18:00", "08:00", "after they begin", BLIND),
        when(
            "hours without an end",
            "hours: {zone: UTC, days: [MON], from: \"08:00\"}",
            "to is missing",
            REFUSES),
        when("requesters without anybody", "requesters: {}", "names nobody", REFUSES),
        when(
            "a ticket's form that cannot be read",
            "ticket: \"INC-[\"",
            "regular expression",
            BLIND));
  }

  private static CatalogRefusal hours(
      String sentence,
      String zone,
      String days,
      String from,
      String to,
      String reason,
      Schema schema) {
    return when(
        sentence,
        "hours: {zone: %s, days: [%s], from: \"%s\", to: \"%s\"}".formatted(zone, days, from, to),
        reason,
        schema);
  }

  private static CatalogRefusal when(
      String sentence, String condition, String reason, Schema schema) {
    return rule(
        "a rule with " + sentence,
        "rule: short, automatic: true, when: {%s}".formatted(condition),
        15,
        reason,
        schema);
  }

  private static Stream<CatalogRefusal> breakGlass() {
    return Stream.of(
        glass("longer than ever", "longest: PT30M", "longest: PT3H", 27, "from PT5M to PT2H"),
        glass("shorter than ever", "longest: PT30M", "longest: PT4M", 27, "from PT5M to PT2H"),
        glass(
            "by somebody who may not ask",
            "people: [alice@example.com]",
            "people: [eve@example.org]",
            26,
            "eve@example.org is not among the requesters"),
        glass(
            "reviewed by the person who broke it",
            "[carol@example.com, dave@example.com]",
            "[alice@example.com]",
            28,
            "alice@example.com has no other owner"),
        glass(
            "reviewed by somebody listed twice",
            "[carol@example.com, dave@example.com]",
            "[dave@example.com, DAVE@example.com]",
            28,
            "dave@example.com is listed twice"),
        glass("reviewed some day", "reviewWithin: P1D", "reviewWithin: P8D", 29, "to PT168H"),
        glass("chased without end", "chaseEach: PT12H", "chaseEach: PT0S", 30, "from PT1S"),
        of(
            "broken glass that nobody reviews",
            "  owners: [carol@example.com, dave@example.com]\n",
            "",
            26,
            "owners is missing",
            REFUSES));
  }

  private static CatalogRefusal glass(
      String sentence, String from, String to, int line, String reason) {
    return of("broken glass, " + sentence, from, to, line, reason, BLIND);
  }

  private static Stream<CatalogRefusal> parameters() {
    return Stream.concat(
        inEntitlement(
            """
            a parameter the policy does not use | {bucket} | blue | 7 | does not use the parameter bucket | BLIND
            a parameter the policy uses and nobody declares | {bucket} | {box} | 20 | unknown parameter {box} | BLIND
            an unknown parameter in a condition | "yes" | "{box}" | 23 | unknown parameter {box} | BLIND
            a parameter declared twice | name: prefix | name: bucket | 10 | is listed twice | BLIND
            a parameter with a bad name | name: bucket | name: Bucket | 7 | lower case | REFUSES
            values and a grammar | grammar: path | grammar: path~    values: [a] | 10 | exactly one of | REFUSES
            neither values nor a grammar |     grammar: path~ |  | 10 | exactly one of values, grammar and pattern | REFUSES
            an unknown grammar | grammar: path | grammar: regex | 12 | one of name, key, path, log-group | REFUSES
            a value listed twice | [blue, green] | [blue, blue] | 9 | twice | REFUSES
            """),
        Stream.of(
            value("*"),
            value("bl?e"),
            value("$x"),
            value("{x"),
            value("x}"),
            value("it's"),
            value("a,b"),
            value("blü")));
  }

  private static CatalogRefusal value(String value) {
    return of(
        "the value " + value,
        "[blue, green]",
        "[\"%s\"]".formatted(value),
        9,
        "letters, digits",
        REFUSES);
  }

  private static Stream<CatalogRefusal> actions() {
    return Stream.concat(
        inEntitlement(
            """
            a forbidden action beside a good one | [s3:GetObject] | [s3:GetObject, "iam:Pass*"] | 19 | iam:Pass* reaches \
            iam:PassRole, which makes, changes or becomes an identity, and no grant may open that | BLIND
            an action with a risk that is not taken | [s3:GetObject] | [s3:GetObject, s3:PutBucketPolicy] | 19 | \
            s3:PutBucketPolicy reaches s3:PutBucketPolicy, which opens a resource to others; name actions that do not \
            reach it, or take the risk: add {risk: sharing, because: "..."} to the list risks | BLIND
            every action of a service | [s3:GetObject] | ["s3:*"] | 19 | s3:* reaches s3: | BLIND
            a wildcard in another service | [s3:GetObject] | ["d*b:GetItem"] | 19 | a service in lower case | REFUSES
            a service in capitals | [s3:GetObject] | ["Iam:CreateUser"] | 19 | a service in lower case | REFUSES
            every action | [s3:GetObject] | ["*"] | 19 | a service in lower case | BLIND
            every action of every service | [s3:GetObject] | ["*:*"] | 19 | a service in lower case | REFUSES
            one letter of a service | [s3:GetObject] | ["?am:PassRole"] | 19 | a service in lower case | REFUSES
            an unknown risk | policy:~ | risks: [{risk: danger, because: it is needed now and then}]~policy:~ | 17 | must \
            be one of shell, code | REFUSES
            a risk without a reason | policy:~ | risks: [{risk: code}]~policy:~ | 17 | because is missing | REFUSES
            a risk whose reason is a word | policy:~ | risks: [{risk: code, because: needed}]~policy:~ | 17 | a reason of \
            10 to 300 characters | REFUSES
            """),
        Stream.of(
            forbidden("iam:CreateUser"),
            forbidden("sts:AssumeRole"),
            forbidden("organizations:LeaveOrganization")));
  }

  private static CatalogRefusal forbidden(String action) {
    return of(
        "the action " + action,
        "sid: ReadThings\n    actions: [s3:GetObject]",
        "sid: ReadThings\n    actions: [\"%s\"]".formatted(action),
        19,
        "no grant may open",
        BLIND);
  }

  private static Stream<CatalogRefusal> resources() {
    return Stream.concat(
        inEntitlement(
            """
            a sid with a blank | sid: ReadThings | sid: Read things | 18 | letters and digits | REFUSES
            Hallpass's own sid | sid: ReadThings | sid: NothingAfterExpiry | 18 | take another | BLIND
            a sid given twice | policy:~ | policy:~  - {sid: ReadThings, actions: [s3:PutObject], resources: \
            ["arn:aws:s3:::blue/*"]}~ | 19 | each statement its own | BLIND
            an exception with a sid of the policy | account: "4444 | except:~  - {sid: ReadThings, actions: ["*"], resources: \
            ["*"]}~account: "4444 | 25 | another statement has this sid | BLIND
            a parameter with the name of the requester | - name: prefix | - name: requester | 10 | without a parameter | \
            BLIND
            a role of Hallpass that is assumed | account: "4444 | assumes: [{role: \
            "arn:aws:iam::444455556666:role/Hallpass-Provisioner0A1B"}]~account: "4444 | 24 | a part of Hallpass | BLIND
            a role of Hallpass that is passed on | account: "4444 | passes: [{role: \
            "arn:aws:iam::444455556666:role/Hallpass-Relay", service: ecs-tasks.amazonaws.com}]~account: "4444 | 24 | a part \
            of Hallpass | BLIND
            a statement of which nothing is left | account: "4444 | except:~  - {sid: No, actions: ["s3:Get*"], resources: \
            ["arn:aws:s3:::*"]}~account: "4444 | 18 | opens nothing, because except denies all of it | BLIND
            a role that is passed on to nobody | account: "4444 | passes: [{role: "arn:aws:iam::444455556666:role/task"}] \
            ~account: "4444 | 24 | service is missing | REFUSES
            a role with a wildcard that is passed on | account: "4444 | passes: [{role: "arn:aws:iam::444455556666:role/*", \
            service: ecs-tasks.amazonaws.com}]~account: "4444 | 24 | the ARN of one role | REFUSES
            a role of Hallpass that is assumed | account: "4444 | assumes: [{role: \
            "arn:aws:iam::444455556666:role/hallpass/read-things"}]~account: "4444 | 24 | none of Hallpass's | REFUSES
            a role of the hub that is assumed | account: "4444 | assumes: [{role: \
            "arn:aws:iam::999900001111:role/deployer"}]~account: "4444 | 24 | is a role of the hub | BLIND
            a role that is assumed without a risk | account: "4444 | assumes: [{role: \
            "arn:aws:iam::444455556666:role/deployer"}]~account: "4444 | 24 | take the risk: add {risk: credentials | BLIND
            a deny of one's own |   - sid: ReadThings~ |   - sid: ReadThings~    effect: Deny~ | 19 | effect is not a \
            field | REFUSES
            a NotAction |     conditions:~ |     notActions: [s3:GetObject]~    conditions:~ | 21 | notActions is not \
            a field | REFUSES
            """),
        Stream.of(
            of(
                "every resource for an action that has narrower ones",
                "{prefix}/*\"]",
                "{prefix}/*\", \"*\"]",
                19,
                "s3:GetObject works on resources that can be named, and * is every resource",
                BLIND),
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
                "has * in the place of the region",
                BLIND),
            resource(
                "a wildcard in the account",
                "arn:aws:s3::*:{bucket}/{prefix}",
                "has * in the place of the account",
                BLIND),
            resource(
                "a part of a region",
                "arn:aws:s3:eu-*::{bucket}/{prefix}",
                "must be an ARN",
                REFUSES),
            resource(
                "a parameter before the last part",
                "arn:aws:s3:{bucket}::{prefix}",
                "has blue in the place of the region",
                BLIND),
            resource(
                "a policy variable",
                "arn:aws:s3:::{bucket}/${aws:username}/{prefix}",
                "policy variable",
                BLIND),
            ceiling(
                "a ceiling that the policy can exceed",
                "blue/*",
                "can open s3:GetObject on arn:aws:s3:::green/*"),
            ceiling(
                "a ceiling that no value reaches",
                "blue/*\", \"arn:aws:s3:::green/*\", \"arn:aws:s3:::red/*",
                "can never open s3:GetObject on arn:aws:s3:::red/*"),
            ceiling(
                "a ceiling with a wildcard where values are listed",
                "blue*",
                "can never open s3:GetObject on arn:aws:s3:::blue*"),
            ceiling(
                "a ceiling without the policy's condition",
                "blue/*\", \"arn:aws:s3:::green/*",
                "can never open s3:GetObject on arn:aws:s3:::blue/*"),
            own("arn:aws:dynamodb:eu-central-1:111122223333:table/hallpass-ledger"),
            own("arn:aws:dynamodb:eu-central-1:111122223333:table/hallpass-ledger/index/*"),
            own(
                "arn:aws:dynamodb:eu-central-1:111122223333:table/Hallpass-TicketsOpen0A1B2C3D-E4F5"),
            own("arn:aws:dynamodb:eu-central-1:111122223333:table/hallpass-led???"),
            own("arn:aws:lambda:eu-central-1:111122223333:function:hallpass-issue-credentials"),
            own("arn:aws:states:eu-central-1:111122223333:stateMachine:hallpass-grant-lifecycle"),
            own("arn:aws:states:eu-central-1:111122223333:execution:hallpass-*:*"),
            own("arn:aws:iam::111122223333:role/hallpass/read-things"),
            own("arn:aws:iam::111122223333:role/hallpass-provisioner"),
            own("arn:aws:s3:::cdk-hnb659fds-assets-111122223333-eu-central-1/*"),
            own("arn:aws:cloudwatch:eu-central-1:111122223333:alarm:Hallpass-LateEnds"),
            resource("a stray brace", "arn:aws:s3:::{bucket}/{prefix}}", "brace", BLIND),
            of(
                "a policy that gets too long for the longest values",
                "arn:aws:s3:::{bucket}/{prefix}/*",
                "arn:aws:s3:::{bucket}/" + "{prefix}/".repeat(6) + "*",
                18,
                "; counted are {bucket} with 5 characters, {prefix} with 512 characters, so a grammar or a pattern of shorter values",
                BLIND),
            of(
                "two conditions on the same access",
                "account: \"4444",
                """
                  - {sid: Others, actions: [s3:GetObject], resources: ["arn:aws:s3:::blue/x/y"]}
                account: "4444\
                """,
                18,
                "under different conditions",
                BLIND),
            of(
                "more resources than fit",
                "{prefix}/*\"]",
                "{prefix}/*\", %s]"
                    .formatted(
                        IntStream.range(0, 200)
                            .mapToObj("\"arn:aws:s3:::blue/%d/*\""::formatted)
                            .collect(joining(", "))),
                18,
                "split the entitlement",
                BLIND)));
  }

  private static CatalogRefusal resource(
      String sentence, String arn, String reason, Schema schema) {
    return of(sentence, "arn:aws:s3:::{bucket}/{prefix}/*", arn, 20, reason, schema);
  }

  /// A ceiling is no field that is needed; one that is written down must be the right one.
  private static CatalogRefusal ceiling(String sentence, String bucket, String reason) {
    return of(
        sentence,
        "account: \"4444",
        """
        ceiling:
          - {sid: All, actions: [s3:GetObject], resources: ["arn:aws:s3:::%s"]%s}
        account: "4444\
        """
            .formatted(
                bucket,
                sentence.contains("without")
                    ? ""
                    : ", conditions: {StringEquals: {s3:ExistingObjectTag/open: [\"yes\"]}}"),
        25,
        reason,
        BLIND);
  }

  private static CatalogRefusal own(String arn) {
    return resource("the resource " + arn, arn, "a part of Hallpass", BLIND);
  }

  private static Stream<CatalogRefusal> conditions() {
    return Stream.concat(
        inEntitlement(
            """
            the time | s3:ExistingObjectTag/open | AWS:currentTime | 23 | only Hallpass sets times | REFUSES
            the time in seconds | s3:ExistingObjectTag/open | aws:EpochTime | 23 | only Hallpass sets times | REFUSES
            a parameter in a condition key | s3:ExistingObjectTag/open | s3:ExistingObjectTag/{prefix} | 23 | without \
            a parameter | REFUSES
            a condition without a value | ["yes"] | [] | 23 | at least one | REFUSES
            a policy variable in a condition | "yes" | "${aws:username}" | 23 | policy variable | BLIND
            a tag of the resource, if it has one | StringEquals: | StringEqualsIfExists: | 22 | IfExists also lets through \
            what has no tag s3:ExistingObjectTag/open | BLIND
            ForAllValues alone | StringEquals: | ForAllValues:StringEquals: | 23 | also true for a request without \
            s3:ExistingObjectTag/open | BLIND
            ForAllValues with another key's Null | StringEquals: | "Null": {"s3:prefix": ["false"]}~      \
            ForAllValues:StringEquals: | 24 | add the condition Null | BLIND
            ForAllValues with a Null that asks for absence | StringEquals: | "Null": {"s3:ExistingObjectTag/open": \
            ["true"]}~      ForAllValues:StringEquals: | 24 | add the condition Null | BLIND
            """),
        Stream.of(
            operator("a date operator", "DateLessThan", "only Hallpass sets times", REFUSES),
            operator(
                "an operator without quotes that YAML takes for null",
                "Null",
                "in quotes",
                BLIND)));
  }

  private static Stream<CatalogRefusal> unknownActions() {
    return Stream.of(
        action(
            "an action that AWS does not have",
            "s3:GetObjects",
            "s3:GetObjects: AWS has no such action. Perhaps s3:GetObject is meant."),
        action(
            "an action of a service that AWS does not have",
            "s4:GetObject",
            "s4:GetObject: AWS has no service whose actions begin so. Perhaps the service s3"),
        action(
            "a wildcard that stands for no action",
            "\"s3:Fetch*\"",
            "s3:Fetch*: AWS has no such action."),
        of(
            "an action that AWS does not have, the second of two",
            "[s3:GetObject]",
            "[s3:GetObject, s3:ReadObject]",
            19,
            "s3:ReadObject: AWS has no such action.",
            BLIND));
  }

  private static CatalogRefusal action(String sentence, String action, String reason) {
    return of(sentence, "s3:GetObject", action, 19, reason, BLIND);
  }

  private static Stream<CatalogRefusal> unsuitableResources() {
    return Stream.of(
        action(
            "a resource of a type that the action does not take",
            "s3:ListBucket",
            "s3:ListBucket: It works on no resource that is named. It takes"
                + " arn:${Partition}:s3:${Region}:${Account}:accesspoint/${AccessPointName}, or"
                + " arn:${Partition}:s3:::${BucketName}."),
        action(
            "a resource of an action that takes none",
            "s3:ListAllMyBuckets",
            "s3:ListAllMyBuckets: It works on no resource that is named. It takes * alone."),
        action(
            "a resource of another service",
            "sqs:SendMessage",
            "sqs:SendMessage: It works on no resource that is named. It takes"
                + " arn:${Partition}:sqs:${Region}:${Account}:${QueueName}."),
        action(
            "one of several actions that takes none of the resources",
            "s3:GetObject, s3:ListBucket",
            "s3:ListBucket: It works on no resource"));
  }

  private static Stream<CatalogRefusal> unsuitableConditions() {
    return Stream.concat(
        inEntitlement(
            """
            a set operator on a key of one value | StringEquals: | ForAnyValue:StringEquals: | 23 | \
            ForAnyValue:StringEquals s3:ExistingObjectTag/open: The key has one value (String), and a set operator is \
            for keys of several. Write StringEquals. | BLIND
            an operator that compares nothing | StringEquals: | BinaryEquals: | 23 | The operator does not compare \
            the key's type, String. Write one such as StringEquals. | BLIND
            """),
        Stream.of(
            operator(
                "an operator that IAM does not have",
                "StringIs",
                "StringIs is not an operator of IAM; write one such as StringEquals",
                REFUSES),
            operator(
                "an operator of another case",
                "stringEquals",
                "stringEquals is not an operator of IAM",
                REFUSES),
            operator(
                "a Null that does not ask",
                "\"NullIfExists\"",
                "NullIfExists is not an operator of IAM",
                REFUSES),
            key(
                "a condition key that no session has",
                "aws:MultiFactorAuthPresent",
                "StringEquals aws:MultiFactorAuthPresent: A function assumes the role, so the session never"
                    + " has a second factor; demand it at the sign-in"),
            operator(
                "conditions that contradict each other",
                "StringNotEquals: {s3:ExistingObjectTag/open: [\"yes\"]}\n      StringEquals",
                "No value meets all conditions on this key",
                BLIND),
            key(
                "a condition key that AWS does not have",
                "s3:ExistingObjectTags/open",
                "StringEquals s3:ExistingObjectTags/open: s3:GetObject does not give this condition key. The"
                    + " nearest that it gives is s3:ExistingObjectTag/"),
            key(
                "a condition key of another action",
                "s3:prefix",
                "StringEquals s3:prefix: s3:GetObject does not give this condition key."),
            key(
                "a bare operator on a key of several values",
                "aws:CalledVia",
                "StringEquals aws:CalledVia: The key has several values (ArrayOfString), and an operator"
                    + " without a set never matches it. Write ForAnyValue:StringEquals"),
            key(
                "an operator that compares other things than the key's values",
                "s3:signatureAge",
                "StringEquals s3:signatureAge: The operator does not compare the key's type,"
                    + " Numeric. Write one such as NumericEquals.")));
  }

  private static CatalogRefusal key(String sentence, String key, String reason) {
    return of(sentence, "s3:ExistingObjectTag/open", key, 23, reason, BLIND);
  }

  private static Stream<CatalogRefusal> unsuitableValues() {
    return Stream.of(
        value("a word for a truth", "Bool", "aws:SecureTransport", "yes", "true or false"),
        value("a Null of a third kind", "\"Null\"", "aws:SourceVpce", "maybe", "true or false"),
        value("a number in words", "NumericLessThan", "s3:signatureAge", "5m", "a number"),
        value("a word for an address", "IpAddress", "aws:SourceIp", "office", "an address"),
        value(
            "a network by another address than its first",
            "NotIpAddress",
            "aws:SourceIp",
            "10.1.2.3/8",
            "Write 10.0.0.0/8, or the address alone."),
        value("an ARN of one part", "ArnLike", "aws:PrincipalArn", "admin", "an ARN of six parts"),
        value(
            "a choice that is no number",
            "NumericLessThan",
            "s3:signatureAge",
            "{bucket}",
            "blue: The operator compares a number."),
        value(
            "a parameter that can never be a number",
            "NumericLessThan",
            "s3:signatureAge",
            "a{prefix}",
            "a{prefix}: The operator compares a number."));
  }

  private static CatalogRefusal value(
      String sentence, String operator, String key, String value, String reason) {
    return of(
        sentence,
        "StringEquals:\n        s3:ExistingObjectTag/open: [\"yes\"]",
        "%s:\n        %s: [\"%s\"]".formatted(operator, key, value),
        23,
        reason,
        BLIND);
  }

  private static CatalogRefusal operator(
      String sentence, String operator, String reason, Schema schema) {
    return of(sentence, "StringEquals:", operator + ":", 22, reason, schema);
  }

  private static Stream<CatalogRefusal> inEntitlement(String table) {
    return read(ENTITLEMENT_FILE, table);
  }

  private static Stream<CatalogRefusal> inSettings(String table) {
    return read(SETTINGS_FILE, table);
  }

  /// One refusal a line: its sentence, what is replaced, what by, where the reason is, the reason
  /// and whether the schema sees it. A line's end within a member is written as ~.
  private static Stream<CatalogRefusal> read(String file, String table) {
    return table
        .lines()
        .map(line -> line.replace('~', '\n').split(Pattern.quote(" | "), -1))
        .map(row ->
            new CatalogRefusal(
                row[0],
                file,
                row[1],
                row[2],
                Integer.parseInt(row[3]),
                row[4],
                Schema.valueOf(row[5])));
  }

  private static CatalogRefusal of(
      String sentence, String from, String to, int line, String reason, Schema schema) {
    return new CatalogRefusal(sentence, ENTITLEMENT_FILE, from, to, line, reason, schema);
  }

  private static CatalogRefusal inSettings(
      String sentence, String from, String to, int line, String reason, Schema schema) {
    return new CatalogRefusal(sentence, SETTINGS_FILE, from, to, line, reason, schema);
  }
}
