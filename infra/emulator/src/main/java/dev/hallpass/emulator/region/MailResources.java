package dev.hallpass.emulator.region;

import dev.hallpass.emulator.ses.InMemorySes;
import dev.hallpass.emulator.template.Resource;
import dev.hallpass.emulator.template.Stack;

/// A stack's configuration sets, which mails may name.
final class MailResources {
  private MailResources() {}

  static void make(Stack stack, InMemorySes ses) {
    for (Resource set : stack.resources("AWS::SES::ConfigurationSet")) {
      String name = stack.ref(set.id());
      ses.createConfigurationSet(made -> made.configurationSet(one -> one.name(name)));
    }
  }
}
