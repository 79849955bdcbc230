package dev.hallpass.handlers.view;

import static dev.hallpass.handlers.view.Kind.DELETE;
import static dev.hallpass.handlers.view.Kind.LIST;
import static dev.hallpass.handlers.view.Kind.READ;
import static dev.hallpass.handlers.view.Kind.WRITE;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// An AWS service that Hallpass has plain words for, and what its actions do.
///
/// Only whole action names are known: what a pattern such as `s3:Get*` matches is not for us to
/// guess.
///
/// @param service as IAM names it, in lower case
/// @param deeds one of each kind
record Vocabulary(String service, String words, List<Deed> deeds) {

  /// One kind of thing that can be done in a service.
  ///
  /// @param actions as IAM names them, in lower case and without the service
  record Deed(Kind kind, String explanation, List<String> actions) {

    Deed {
      actions = actions.stream().map(action -> action.toLowerCase(Locale.ROOT)).toList();
    }

    Deed(Kind kind, String explanation, String... actions) {
      this(kind, explanation, List.of(actions));
    }
  }

  private static final List<Vocabulary> ALL =
      List.of(
          new Vocabulary(
              "s3",
              "Amazon S3, where files are kept",
              new Deed(READ, "open and download objects (files)", "GetObject"),
              new Deed(
                  LIST, "see which objects there are: their names, sizes and dates", "ListBucket"),
              new Deed(WRITE, "store objects, new ones and over existing ones", "PutObject"),
              new Deed(DELETE, "remove objects", "DeleteObject")),
          new Vocabulary(
              "dynamodb",
              "Amazon DynamoDB, a database of tables",
              new Deed(
                  READ,
                  "look up items and see all that is in them",
                  "GetItem",
                  "BatchGetItem",
                  "Query",
                  "Scan",
                  "ConditionCheckItem",
                  "PartiQLSelect"),
              new Deed(
                  LIST,
                  "see which tables there are and how they are set up",
                  "ListTables",
                  "DescribeTable"),
              new Deed(
                  WRITE,
                  "add, change and replace items",
                  "PutItem",
                  "UpdateItem",
                  "BatchWriteItem",
                  "PartiQLInsert",
                  "PartiQLUpdate"),
              new Deed(DELETE, "remove items", "DeleteItem", "BatchWriteItem", "PartiQLDelete")),
          new Vocabulary(
              "logs",
              "Amazon CloudWatch Logs, what applications write down",
              new Deed(
                  READ,
                  "read and search log lines",
                  "GetLogEvents",
                  "FilterLogEvents",
                  "StartQuery",
                  "GetQueryResults"),
              new Deed(
                  LIST,
                  "see which log groups and log streams there are",
                  "DescribeLogGroups",
                  "DescribeLogStreams"),
              new Deed(WRITE, "write log lines", "PutLogEvents", "CreateLogStream"),
              new Deed(
                  DELETE,
                  "remove log groups and log streams with all their lines",
                  "DeleteLogGroup",
                  "DeleteLogStream")),
          new Vocabulary(
              "ssm",
              "AWS Systems Manager, which keeps the settings of applications and runs machines",
              new Deed(
                  READ,
                  "see the values of parameters, secret ones included",
                  "GetParameter",
                  "GetParameters",
                  "GetParametersByPath",
                  "GetParameterHistory"),
              new Deed(
                  LIST,
                  "see which parameters there are: their names and dates",
                  "DescribeParameters",
                  "GetParametersByPath"),
              new Deed(WRITE, "add and change parameters", "PutParameter"),
              new Deed(DELETE, "remove parameters", "DeleteParameter", "DeleteParameters")),
          new Vocabulary(
              "secretsmanager",
              "AWS Secrets Manager, where passwords and keys are kept",
              new Deed(READ, "see the values of secrets", "GetSecretValue", "BatchGetSecretValue"),
              new Deed(
                  LIST,
                  "see which secrets there are, but not their values",
                  "ListSecrets",
                  "DescribeSecret",
                  "ListSecretVersionIds"),
              new Deed(
                  WRITE,
                  "add and change secrets",
                  "CreateSecret",
                  "PutSecretValue",
                  "UpdateSecret"),
              new Deed(DELETE, "remove secrets", "DeleteSecret")),
          new Vocabulary(
              "kms",
              "AWS KMS, the keys that data is encrypted with",
              new Deed(READ, "decrypt what was encrypted with a key", "Decrypt"),
              new Deed(
                  LIST,
                  "see which keys there are and how they are set up",
                  "ListKeys",
                  "ListAliases",
                  "DescribeKey"),
              new Deed(
                  WRITE,
                  "encrypt data with a key",
                  "Encrypt",
                  "GenerateDataKey",
                  "GenerateDataKeyWithoutPlaintext"),
              new Deed(
                  DELETE,
                  "schedule keys for deletion, after which nothing of theirs can be decrypted",
                  "ScheduleKeyDeletion")),
          new Vocabulary(
              "sqs",
              "Amazon SQS, queues of messages between applications",
              new Deed(
                  READ,
                  "receive messages, which hides them from the application meanwhile",
                  "ReceiveMessage"),
              new Deed(
                  LIST,
                  "see which queues there are and how they are set up",
                  "ListQueues",
                  "GetQueueUrl",
                  "GetQueueAttributes"),
              new Deed(WRITE, "send messages", "SendMessage"),
              new Deed(
                  DELETE,
                  "remove messages, also all of a queue at once",
                  "DeleteMessage",
                  "PurgeQueue")),
          new Vocabulary(
              "sns",
              "Amazon SNS, topics that send messages to whoever subscribed",
              new Deed(
                  READ,
                  "see how topics and subscriptions are set up",
                  "GetTopicAttributes",
                  "GetSubscriptionAttributes"),
              new Deed(
                  LIST,
                  "see which topics and subscriptions there are",
                  "ListTopics",
                  "ListSubscriptions",
                  "ListSubscriptionsByTopic"),
              new Deed(WRITE, "send messages to whoever subscribed", "Publish"),
              new Deed(DELETE, "remove topics and subscriptions", "DeleteTopic", "Unsubscribe")),
          new Vocabulary(
              "lambda",
              "AWS Lambda, functions that run on demand",
              new Deed(
                  READ,
                  "see the code and the settings of functions",
                  "GetFunction",
                  "GetFunctionConfiguration"),
              new Deed(
                  LIST,
                  "see which functions there are and how they are set up",
                  "ListFunctions",
                  "ListVersionsByFunction",
                  "ListAliases"),
              new Deed(
                  WRITE,
                  "run functions, and change their code and their settings",
                  "InvokeFunction",
                  "UpdateFunctionCode",
                  "UpdateFunctionConfiguration"),
              new Deed(DELETE, "remove functions", "DeleteFunction")),
          new Vocabulary(
              "ec2",
              "Amazon EC2, virtual machines and their networks",
              new Deed(
                  READ,
                  "see what machines show on their console",
                  "GetConsoleOutput",
                  "GetConsoleScreenshot"),
              new Deed(
                  LIST,
                  "see which machines, disks and networks there are and how they are set up",
                  "DescribeInstances",
                  "DescribeInstanceStatus",
                  "DescribeVolumes",
                  "DescribeSecurityGroups",
                  "DescribeSubnets",
                  "DescribeVpcs"),
              new Deed(
                  WRITE,
                  "start, stop and restart machines",
                  "StartInstances",
                  "StopInstances",
                  "RebootInstances"),
              new Deed(
                  DELETE,
                  "remove machines and disks with all that is on them",
                  "TerminateInstances",
                  "DeleteVolume")),
          new Vocabulary(
              "rds",
              "Amazon RDS, machines that run databases",
              new Deed(READ, "read the logs of databases", "DownloadDBLogFilePortion"),
              new Deed(
                  LIST,
                  "see which databases, snapshots and logs there are",
                  "DescribeDBInstances",
                  "DescribeDBClusters",
                  "DescribeDBSnapshots",
                  "DescribeDBLogFiles"),
              new Deed(
                  WRITE,
                  "start, stop, restart and change databases, and make snapshots of them",
                  "StartDBInstance",
                  "StopDBInstance",
                  "RebootDBInstance",
                  "ModifyDBInstance",
                  "CreateDBSnapshot"),
              new Deed(
                  DELETE,
                  "remove databases and snapshots with all that is in them",
                  "DeleteDBInstance",
                  "DeleteDBCluster",
                  "DeleteDBSnapshot")),
          new Vocabulary(
              "ecs",
              "Amazon ECS, which runs containers",
              new Deed(
                  READ,
                  "see how services and tasks are set up, the settings of containers included",
                  "DescribeServices",
                  "DescribeTasks",
                  "DescribeTaskDefinition"),
              new Deed(
                  LIST,
                  "see which clusters, services and tasks there are",
                  "ListClusters",
                  "ListServices",
                  "ListTasks"),
              new Deed(
                  WRITE,
                  "start tasks, change services and run commands inside containers",
                  "RunTask",
                  "UpdateService",
                  "ExecuteCommand"),
              new Deed(DELETE, "stop tasks and remove services", "StopTask", "DeleteService")),
          new Vocabulary(
              "cloudwatch",
              "Amazon CloudWatch, metrics and alarms",
              new Deed(READ, "read metrics", "GetMetricData", "GetMetricStatistics"),
              new Deed(
                  LIST, "see which metrics and alarms there are", "ListMetrics", "DescribeAlarms"),
              new Deed(
                  WRITE,
                  "write metrics, and set up and change alarms",
                  "PutMetricData",
                  "PutMetricAlarm",
                  "SetAlarmState"),
              new Deed(DELETE, "remove alarms", "DeleteAlarms")));

