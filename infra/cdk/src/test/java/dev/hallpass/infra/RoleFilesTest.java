package dev.hallpass.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A role changes together with its file, never alone. `-Dgolden=write` writes the files anew, for
/// the change to be read before it is taken.
@ExtendWith(Synthesis.class)
class RoleFilesTest {

  @Test
  void eachRoleTrustsAndAllowsWhatItsFileSaysAndNoMore(Deployment deployment) {
    Map<String, String> roles = new TreeMap<>(RoleFile.of(deployment));
    roles.putAll(RoleFile.of(deployment.target()));
    roles.putAll(RoleFile.of(deployment.calls("444455556666")));
    roles.putAll(RoleFile.of(deployment.archive()));
    if ("write".equals(System.getProperty("golden"))) {
      RoleFile.write(roles);
    }
    Map<String, String> files = RoleFile.all();

    assertThat(roles.keySet()).isEqualTo(files.keySet());
    assertThat(roles)
        .allSatisfy((name, text) -> assertThat(text).as(name).isEqualTo(files.get(name)));
  }
}
