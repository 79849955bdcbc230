package dev.hallpass.local.scene;

import dev.hallpass.adapters.dynamodb.DynamoDbLedger;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.local.LinkInMail;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/// Somewhere the whole system runs, and what people can do with it there.
public interface Venue {

  /// Who asks for grants.
  Person requester();

  /// What can be asked for here.
  Catalog catalog();

  /// Sends a request that the requester signed.
  ///
  /// @param path as the OpenAPI document has it, its parameters filled in
  /// @param body JSON; empty for none
  Reply signed(String method, String path, String body);

  /// Waits for the mail about a grant.
  LinkInMail linkTo(Person approver, GrantId grant);

  /// Follows a link.
  Reply open(LinkInMail link);

  /// Types in the code of a mail and answers.
  ///
  /// @param answer `approve` or `deny`
  Reply answer(LinkInMail link, String answer, String reason);

  /// Lets time pass until something holds, and fails if it does not hold in this time.
  void await(Duration atMost, BooleanSupplier holds);

  /// The record of everything that happened here.
  DynamoDbLedger ledger();

  /// An administrator's client of the account that grants open access in.
  IamClient iam();

  /// A client that calls with a grant's credentials.
  StsClient sts(Keys keys);
}
