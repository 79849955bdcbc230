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
    handler.allow(
        PolicyStatement.Builder.create()
            .actions(List.of("ses:SendEmail"))
            .resources(List.of(identity(sender), identity(domain())))
            .conditions(Map.of("StringEquals", Map.of("ses:FromAddress", sender)))
            .build());
  }

  /// For ops to read after a deployment, which cannot know: whether SES has verified the sender is
  /// seen outside the stack, and may change without it.
  String notice() {
    return """
        Mails come from %1$s. Amazon SES sends none until it has verified that address or its domain; \
        `aws ses get-identity-verification-attributes --region %3$s --identities %1$s %2$s` shows \
        whether it has.\
        """
        .formatted(sender, domain(), Stack.of(this).getRegion());
  }

  private String domain() {
    return sender.substring(sender.indexOf('@') + 1);
  }

  private String identity(String verified) {
    Stack stack = Stack.of(this);
    return "arn:%s:ses:%s:%s:identity/%s"
        .formatted(stack.getPartition(), stack.getRegion(), stack.getAccount(), verified);
  }
}
