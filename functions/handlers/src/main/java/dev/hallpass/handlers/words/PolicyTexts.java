package dev.hallpass.handlers.words;

import dev.hallpass.policy.Risk;
import java.time.Duration;
import java.util.Optional;

/// What is said of policies, and of what to look at twice in them.
interface PolicyTexts {

  String kind(Kind kind);

  /// What stands before a service in which actions are denied.
  String deniedMark();

  String where();

  Phrase awsService(String name);

  Phrase everyService();

  Phrase withoutWords(String action);

  /// An act that is not included.
  Phrase no(String kind, String explanation);

  String exclusionsUnknown();

  String someOfEachKind();

  String nothingElse();

  /// What stands in place of the exclusions of managed policies.
  String besideManaged();

  /// A managed policy by its name.
  ///
  /// @param account the account whose policy it is; empty if it is AWS's
  Phrase managedPolicy(Optional<String> account, String name);

  String everything();

  String nearlyAll();

  String allThatItAllows();

  Phrase whatItNames();

  Phrase reviewedVersion(String version);

  Phrase onlyPartition(String key);

  Phrase onlyKeysBeginning(String prefix);

  Phrase onlyBefore(String time);

  Phrase onlyFrom(String time);

  Phrase onlyUnder(String condition);

  Phrase bucket(String name);

  Phrase everyObject(String bucket);

  Phrase objectsBeginning(String bucket, String prefix);

  Phrase onlyObject(String bucket, String key);

  Phrase table(String name, String region, String account);

  Phrase logGroup(String name, String region, String account);

  Phrase parameter(String name, String region, String account);

  Phrase parametersBelow(String path, String region, String account);

  Phrase everyResource(String pattern);

  Phrase resource(String name);

  Marked risk(Risk risk);

  Marked caution(Caution caution);

  /// A risk with the reason of the catalogue to take it.
  ///
  /// @param risk what a risk means
  String takenFor(String risk, String reason);

  /// A caution with the longest time for which it holds.
  ///
  /// @param caution what a caution means
  String forAtMost(String caution, Duration longest);
}
