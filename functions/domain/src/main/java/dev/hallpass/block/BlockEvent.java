package dev.hallpass.block;

import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Seal;
import dev.hallpass.identity.Person;
import java.util.Optional;

/// Something that happened to a person, and not to a grant.
public sealed interface BlockEvent {

  /// The admin who did it.
  Person admin();

  /// The person whom it is about.
  Person person();

  /// An admin blocked the person.
  record Blocked(Person admin, Person person, String reason, Channel channel)
      implements BlockEvent {}

  /// An admin unblocked the person. It opens access again, so without a good seal it does not
  /// count.
  record Unblocked(Person admin, Person person, String reason, Channel channel, Optional<Seal> seal)
      implements BlockEvent {

    /// The same event with its seal.
    public Unblocked with(Seal made) {
      return new Unblocked(admin, person, reason, channel, Optional.of(made));
    }
  }
}
