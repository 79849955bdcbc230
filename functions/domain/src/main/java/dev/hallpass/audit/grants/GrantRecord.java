package dev.hallpass.audit.grants;

import dev.hallpass.approval.ApprovalPlan.BreakGlass;
import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Review;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.grant.GrantEvent.Reviewed;
import dev.hallpass.grant.Outcome;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.Sha256;
import dev.hallpass.policy.SessionName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the log tells of one grant, as auditors ask for it.
///
/// @param asked when it was requested
/// @param answers each yes and each no of a person, oldest first
/// @param rule the rule that said yes in the place of people
/// @param opened when the access was open; empty if it never was
/// @param plannedEnd the end that its policy has; empty if none was planned
/// @param end how the grant came to its end; empty while it has not
/// @param closed from when on no session of it could do anything; empty if it was never open
/// @param sessions the sessions that were announced, oldest first
/// @param review the review, if there was one
/// @param newest the newest entry
public record GrantRecord(
    GrantId grant,
    Requested request,
    Instant asked,
    List<Answer> answers,
    Optional<String> rule,
    Optional<Instant> opened,
    Optional<Instant> plannedEnd,
    Optional<Ending> end,
    Optional<Instant> closed,
    List<Session> sessions,
    Optional<Done<Reviewed>> review,
    Leaf newest) {

  public GrantRecord {
    answers = List.copyOf(answers);
    sessions = List.copyOf(sessions);
  }

  public Person requester() {
    return request.requester();
  }

  /// The account that its role is in.
  public AccountId account() {
    return request.role().account();
  }

  /// The yeses that were not taken back.
  public List<Answer> yeses() {
    return answers.stream().filter(Answer::counts).toList();
  }

  /// Whether it was opened without a yes.
  public boolean isBreakGlass() {
    return request.plan() instanceof BreakGlass;
  }

  /// Whether the requester fetched credentials.
  public boolean isFetched() {
    return sessions.stream().anyMatch(session -> session.expiresAt().isPresent());
  }

  /// Whether it was open at some time within a span.
  public boolean wasOpen(Span span) {
    return opened.isPresent() && span.meets(opened.get(), closed);
  }

  /// Whether it was asked for, open or reviewed at some time within a span.
  public boolean isOf(Span span) {
    return span.has(asked)
        || wasOpen(span)
        || end.filter(ending -> span.has(ending.at())).isPresent()
        || review.filter(done -> span.has(done.at())).isPresent();
  }

  /// Until when it must be reviewed; empty if nobody must, or it was never open.
  public Optional<Instant> reviewBy() {
    return opened.isEmpty()
        ? Optional.empty()
        : request.plan().review().map(Review::within).flatMap(this::afterClose);
  }

  private Optional<Instant> afterClose(Duration time) {
    return closed.map(at -> at.plus(time));
  }

  /// An event and its time.
  public record Done<T>(Instant at, T event) {}

  /// The answer of a person.
  ///
  /// @param isYes whether it is a yes
  /// @param channel how it came
  /// @param isSealed whether it has a seal, good or not
  /// @param shortenedTo the longest time that the approver allowed, if that is less than was asked
  /// @param takenBack when the approver took it back
  /// @param reason the reason of a no
  public record Answer(
      Instant at,
      int level,
      Person approver,
      boolean isYes,
      Channel channel,
      boolean isSealed,
      Optional<Duration> shortenedTo,
      Optional<Instant> takenBack,
      Optional<String> reason) {

    /// Whether it is a yes that was not taken back.
    public boolean counts() {
      return isYes && takenBack.isEmpty();
    }
  }

  /// How a grant came to its end.
  ///
  /// @param by who ended it: a person, or `hallpass`
  /// @param reason the words of the person, if there are any
  public record Ending(Instant at, Outcome outcome, String by, Optional<String> reason) {}

  /// A session of a grant.
  ///
  /// @param from when it was announced
  /// @param expiresAt the end of its credentials; empty if none are known to be issued
  public record Session(SessionName name, Instant from, Optional<Instant> expiresAt) {

    /// When the last of its credentials could be used.
    ///
    /// @param closed from when on no session of the grant could do anything
    public Optional<Instant> until(Optional<Instant> closed) {
      return expiresAt.map(end -> closed.filter(end::isAfter).orElse(end));
    }
  }

  /// An entry's place in the log.
  ///
  /// @param sequence its place in the history of its grant
  /// @param index its place in the log, from 0
  public record Leaf(int sequence, Sha256 hash, long index) {}
}
