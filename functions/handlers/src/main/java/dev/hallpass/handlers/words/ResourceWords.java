package dev.hallpass.handlers.words;

import java.util.List;

/// The resources of a statement in words. A resource in an unknown form appears as it is.
final class ResourceWords {

  private final Texts texts;

  private ResourceWords(Texts texts) {
    this.texts = texts;
  }

  /// The places of these resources, each once.
  static List<Phrase> of(List<String> resources, Texts texts) {
    return resources.stream().map(new ResourceWords(texts)::of).distinct().toList();
  }

  private Phrase of(String resource) {
    String[] arn = resource.split(":", 6);
    if (arn.length < 6 || !arn[0].equals("arn") || !arn[1].equals("aws")) {
      return raw(resource);
    }
    return switch (arn[2]) {
      case "s3" -> s3(resource, arn[5]);
      case "dynamodb" -> dynamodb(resource, arn);
      case "logs" -> logs(resource, arn);
      case "ssm" -> parameters(resource, arn);
      default -> raw(resource);
    };
  }

  private Phrase s3(String resource, String name) {
    int slash = name.indexOf('/');
    String bucket = slash < 0 ? name : name.substring(0, slash);
    String key = slash < 0 ? "" : name.substring(slash + 1);
    String prefix = key.endsWith("*") ? key.substring(0, key.length() - 1) : key;
    if (isPattern(bucket) || isPattern(prefix)) {
      return raw(resource);
    }
    if (key.equals("*")) {
      return texts.everyObject(bucket);
    }
    if (key.endsWith("*")) {
      return texts.objectsBeginning(bucket, prefix);
    }
    return key.isEmpty() ? texts.bucket(bucket) : texts.onlyObject(bucket, key);
  }

  private Phrase dynamodb(String resource, String[] arn) {
    String[] path = arn[5].split("/", -1);
    if (isPattern(resource) || path.length != 2 || !path[0].equals("table")) {
      return raw(resource);
    }
    return texts.table(path[1], arn[3], arn[4]);
  }

  // To a reader, the log group is the same with and without `:*`: the streams are its contents.
  private Phrase logs(String resource, String[] arn) {
    String name = arn[5].endsWith(":*") ? arn[5].substring(0, arn[5].length() - 2) : arn[5];
    String group = name.startsWith("log-group:") ? name.substring("log-group:".length()) : "";
    if (group.isEmpty() || group.contains(":") || isPattern(group + arn[3] + arn[4])) {
      return raw(resource);
    }
    return texts.logGroup(group, arn[3], arn[4]);
  }

  private Phrase parameters(String resource, String[] arn) {
    String name = arn[5].startsWith("parameter/") ? arn[5].substring("parameter".length()) : "";
    boolean isPath = name.endsWith("/*");
    String path = isPath ? name.substring(0, name.length() - 1) : name;
    if (path.isEmpty() || isPattern(path + arn[3] + arn[4])) {
      return raw(resource);
    }
    return isPath
        ? texts.parametersBelow(path, arn[3], arn[4])
        : texts.parameter(path, arn[3], arn[4]);
  }

  private Phrase raw(String resource) {
    return resource.equals("*") ? texts.everyResource(resource) : texts.resource(resource);
  }

  private static boolean isPattern(String text) {
    return text.contains("*") || text.contains("?");
  }
}
