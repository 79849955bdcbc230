package dev.hallpass.reference;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.policy.Outliving;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What AWS's reference has by the name of a job is known to go on when the access is over.
class JobsTest {

  private static final Pattern JOB =
      Pattern.compile(
          """
          (Start|Create|Submit|Run|Initiate|Resume|Retry|Restart)\\w*\
          (Job|JobRun|Task|Export|Import|Replication|ReplicationRun)\
          |(Start|Submit|Run)\\w*(Run|RunBatch|Execution|Workflow|Build|BuildBatch|Experiment|Recovery)\
          |Restore(?!\\w+RecycleBin)(DB|Table|Cluster|Autonomous|Graph|FHIR|Volume|Database)\\w*\
          |Restore(?!\\w+RecycleBin)\\w*From\\w+\
          |Copy\\w*(Snapshot|Image|Backup|Volumes)\\w*\
          |Export(Table|Journal|Image|\\w*Snapshot|\\w+Recommendations)\\w*\
          |Import(Table|Snapshot|Volume|Instance|\\w*Image|CatalogToGlue)\\w*\
          """);

  /// What is named for a job, and is a setting, a part of another one, the work of a device, or a
  /// permission that only AWS Backup uses.
  private static final Set<String> NO_JOB =
      Set.of(
          "appstudio:StartEnablementJob",
          "appstudio:StartRollbackEnablementJob",
          "dynamodb:StartAwsBackupJob",
          "iotjobsdata:StartNextPendingJobExecution",
          "ivs:StartParticipantReplication",
          "swf:StartChildWorkflowExecution",
          "timestream:StartAwsBackupJob",
          "timestream:StartAwsRestoreJob");

  private static final Pattern CREATED = Pattern.compile("Create(\\w*?(Job|Task|))");

  @Test
  void eachActionThatBeginsAJobByItsNameIsKnown() {
    Reference aws = Reference.snapshot();

    assertThat(
            aws.prefixes().stream()
                .flatMap(prefix -> aws.service(prefix).stream())
                .flatMap(JobsTest::jobsOf)
                .filter(action -> !NO_JOB.contains(action))
                .filter(action -> !Outliving.JOB.actions().contains(action)))
        .as("actions that are missing among the jobs of Outliving")
        .isEmpty();
  }

  private static Stream<String> jobsOf(Service service) {
    Set<String> names = service.all().stream().map(JobsTest::name).collect(toSet());
    return service.all().stream()
        .filter(action -> JOB.matcher(name(action)).matches())
        .filter(action -> !isStartedByAnother(name(action), names))
        .map(Action::name);
  }

  /// Whether it only describes a job, because the service has another action that starts it.
  private static boolean isStartedByAnother(String name, Set<String> names) {
    var created = CREATED.matcher(name);
    return created.matches()
        && Stream.of(created.group(1), created.group(2))
            .filter(what -> !what.isEmpty())
            .flatMap(what ->
                Stream.of("Start%s", "Start%sRun", "Start%sExecution")
                    .map(start -> start.formatted(what)))
            .anyMatch(names::contains);
  }

  private static String name(Action action) {
    return action.name().substring(action.name().indexOf(':') + 1);
  }
}
