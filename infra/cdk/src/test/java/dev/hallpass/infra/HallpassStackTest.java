package dev.hallpass.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
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
  void saysHowTheSenderIsVerifiedByTheCommandsThatTheGuideNames(Deployment deployment)
      throws IOException {
    String said =
        output(deployment, "Sender").replace("${AWS::Region}", "eu-central-1").replace("`", "\n");
    String guide = section("3. Let Amazon SES send.", "4. ").replaceAll("\\\\\n *", "");

    assertThat(said).contains("hallpass@example.com", "the domain example.com", "verified");
    assertThat(commands(said))
        .hasSize(2)
        .isEqualTo(commands(guide))
        .allMatch(command -> command.startsWith("aws sesv2 "));
  }

  private static List<String> commands(String text) {
    return text.lines().map(String::strip).filter(line -> line.startsWith("aws ")).toList();
  }

  /// The part of the guide from one line to another.
  private static String section(String first, String next) throws IOException {
    String guide = Files.readString(Synthesis.PROJECT.resolve("infra/README.md"));
    int begin = guide.indexOf("\n" + first);
    assertThat(begin).isPositive();
    return guide.substring(begin, guide.indexOf("\n" + next, begin));
  }

  private static String output(Deployment deployment, String name) {
    return Deployment.shown(deployment.template().at("/Outputs/" + name + "/Value"));
  }
}
