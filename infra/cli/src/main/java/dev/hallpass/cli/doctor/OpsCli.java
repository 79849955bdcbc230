package dev.hallpass.cli.doctor;

import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.surroundings.Programs.Output;
import dev.hallpass.cli.surroundings.Surroundings;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The AWS CLI with a profile of the people who run Hallpass.
///
/// @param profile the profile
/// @param region the region of Hallpass; if empty, that of the profile
record OpsCli(Surroundings surroundings, String profile, String region) {

  /// The same in another region.
  OpsCli in(String other) {
    return new OpsCli(surroundings, profile, other);
  }

  /// What AWS says to a question.
  sealed interface Answer {}

  /// AWS answers.
  record Said(JsonNode tree) implements Answer {}

  /// AWS does not answer.
  ///
  /// @param why what the AWS CLI said last
  record Unsaid(String why) implements Answer {

    /// Whether AWS says that there is no such thing.
    boolean isMissing() {
      return why.contains("does not exist")
          || why.contains("NotFoundException")
          // S3 answers HEAD without a body.
          || why.contains("(404)")
          || why.contains("NoSuchEntity");
    }
  }

  /// What name servers say about the texts of a name, as nslookup prints it. Each system has it.
  ///
  /// @throws IOException if there is no nslookup
  String lookUp(String name) throws IOException {
    return surroundings
        .programs()
        .read(List.of("nslookup", "-type=TXT", name), surroundings.environment())
        .out();
  }

  /// Asks AWS. Only commands that read are asked.
  Answer ask(String... words) {
    List<String> command =
        Stream.of(
                Stream.of("aws"),
                Stream.of(words),
                Stream.of("--profile", profile),
                region.isEmpty() ? Stream.<String>empty() : Stream.of("--region", region),
                Stream.of("--output", "json"))
            .flatMap(part -> part)
            .toList();
    try {
      Output output = surroundings.programs().read(command, surroundings.environment());
      return output.exit() == 0
          ? new Said(Json.read(output.out()))
          : new Unsaid(output.lastError());
    } catch (IOException | JacksonException e) {
      return new Unsaid(String.valueOf(e.getMessage()));
    }
  }
}
