package dev.hallpass.compiler;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hallpass.catalog.AwsReference;
import dev.hallpass.compiler.yaml.CatalogRefused;
import dev.hallpass.compiler.yaml.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/// A small catalogue in a folder of its own, to be spoilt in one place at a time.
record SampleCatalog(Path folder) {

  static final String SETTINGS_FILE = "hallpass.yaml";
  static final String ENTITLEMENT_FILE = "entitlements/read-things.yaml";

  static final String SETTINGS =
      """
      identities:
        - account: "111122223333"
          permissionSet: Engineer
          domain: example.com
      sender: hallpass@example.com
      limits:
        shortest: PT5M
        listed: 20
      defaults:
        credentials: PT15M
        answerWithin: PT4H
      hub: "999900001111"
      accounts:
        - account: "444455556666"
          externalId: hallpass-5f0c1c52
      alarms: [ops@example.com]
      api:
        domain:
          name: pass.example.com
          certificate: arn:aws:acm:eu-central-1:111122223333:certificate/0f8e7d6c-5b4a
        networks: ["203.0.113.0/24", "2001:db8::/32"]
        organization: o-a1b2c3d4e5
      people:
        - person: bob@example.com
          also: [b.jones@example.com]
      lists:
        - list: platform@example.com
          members: [dave@example.com, erin@example.com]
      reserveConcurrency: false
      ticketWriter: arn:aws:iam::111122223333:role/tickets/tracker
      backupRole: arn:aws:iam::111122223333:role/hallpass-backup
      archive:
        account: "222211110000"
        retention: P7Y
        continues: arn:aws:dynamodb:eu-central-1:999900001111:table/hallpass-ledger/0f8e7d6c-5b4a-4938-8271-605f4e3d2c1b
      chats:
        slack: [{workspace: T0123ABCDE, channel: C0123ABCDE}]
        teams:
          - tenant: 0f8e7d6c-5b4a-4938-8271-605f4e3d2c1b
            team: 1a2b3c4d-5e6f-4a0b-9c8d-7e6f5a4b3c2d
            channel: 19%3aabcdef%40thread.tacv2
      workflows:
        - {source: acme.incidents, role: "arn:aws:iam::111122223333:role/incidents"}
      """;

  static final String DEPLOYMENT =
      """
      deployment:
        qualifier: acme
        tags: {owner: platform@example.com, cost-centre: "4711"}
        roles: {boundary: team/acme-boundary, path: /acme/iam/}
        key: arn:aws:kms:eu-central-1:999900001111:key/0f8e7d6c-5b4a-4938-8271-605f4e3d2c1b
        network: {subnets: [subnet-0a1b2c3d, subnet-0a1b2c3e], securityGroups: [sg-0a1b2c3d]}
        firewall: false
        privateApi: [vpce-0a1b2c3d]
        apiLogRole: existing
        dashboard: true
      """;

  /// Lines for the settings of a catalogue that names groups and duties.
  static final String IDENTITY_STORE =
      """
      identityStore:
        id: d-1234567890
        region: eu-central-1
        account: "222233334444"
        externalId: hallpass-9b1e77a0
      dutyWriters: [arn:aws:iam::111122223333:role/on-call]
      """;

  static final String ENTITLEMENT =
      """
      entitlement: read-things
      title: Read things
      use: Look at things.
      requesters:
        domains: [example.com]
      parameters:
        - name: bucket
          title: The bucket
          values: [blue, green]
        - name: prefix
          title: The prefix
          grammar: path
      longest: PT2H
      approval:
        - approvers: [bob@example.com, carol@example.com]
          quorum: 2
      policy:
        - sid: ReadThings
          actions: [s3:GetObject]
          resources: ["arn:aws:s3:::{bucket}/{prefix}/*"]
          conditions:
            StringEquals:
              s3:ExistingObjectTag/open: ["yes"]
      account: "444455556666"
      breakGlass:
        people: [alice@example.com]
        longest: PT30M
        owners: [carol@example.com, dave@example.com]
        reviewWithin: P1D
        chaseEach: PT12H
      """;

  private static final String STAGING =
      """
        - account: "777788889999"
          name: staging
          groups: [workloads]
          externalId: hallpass-7c2d0e11
      """;

  static SampleCatalog in(Path folder) throws IOException {
    Files.createDirectory(folder.resolve("entitlements"));
    return new SampleCatalog(folder)
        .with(SETTINGS_FILE, SETTINGS)
        .with(ENTITLEMENT_FILE, ENTITLEMENT);
  }

  static String original(String file) {
    return file.equals(SETTINGS_FILE) ? SETTINGS : ENTITLEMENT;
  }

  /// The settings of another catalogue, with a second account in the group of its first.
  SampleCatalog withSettingsOf(Path catalog) throws IOException {
    return with(
        SETTINGS_FILE,
        Files.readString(catalog.resolve(SETTINGS_FILE))
            .replace("accounts:\n", "accounts:\n" + STAGING));
  }

  /// The files of a starter, as its README says.
  SampleCatalog withStarter(Path starter) throws IOException {
    String file = starter.getFileName() + ".yaml";
    Files.copy(starter.resolve(file), folder.resolve("entitlements").resolve(file));
    return withManagedOf(starter);
  }

  /// The documents of managed policies that a folder has, if it has any.
  SampleCatalog withManagedOf(Path parent) throws IOException {
    Path managed = parent.resolve("managed");
    if (Files.isDirectory(managed)) {
      Files.createDirectories(folder.resolve("managed"));
      try (Stream<Path> documents = Files.list(managed)) {
        for (Path document : documents.toList()) {
          Files.copy(
              document,
              folder.resolve("managed").resolve(document.getFileName()),
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    return this;
  }

  SampleCatalog with(String file, String content) throws IOException {
    Files.writeString(folder.resolve(file), content);
    return this;
  }

  /// What the compiler refuses.
  List<Mistake> mistakes(AwsReference reference) {
    return catchThrowableOfType(CatalogRefused.class, () -> YamlCatalog.read(folder, reference))
        .mistakes();
  }
}
