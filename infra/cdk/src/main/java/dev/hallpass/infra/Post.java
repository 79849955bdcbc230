package dev.hallpass.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/// The mails to approvers. Ops have the sender's address or its domain verified by Amazon SES.
final class Post extends Construct {

  private final String sender;

  /// @param sender the address that mails come from
  Post(Construct scope, String sender) {
    super(scope, "Post");
    this.sender = sender;
  }

  /// Lets a function send mails as the sender and as nobody else.
  void openTo(Handler handler) {
    String domain = sender.substring(sender.indexOf('@') + 1);
    handler.allow(
        PolicyStatement.Builder.create()
            .actions(List.of("ses:SendEmail"))
            .resources(List.of(identity(sender), identity(domain)))
            .conditions(Map.of("StringEquals", Map.of("ses:FromAddress", sender)))
            .build());
  }

  private String identity(String verified) {
    Stack stack = Stack.of(this);
    return "arn:%s:ses:%s:%s:identity/%s"
        .formatted(stack.getPartition(), stack.getRegion(), stack.getAccount(), verified);
  }
}
