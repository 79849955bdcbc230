package dev.hallpass.catalog.people;

import dev.hallpass.identity.AccountId;

/// The identity store of IAM Identity Center, and how Hallpass reaches it.
///
/// @param account the account of Identity Center, or one to which its administration is delegated
/// @param region the region of Identity Center
/// @param id such as `d-1234567890`
/// @param externalId the external id with which Hallpass assumes the role there
public record IdentityStore(AccountId account, String region, String id, String externalId) {}
