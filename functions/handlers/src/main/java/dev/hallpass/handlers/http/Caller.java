package dev.hallpass.handlers.http;

import dev.hallpass.approval.Channel;
import dev.hallpass.identity.Person;

/// The person who made a signed call.
///
/// @param channel `PROVED` if a proof says so, and `SIGNED` if only API Gateway does
public record Caller(Person person, Channel channel) {}
