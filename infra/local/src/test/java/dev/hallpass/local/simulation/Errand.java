package dev.hallpass.local.simulation;

import dev.hallpass.emulator.policy.Context;
import tools.jackson.databind.JsonNode;

/// Something that a grant is asked for to do, and the same beside it.
///
/// @param inside a resource that the grant is for
/// @param other an action that the grant does not allow on `outside`
/// @param outside a resource that it is not for
record Errand(String action, String inside, String other, String outside, Context context) {

  private static final String HERE = "eu-central-1:111122223333";

  Errand(String action, String inside, String outside, Context context) {
    this(action, inside, action, outside, context);
  }

  /// @param requested what was asked for
  static Errand of(JsonNode requested) {
    JsonNode values = requested.path("parameters");
    return switch (requested.path("entitlement").asString()) {
      case "read-bucket-prefix" -> {
        String bucket = "arn:aws:s3:::" + values.path("bucket").asString();
        yield new Errand(
            "s3:GetObject",
            "%s/%s/a.csv".formatted(bucket, values.path("prefix").asString()),
            bucket + "/customers/0815/a.csv",
            Context.empty());
      }
      case "read-log-group" -> {
        String group = "arn:aws:logs:%s:log-group:/acme/".formatted(HERE);
        yield new Errand(
            "logs:GetLogEvents",
            group + values.path("logGroup").asString() + ":log-stream:a",
            group + "payroll:log-stream:a",
            Context.empty());
      }
      case "edit-table-partition" -> {
        String table = "arn:aws:dynamodb:%s:table/".formatted(HERE);
        yield new Errand(
            "dynamodb:GetItem",
            table + values.path("table").asString(),
            table + "salaries",
            Context.empty().with("dynamodb:LeadingKeys", values.path("key").asString()));
      }
      case "read-parameters" -> {
        String all = "arn:aws:ssm:eu-central-1:444455556666:parameter/acme/";
        yield new Errand(
            "ssm:GetParameter",
            all + values.path("path").asString() + "/url",
            all + "payroll/url",
            Context.empty());
      }
      case "open-database-console" -> {
        String user = "arn:aws:rds-db:eu-central-1:444455556666:dbuser:cluster-ORDERSABCDEFGH/";
        yield new Errand(
            "rds-db:connect",
            user + values.path("user").asString(),
            user + "root",
            Context.empty());
      }
      case "open-instance-shell" -> {
        String all = "arn:aws:ec2:eu-central-1:444455556666:instance/";
        yield new Errand(
            "ssm:StartSession",
            all + values.path("instance").asString(),
            all + "i-0fedcba9876543210",
            Context.empty());
      }
      case "see-bills" ->
          new Errand(
              "ce:GetCostAndUsage",
              "*",
              "s3:GetObject",
              "arn:aws:s3:::acme-exports/customers/0815/a.csv",
              Context.empty());
      default -> throw new IllegalArgumentException("No errand for " + requested);
    };
  }
}