  Vocabulary {
    deeds = List.copyOf(deeds);
  }

  private Vocabulary(String service, String words, Deed... deeds) {
    this(service, words, List.of(deeds));
  }

  /// Every service that there are words for.
  static List<Vocabulary> all() {
    return ALL;
  }

  /// The words for a service, if there are any.
  static Optional<Vocabulary> of(String service) {
    return ALL.stream().filter(known -> known.service().equalsIgnoreCase(service)).findFirst();
  }

  String explanation(Kind kind) {
    return deeds.stream()
        .filter(deed -> deed.kind() == kind)
        .map(Deed::explanation)
        .findFirst()
        .orElseThrow();
  }

  boolean knows(String action) {
    return deeds.stream().anyMatch(deed -> isOne(action, deed));
  }

  /// The known ones of these actions, by what they do.
  Map<Kind, List<String>> byKind(List<String> some) {
    Map<Kind, List<String>> byKind = new EnumMap<>(Kind.class);
    for (Deed deed : deeds) {
      List<String> of = some.stream().filter(action -> isOne(action, deed)).toList();
      if (!of.isEmpty()) {
        byKind.put(deed.kind(), of);
      }
    }
    return byKind;
  }

  private boolean isOne(String action, Deed deed) {
    String name = action.toLowerCase(Locale.ROOT);
    return name.startsWith(service + ":")
        && deed.actions().contains(name.substring(service.length() + 1));
  }
}
