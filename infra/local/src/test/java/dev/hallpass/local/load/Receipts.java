package dev.hallpass.local.load;

import dev.hallpass.approval.Channel;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What the API acknowledged.
final class Receipts {

  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final Queue<Receipt> decisions = new ConcurrentLinkedQueue<>();

  /// That somebody decided on a grant.
  record Receipt(String grant, String type, String approver, String channel) {
    static Receipt of(String grant, Vote vote) {
      Channel channel = vote.channel();
      return new Receipt(
          grant, vote.isYes() ? "approved" : "denied", vote.approver().email(), channel.name());
    }
  }

  void requested(String grant) {
    requests.add(grant);
  }

  void decided(Receipt decision) {
    decisions.add(decision);
  }

  /// The grants, each once for each request with a key of its own.
  Collection<String> requests() {
    return List.copyOf(requests);
  }

  int denials() {
    return (int) decisions.stream().filter(decision -> decision.type().equals("denied")).count();
  }

  Collection<Receipt> decisions() {
    return List.copyOf(decisions);
  }
}
