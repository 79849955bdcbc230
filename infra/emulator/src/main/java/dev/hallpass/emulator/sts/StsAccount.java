package dev.hallpass.emulator.sts;

import dev.hallpass.emulator.iam.InMemoryIam;

/// The data of one account in STS.
///
/// @param sessions of the account's roles
public record StsAccount(InMemoryIam iam, OpenSessions sessions) {}
