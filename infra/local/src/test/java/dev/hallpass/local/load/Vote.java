package dev.hallpass.local.load;

import dev.hallpass.approval.Channel;
import dev.hallpass.identity.Person;

/// What an approver says, and which way.
record Vote(Person approver, Channel channel, boolean isYes) {

  static Vote yes(Person approver, Channel channel) {
    return new Vote(approver, channel, true);
  }

  static Vote no(Person approver, Channel channel) {
    return new Vote(approver, channel, false);
  }
}
