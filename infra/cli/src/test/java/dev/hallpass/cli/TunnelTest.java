package dev.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.cli.scene.Desk;
import dev.hallpass.cli.scene.FakeApi;
import dev.hallpass.cli.scene.FakePrograms.Started;
import dev.hallpass.cli.scene.Ran;
import dev.hallpass.cli.scene.Town;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Programs.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ports behind instances, and clusters of Kubernetes.
class TunnelTest {

  private static final String TO_REMOTE_HOST =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": ["ssm:StartSession"],
         "Resource": ["arn:aws:ec2:eu-central-1:444455556666:instance/i-01"]},
        {"Effect": "Allow", "Action": ["ssm:StartSession"],
         "Resource": ["arn:aws:ssm:eu-central-1::document/AWS-StartPortForwardingSessionToRemoteHost"]}]}
      """;
  private static final String TO_INSTANCES =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "ssm:StartSession",
         "Resource": ["arn:aws:ec2:eu-central-1:444455556666:instance/*",
                      "arn:aws:ssm:eu-central-1::document/AWS-StartPortForwardingSession"]}]}
      """;
  private static final String CLUSTER =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": ["eks:AccessKubernetesApi", "eks:DescribeCluster"],
         "Resource": ["arn:aws:eks:eu-west-1:444455556666:cluster/shop"]}]}
      """;

  private final Town town;
  private final Desk alice;
  private final List<FakeApi> installations = new ArrayList<>();

  TunnelTest(@TempDir Path folder) {
    town = new Town(folder);
    alice = town.newDesk("alice");
  }

  @AfterEach
  void close() {
    installations.forEach(FakeApi::close);
    town.close();
  }

  private void has(String policy) {
    FakeApi api =
        new FakeApi("use-it", town.timeline().instant().plus(Duration.ofMinutes(30)), policy);
    installations.add(api);
    alice.hallpass(
        "setup", api.address().toString(), "--profile", "alice", "--region", "eu-central-1");
  }

  private String started() {
    return String.join(" ", alice.programs().started().getLast().command());
  }

  @Test
  void aPortIsForwardedToAHostBehindTheInstance() {
    has(TO_REMOTE_HOST);
    Ran ran = alice.hallpass("forward", "use-it", "--port", "5432:15432", "--host", "db.internal");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(started())
        .isEqualTo(
            "aws ssm start-session --target i-01"
                + " --document-name AWS-StartPortForwardingSessionToRemoteHost --parameters"
                + " {\"portNumber\":[\"5432\"],\"localPortNumber\":[\"15432\"],\"host\":[\"db.internal\"]}"
                + " --region eu-central-1");
  }

  @Test
  void theHostIsAskedForWhereTheGrantNeedsOne() {
    has(TO_REMOTE_HOST);
    assertThat(alice.hallpass("forward", "use-it", "--port", "5432").err())
        .contains("--host is missing");

    alice.answering(List.of("db.internal"), "forward", "use-it", "--port", "5432");
    assertThat(started()).contains("\"localPortNumber\":[\"5432\"]", "\"host\":[\"db.internal\"]");
  }

  @Test
  void aPortOfTheInstanceItselfHasNoHost() {
    has(TO_INSTANCES);
    assertThat(
            alice
                .hallpass("forward", "use-it", "--port", "80", "--host", "db", "--instance", "i-02")
                .err())
        .contains("not to a host behind it");

    alice.hallpass("forward", "use-it", "--port", "80:8080", "--instance", "i-02");
    assertThat(started())
        .contains("--target i-02 --document-name AWS-StartPortForwardingSession --parameters")
        .doesNotContain("host");
  }

  @Test
  void whereTheGrantIsForSeveralInstancesOneIsNamed() {
    has(TO_INSTANCES);
    Ran ran = alice.hallpass("forward", "use-it", "--port", "80");

    assertThat(ran.exit()).isEqualTo(ExitCode.USAGE.code());
    assertThat(ran.err()).contains("--instance (*) is missing");
  }

  @Test
  void whatIsNoPortIsRefused() {
    has(TO_INSTANCES);
    assertThat(alice.hallpass("forward", "use-it", "--port", "70000").err())
        .contains("'70000' is not a port", "5432:15432");
  }

  @Test
  void aTunnelIsNoShell() {
    has(TO_REMOTE_HOST);
    Ran ran = alice.hallpass("shell", "use-it");

    assertThat(ran.exit()).isEqualTo(ExitCode.REFUSED.code());
    assertThat(ran.err()).contains("hallpass forward grant-abcdabcd --port 5432");
  }

  @Test
  void kubectlGetsAConfigurationThatFetchesTokensByTheGrant() throws IOException {
    has(CLUSTER);
    alice
        .programs()
        .print(command ->
            command.equals("aws eks describe-cluster --name shop --region eu-west-1 --output json")
                ? new Output(
                    0,
                    "{\"cluster\":{\"endpoint\":\"https://shop.eks\",\"certificateAuthority\":{\"data\":\"Q0E=\"}}}",
                    "")
                : new Output(1, "", "no such command"));
    Ran ran = alice.hallpass("kubectl", "use-it", "--", "get", "pods", "-A");

    assertThat(ran.exit()).as(ran.err()).isZero();
    Started kubectl = alice.programs().started().getLast();
    assertThat(kubectl.command()).containsExactly("kubectl", "get", "pods", "-A");
    assertThat(Files.readString(Path.of(kubectl.environment().get("KUBECONFIG"))))
        .contains("\"server\":\"https://shop.eks\"", "\"certificate-authority-data\":\"Q0E=\"")
        .contains(
            "\"args\":[\"eks\",\"get-token\",\"--cluster-name\",\"shop\",\"--output\",\"json\","
                + "\"--region\",\"eu-west-1\"]");
    assertThat(kubectl.environment()).containsEntry("AWS_PROFILE", "use-it-abcdabcd");
  }

  @Test
  void aClusterThatAwsDoesNotDescribeIsSaid() {
    has(CLUSTER);
    alice.programs().print(_ -> new Output(254, "", "ResourceNotFoundException: No cluster"));
    Ran ran = alice.hallpass("kubectl", "use-it", "--", "get", "pods");

    assertThat(ran.exit()).isEqualTo(ExitCode.FAILED.code());
    assertThat(ran.err()).contains("ResourceNotFoundException");
  }

  @Test
  void kubectlNeedsToKnowWhatToDo() {
    has(CLUSTER);
    assertThat(alice.hallpass("kubectl", "use-it").err()).contains("-- get pods");
  }
}
