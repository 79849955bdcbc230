package dev.hallpass.adapters.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.Json;
import org.junit.jupiter.api.Test;

class AwsCommandTest {

  private final AwsCommand command = AwsCommand.of("iam", "delete-role-policy");

  @Test
  void plainValuesStandAsTheyAre() {
    assertThat(command.with("role-name", "hallpass-reap").with("policy-name", "mine").text())
        .isEqualTo("aws iam delete-role-policy --role-name hallpass-reap --policy-name mine");
  }

  @Test
  void whatAShellCouldReadOtherwiseIsQuoted() {
    assertThat(command.with("policy-name", "$(reboot); it's `mine`").text())
        .isEqualTo("aws iam delete-role-policy --policy-name '$(reboot); it'\\''s `mine`'");
    assertThat(command.with("policy-name", "").text()).endsWith("--policy-name ''");
  }

  @Test
  void jsonIsOneQuotedWordOnOneLine() {
    assertThat(command.with("policy", Json.read("{\n  \"Statement\": []\n}")).text())
        .isEqualTo("aws iam delete-role-policy --policy '{\"Statement\":[]}'");
  }

  @Test
  void whatIsOnOrOffHasNoValue() {
    assertThat(command.with("set-as-default", true).text()).endsWith(" --set-as-default");
    assertThat(command.with("set-as-default", false).text()).endsWith(" --no-set-as-default");
  }
}
