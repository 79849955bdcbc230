package dev.hallpass.block;

import dev.hallpass.approval.Channel;
import dev.hallpass.identity.Person;
import java.time.Instant;

/// That a person is blocked.
///
/// @param admin the admin who blocked the person
/// @param since the time of the block
public record Block(Person person, Person admin, String reason, Channel channel, Instant since) {}
