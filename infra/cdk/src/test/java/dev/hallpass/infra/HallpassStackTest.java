package dev.hallpass.infra;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Synthesis.class)
class HallpassStackTest {

  @Test
  void saysWhereTheApiAndTheLedgerAre(Deployment deployment) {
    assertThat(output(deployment, "Url"))
        .isEqualTo("https://${ApiHallpass}.execute-api.${AWS::Region}.${AWS::URLSuffix}/live");
    assertThat(output(deployment, "LedgerTable")).isEqualTo("${LedgerEntries}");
  }

  @Test
  void saysThatTheSenderMustBeVerifiedAndHowThatIsSeen(Deployment deployment) {
    assertThat(output(deployment, "Sender"))
        .contains("hallpass@example.com")
        .contains("verified")
        .contains(
            "aws ses get-identity-verification-attributes --region ${AWS::Region}"
                + " --identities hallpass@example.com example.com");
  }

  private static String output(Deployment deployment, String name) {
    return Deployment.shown(deployment.template().at("/Outputs/" + name + "/Value"));
  }
}
