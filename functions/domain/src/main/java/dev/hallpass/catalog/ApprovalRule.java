package dev.hallpass.catalog;

import dev.hallpass.approval.ApprovalPlan;

/// Who decides on requests of a kind. The first rule of an entitlement that holds chooses the plan.
public record ApprovalRule(Conditions when, ApprovalPlan plan) {}
