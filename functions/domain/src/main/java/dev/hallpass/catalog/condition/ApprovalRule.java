package dev.hallpass.catalog.condition;

import dev.hallpass.approval.ApprovalPlan;

/// A rule that chooses an approval plan. The first rule of an entitlement whose conditions are met
/// applies.
public record ApprovalRule(Conditions when, ApprovalPlan plan) {}
