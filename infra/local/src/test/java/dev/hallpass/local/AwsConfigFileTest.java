package dev.hallpass.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.identity.Person;
import dev.hallpass.local.gateway.LocalPeople;
import dev.hallpass.local.gateway.LocalPerson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;

/// The people of the local system are profiles that AWS's programs read.
class AwsConfigFileTest {

  private final LocalPeople people = LocalPeople.generate(new Random(4711));

  @TempDir private Path folder;

  @Test
  void eachPersonIsAProfile() throws IOException {
    try (AwsConfigFile file = AwsConfigFile.of(people, folder.resolve("target/aws-config"))) {
      ProfileFile read =
          ProfileFile.builder().content(file.path()).type(ProfileFile.Type.CONFIGURATION).build();
      LocalPerson bob = people.get(new Person("bob@example.com"));
      Profile profile = read.profile("bob").orElseThrow();

      assertThat(read.profiles())
          .containsOnlyKeys("alice", "bob", "carol", "dave", "erin", "mallory");
      assertThat(profile.property("aws_access_key_id")).contains(bob.accessKeyId());
      assertThat(profile.property("aws_secret_access_key")).contains(bob.secretAccessKey());
      assertThat(profile.property("region")).contains("eu-central-1");
    }
  }

  @Test
  void onlyItsOwnerCanReadItAlsoWhereAnotherStood() throws IOException {
    Path path = Files.writeString(folder.resolve("aws-config"), "of the last run");

    try (AwsConfigFile file = AwsConfigFile.of(people, path)) {
      assertThat(Files.getPosixFilePermissions(file.path()))
          .containsExactlyInAnyOrder(
              PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
      assertThat(file.path()).content().doesNotContain("of the last run");
    }
  }

  @Test
  void itGoesWithTheSystem() throws IOException {
    Path path = folder.resolve("aws-config");

    AwsConfigFile.of(people, path).close();

    assertThat(path).doesNotExist();
  }
}
