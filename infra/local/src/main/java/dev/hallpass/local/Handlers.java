package dev.hallpass.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.handlers.Ring;
import dev.hallpass.handlers.http.ApproveGrant;
import dev.hallpass.handlers.http.CancelGrant;
import dev.hallpass.handlers.http.Decide;
import dev.hallpass.handlers.http.DenyGrant;
import dev.hallpass.handlers.http.ExtendGrant;
import dev.hallpass.handlers.http.IssueCredentials;
import dev.hallpass.handlers.http.ListApprovals;
import dev.hallpass.handlers.http.ListEntitlements;
import dev.hallpass.handlers.http.ListGrants;
import dev.hallpass.handlers.http.RequestGrant;
import dev.hallpass.handlers.http.ReturnGrant;
import dev.hallpass.handlers.http.ReviewGrant;
import dev.hallpass.handlers.http.RevokeGrant;
import dev.hallpass.handlers.http.ShowDecision;
import dev.hallpass.handlers.http.ShowGrant;
import dev.hallpass.handlers.lifecycle.Activate;
import dev.hallpass.handlers.lifecycle.AwaitEnd;
import dev.hallpass.handlers.lifecycle.Retire;
import dev.hallpass.handlers.lifecycle.SeekApproval;
import dev.hallpass.handlers.lifecycle.SeekReview;
import dev.hallpass.handlers.upkeep.FindDrift;
import dev.hallpass.handlers.upkeep.NoteBounce;
import dev.hallpass.handlers.upkeep.Reap;
import dev.hallpass.handlers.upkeep.Tell;

/// The real handlers, each made as its constructor for Lambda makes it.
final class Handlers {

  private static final String PACKAGE = "dev.hallpass.handlers.";

  private Handlers() {}

  /// The handler of a deployed function.
  ///
  /// @throws IllegalArgumentException if the function's class is none of ours
  static RequestStreamHandler make(LocalWiring wiring) {
    String handler = wiring.function().handler();
    if (!handler.startsWith(PACKAGE)) {
      throw new IllegalArgumentException("Not a handler of Hallpass: " + handler);
    }
    return switch (handler.substring(PACKAGE.length())) {
      case "http.ListEntitlements" -> new ListEntitlements(wiring.catalog());
      case "http.RequestGrant" ->
          new RequestGrant(
              wiring.catalog(),
              wiring.roles(),
              wiring.tickets(),
              wiring.grants(),
              wiring.workflow(),
              wiring.ids());
      case "http.ListGrants" -> new ListGrants(wiring.settings(), wiring.grants());
      case "http.ListApprovals" -> new ListApprovals(wiring.settings(), wiring.grants());
      case "http.ShowGrant" -> new ShowGrant(wiring.settings(), wiring.grants());
      case "http.CancelGrant" -> new CancelGrant(wiring.settings(), wiring.grants(), ring(wiring));
      case "http.ReturnGrant" -> new ReturnGrant(wiring.settings(), wiring.grants(), ring(wiring));
      case "http.RevokeGrant" -> new RevokeGrant(wiring.settings(), wiring.grants(), ring(wiring));
      case "http.ExtendGrant" ->
          new ExtendGrant(
              wiring.catalog(),
              wiring.roles(),
              wiring.tickets(),
              wiring.grants(),
              wiring.workflow(),
              wiring.ids());
      case "http.ApproveGrant" ->
          new ApproveGrant(wiring.settings(), wiring.grants(), ring(wiring));
      case "http.DenyGrant" -> new DenyGrant(wiring.settings(), wiring.grants(), ring(wiring));
      case "http.ReviewGrant" -> new ReviewGrant(wiring.settings(), wiring.grants(), ring(wiring));
      case "http.IssueCredentials" ->
          new IssueCredentials(wiring.settings(), wiring.grants(), wiring.sessions(), wiring.ids());
      case "http.ShowDecision" -> new ShowDecision(wiring.grants());
      case "http.Decide" -> new Decide(wiring.grants(), ring(wiring), wiring.ids());
      case "lifecycle.SeekApproval" ->
          new SeekApproval(
              wiring.grants(), wiring.post(), wiring.doorbells(), wiring.ids(), wiring.publicUrl());
      case "lifecycle.SeekReview" ->
          new SeekReview(
              wiring.grants(), wiring.post(), wiring.doorbells(), wiring.ids(), wiring.publicUrl());
      case "lifecycle.Activate" -> new Activate(wiring.grants(), wiring.sessionPolicies());
      case "lifecycle.AwaitEnd" -> new AwaitEnd(wiring.grants(), wiring.doorbells());
      case "lifecycle.Retire" ->
          new Retire(
              wiring.grants(), wiring.sessionPolicies(), wiring.revocations(), wiring::accounts);
      case "upkeep.Reap" ->
          new Reap(
              wiring.grants(),
              wiring.sessionPolicies(),
              wiring.revocations(),
              wiring.workflow(),
              wiring.doorbells(),
              wiring.accounts());
      case "upkeep.Tell" -> new Tell(wiring.grants(), wiring.post());
      case "upkeep.NoteBounce" -> new NoteBounce(wiring.grants(), ring(wiring));
      case "upkeep.FindDrift" -> new FindDrift(wiring.deployed(), wiring.clock());
      default -> throw new IllegalArgumentException("Not a handler of Hallpass: " + handler);
    };
  }

  private static Ring ring(LocalWiring wiring) {
    return new Ring(wiring.doorbells());
  }
}
