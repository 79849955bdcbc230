package dev.hallpass.emulator.sts;

import dev.hallpass.emulator.iam.InMemoryIam;

/// What STS knows of one account.
///
/// @param sessions of the account's roles
public record StsAccount(InMemoryIam iam, OpenSessions sessions) {}
