package dev.hallpass.grant;

import dev.hallpass.approval.Escalation;
import dev.hallpass.grant.GrantEvent.ApprovalSought;
import dev.hallpass.grant.GrantEvent.Cause;
import dev.hallpass.grant.GrantEvent.CodeRefused;
import dev.hallpass.grant.GrantEvent.DoorbellHung;
import dev.hallpass.grant.GrantEvent.MailBounced;
import dev.hallpass.grant.GrantEvent.MailHeld;
import dev.hallpass.grant.GrantEvent.MailSent;
import dev.hallpass.grant.GrantEvent.PolicyPlanned;
import dev.hallpass.grant.GrantEvent.ReviewSought;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.persistent.PersistentMap;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyArn;
import dev.hallpass.policy.SessionName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The state of a grant, folded from its events. Each case holds exactly the facts of its state.
public sealed interface Grant {

  /// Nobody requested it.
  record Unknown(GrantId grant) implements Grant {}

  /// A grant that was requested, in any state.
  sealed interface Known extends Grant {
    /// The facts that every state keeps.
    Dossier dossier();

    /// The account in which it opens access.
    default AccountId account() {
      return dossier().request().role().account();
    }

    /// Whether its access is over, and shells may be open that its sessions opened, or can still be
    /// opened.
    default boolean mayLeaveShells() {
      return (this instanceof Ending || this instanceof Over) && dossier().mayHaveShells();
    }

    /// Whether it waits for answers or for its start, so that no policy was planned.
    default boolean isPending() {
      return this instanceof AwaitingRule
          || this instanceof AwaitingApproval
          || this instanceof Approved;
    }
  }

  /// The plan lets a rule decide, and the ledger has no entry of that yet.
  record AwaitingRule(Dossier dossier) implements Known {}

  /// A level of the plan is open.
  ///
  /// @param level counted from zero
  record AwaitingApproval(Dossier dossier, int level) implements Known {
    private static final Duration EARLY = Duration.ofSeconds(30);

    /// The end of the level's time to answer; empty before the first mail. It is never after the
    /// end of the requested time.
    public Optional<Instant> answerBy() {
      return askedUntil().map(end -> dossier.lastEnd().filter(end::isAfter).orElse(end));
    }

    /// The same without regard to the requested time.
    Optional<Instant> askedUntil() {
      return dossier
          .questions(level)
          .map(question -> question.sought().answerBy())
          .min(Instant::compareTo);
    }

    /// The level's time to answer, from its first mail.
    public Duration within() {
      return dossier.level(level).answerWithin();
    }

    /// The time that the workflow waits before the first mail of the level.
    public Duration firstWait() {
      return dossier.level(level).firstWait();
    }

    /// The next reminder, escalation or end of the level; empty before the first mail.
    public Optional<Instant> next(Instant now) {
      return Stream.of(answerBy(), remindAt(), escalateAt())
          .flatMap(Optional::stream)
          .filter(time -> answerBy().filter(time::equals).isPresent() || !isAbout(time, now))
          .min(Instant::compareTo);
    }

    /// Whether it is time to remind the approvers who have not answered.
    public boolean isReminderDue(Instant now) {
      return remindAt().filter(time -> isAbout(time, now)).isPresent();
    }

    /// Whether others must be asked at once, because the current approvers cannot reach the quorum.
    public boolean needsOthers() {
      return mayEscalate() && dossier.isOutOfReach(level);
    }

    private boolean mayEscalate() {
      return dossier.level(level).escalation().isPresent()
          && !dossier.escalated().contains(level)
          // Nobody is replaced if only the requester would be left.
          && dossier.othersSuffice(level);
    }

    /// Whether others must be asked, and why.
    public Optional<GrantEvent.Trigger> escalation(Instant now) {
      if (!mayEscalate()) {
        return Optional.empty();
      }
      if (needsOthers()) {
        return Optional.of(GrantEvent.Trigger.QUORUM_OUT_OF_REACH);
      }
      return escalateAt()
          .filter(time -> isAbout(time, now))
          .map(_ -> GrantEvent.Trigger.TIME_PASSED);
    }

    /// Until when the mail to an approver is held; empty if it is not.
    public Optional<Instant> heldUntil(Person approver) {
      return dossier.newest(approver, level).flatMap(Question::heldUntil);
    }

    /// Whether an approver who has not answered can get a mail now that was held.
    public boolean hasHeldMail(Instant now) {
      return dossier.approvers(level).stream()
          .filter(approver -> !dossier.isApprovedBy(approver, level))
          .flatMap(approver -> heldUntil(approver).stream())
          .anyMatch(until -> !now.isBefore(until));
    }

    private Optional<Instant> remindAt() {
      return dossier.level(level).remindAfter().flatMap(this::after);
    }

    private Optional<Instant> escalateAt() {
      return dossier.level(level).escalation().map(Escalation::after).flatMap(this::after);
    }

    private Optional<Instant> after(Duration sinceFirstAsked) {
      return askedUntil().map(end -> end.minus(within()).plus(sinceFirstAsked));
    }

    // The wait begins a moment before the first mail of the level, so it ends a moment early.
    private static boolean isAbout(Instant time, Instant now) {
      return !now.isBefore(time.minus(EARLY));
    }

    public boolean isTimeUp(Instant now) {
      return answerBy().filter(end -> !now.isBefore(end)).isPresent();
    }
  }

  /// Every level said yes.
  record Approved(Dossier dossier) implements Known {

    /// Whether the requested time is over before the access could begin.
    public boolean isTooLate(Instant now) {
      return !now.isBefore(dossier.end(now));
    }
  }

  /// The policy is about to be created.
  record Activating(Dossier dossier, PolicyPlanned plan) implements Known {}

  /// The access is open.
  ///
  /// @param sessions the announced sessions, with the end of each
  /// @param issued how many sets of credentials were issued
  record Active(
      Dossier dossier,
      PolicyPlanned plan,
      PolicyArn policy,
      PersistentMap<SessionName, Instant> sessions,
      int issued)
      implements Known {
    private static final Duration NEAR = Duration.ofMinutes(10);

    /// Whether the end is at most ten minutes away, and was farther away at the beginning.
    public boolean isNearItsEnd(Instant now) {
      return dossier.duration().compareTo(NEAR) > 0
          && now.isBefore(plan.expiresAt())
          && !now.isBefore(plan.expiresAt().minus(NEAR));
    }

    /// The ends of the announced sessions that may still live, the earliest first.
    public List<Instant> live(Instant now) {
      return sessions.values().stream().filter(now::isBefore).sorted().toList();
    }

    private Instant lastSessionOver() {
      return plan.expiresAt().plus(LiveSessions.LONGEST);
    }

    private Active with(SessionName session, Instant until) {
      return new Active(
          dossier.with(dossier.sessions().with(until)),
          plan,
          policy,
          sessions.with(session, until),
          issued);
    }

    private Active withOneMore() {
      return new Active(dossier, plan, policy, sessions, issued + 1);
    }
  }

  /// The access is over, and a policy may still be there.
  record Ending(Dossier dossier, Outcome outcome) implements Known {

    /// Until when the policy of a grant that ended as planned has to stay, because its date alone
    /// denies its sessions everything; empty if it may go.
    public Optional<Instant> deniedByPolicyUntil(Instant now) {
      return outcome == Outcome.EXPIRED && dossier.sessions().areToBeDenied(now)
          ? dossier.sessions().until()
          : Optional.empty();
    }
  }

  /// Nothing is left.
  record Over(Dossier dossier, Outcome outcome) implements Known {

    /// Whether the access still needs its review.
    public boolean awaitsReview() {
      return dossier.request().plan().review().isPresent()
          && outcome.mayHaveOpened()
          && dossier.answers().review().isEmpty();
    }

    /// The time to review; empty before the first mail.
    public Optional<Instant> reviewBy() {
      return reviewsSought().map(ReviewSought::answerBy).min(Instant::compareTo);
    }

    /// The next mail to reviewers; empty before the first mail.
    public Optional<Instant> askAgainAt() {
      return reviewsSought().map(ReviewSought::nextAt).max(Instant::compareTo);
    }

    private Stream<ReviewSought> reviewsSought() {
      return dossier.reviewQuestions().map(question -> (ReviewSought) question.sought());
    }
  }

  /// The state that follows this one.
  ///
  /// @throws CorruptLedger if the event cannot follow
  default Grant after(GrantEvent event) {
    return switch (new Transition(this, event)) {
      case Transition(Unknown(var grant), GrantEvent.Requested requested) ->
          requested.plan().levels().isEmpty()
              ? new AwaitingRule(Dossier.of(grant, requested))
              : new AwaitingApproval(Dossier.of(grant, requested), 0);
      case Transition(Known known, DoorbellHung hung) ->
          filed(known, withDoorbell(known.dossier(), hung));
      case Transition(Known known, MailSent mail) ->
          filed(known, known.dossier().changing(mail.link(), Question::afterMail));
      case Transition(Known known, MailHeld held) ->
          filed(
              known,
              known.dossier().changing(held.link(), question -> question.heldUntil(held.until())));
      case Transition(Known known, MailBounced bounced) ->
          filed(known, afterBounce(known.dossier(), bounced));
      case Transition(Unknown stray, GrantEvent.DriftFound _) -> stray;
      case Transition(Known known, GrantEvent.DriftFound _) -> known;
      case Transition(Known known, CodeRefused refused) ->
          filed(known, known.dossier().changing(refused.link(), Question::afterWrongCode));
      case Transition(AwaitingApproval open, ApprovalSought sought)
          when sought.level() == open.level()
              && open.dossier().approvers(open.level()).contains(sought.approver()) ->
          filed(open, withDoorbell(open.dossier().with(sought), sought));
      case Transition(AwaitingApproval open, GrantEvent.Escalated(var level, _))
          when level == open.level() && open.mayEscalate() ->
          filed(open, open.dossier().escalatedAt(level));
      case Transition(AwaitingApproval open, GrantEvent.Approved yes) when mayFollow(open, yes) ->
          asked(open.dossier().with(open.dossier().answers().with(yes)));
      case Transition(Known known, GrantEvent.Withdrawn withdrawn)
          when known.isPending()
              && known.dossier().isApprovedBy(withdrawn.approver(), withdrawn.level()) ->
          asked(known.dossier().with(known.dossier().answers().without(withdrawn)));
      case Transition(AwaitingRule ruled, GrantEvent.ApprovedByRule word)
          when word.rule().equals(ruled.dossier().request().plan().rule())
              && word.policyHash().equals(ruled.dossier().request().policyHash()) ->
          new Approved(ruled.dossier().with(ruled.dossier().answers().with(word)));
      case Transition(Approved approved, PolicyPlanned plan)
          when isPolicyOf(approved.dossier(), plan) ->
          new Activating(approved.dossier(), plan);
      case Transition(Activating making, GrantEvent.Activated(var policy)) ->
          new Active(making.dossier(), making.plan(), policy, PersistentMap.empty(), 0);
      case Transition(Active active, GrantEvent.CredentialsPlanned planned)
          when isRequester(active, planned.requester()) ->
          active.with(planned.session(), planned.until().orElseGet(active::lastSessionOver));
      case Transition(Active active, GrantEvent.CredentialsIssued issued)
          when isRequester(active, issued.requester()) && active.sessions().has(issued.session()) ->
          active.withOneMore();
      case Transition(Active active, GrantEvent.EndNeared _) when !active.dossier().endNeared() ->
          filed(active, active.dossier().nearItsEnd());
      case Transition(Known known, GrantEvent.GrantEnd end) when mayEnd(known, end) ->
          ended(known, end);
      case Transition(Ending ending, GrantEvent.SessionsDenied _)
          when mayBeDenied(ending.dossier()) ->
          filed(ending, deniedNow(ending.dossier()));
      case Transition(Known ended, GrantEvent.ShellsFound _) when ended.mayLeaveShells() -> ended;
      case Transition(Known ended, GrantEvent.ShellsTerminated _) when ended.mayLeaveShells() ->
          ended;
      case Transition(Known ended, GrantEvent.ShellsOver _) when ended.mayLeaveShells() ->
          filed(ended, withoutShells(ended.dossier()));
      case Transition(Ending ending, GrantEvent.Removal _) ->
          new Over(ending.dossier(), ending.outcome());
      case Transition(Over over, GrantEvent.SessionsDenied _) when mayBeDenied(over.dossier()) ->
          filed(over, deniedNow(over.dossier()));
      case Transition(Over over, GrantEvent.SessionDenialRemoved _)
          when over.dossier().sessions().denied() && !over.dossier().sessions().denialRemoved() ->
          filed(over, over.dossier().with(over.dossier().sessions().noLongerDenied()));
      case Transition(Over over, GrantEvent.PolicyDeleted _) when over.outcome().mayHaveOpened() ->
          over;
      case Transition(Over over, ReviewSought sought) when mayReview(over, sought.reviewer()) ->
          filed(over, over.dossier().with(sought));
      case Transition(Over over, GrantEvent.Reviewed reviewed)
          when mayReview(over, reviewed.reviewer()) ->
          filed(over, over.dossier().with(over.dossier().answers().with(reviewed)));
      case Transition(var state, var unexpected) ->
          throw new CorruptLedger(
              "%s cannot follow in state %s"
                  .formatted(
                      unexpected.getClass().getSimpleName(), state.getClass().getSimpleName()));
    };
  }

  private static Dossier withDoorbell(Dossier dossier, GrantEvent event) {
    return event.hung().map(dossier::with).orElse(dossier);
  }

  private static boolean isPolicyOf(Dossier dossier, PolicyPlanned plan) {
    Policy approved = dossier.request().policy();
    return plan.policy().equals(approved.ofGrant(dossier.grant(), plan.expiresAt()))
        // Release 1.0 made no fence, and had no managed policies.
        || (approved.managed().isEmpty()
            && plan.policy().equals(approved.unfencedUntil(plan.expiresAt())));
  }

  // Replay checks this again. If the rules would have refused an event, somebody wrote it without
  // them.
  private static boolean mayFollow(AwaitingApproval open, GrantEvent.Approved yes) {
    return mayAnswer(open, yes.approver(), yes.level())
        && AnsweringRules.canBeRecorded(yes.channel(), open.dossier().request().plan())
        && yes.shortenedTo().filter(time -> !open.dossier().mayBecome(time)).isEmpty()
        && yes.policyHash().equals(open.dossier().request().policyHash());
  }

  private static boolean mayAnswer(AwaitingApproval open, Person approver, int level) {
    return level == open.level()
        && open.dossier().approvers(level).contains(approver)
        && !open.dossier().isApprovedBy(approver, level);
  }

  private static boolean mayEnd(Known grant, GrantEvent.GrantEnd end) {
    return switch (end) {
      case GrantEvent.Denied no ->
          grant instanceof AwaitingApproval open && mayAnswer(open, no.approver(), no.level());
      case GrantEvent.Lapsed(var level) ->
          grant instanceof AwaitingApproval open && level == open.level();
      case GrantEvent.Cancelled(var person) -> grant.isPending() && isRequester(grant, person);
      case GrantEvent.Refused _ ->
          grant instanceof AwaitingApproval || grant instanceof Approved || hasPolicy(grant);
      case GrantEvent.Failed _ -> grant.isPending() || grant instanceof Activating;
      case GrantEvent.Returned(var person, _) -> hasPolicy(grant) && isRequester(grant, person);
      case GrantEvent.Revoked by -> (grant.isPending() || hasPolicy(grant)) && mayRevoke(grant, by);
      case GrantEvent.Ended(var cause) ->
          cause == Cause.NOTHING_TO_EXTEND
              ? grant instanceof Approved && grant.dossier().request().extensionOf().isPresent()
              : hasPolicy(grant);
    };
  }

  private static Grant ended(Known grant, GrantEvent.GrantEnd end) {
    Dossier dossier =
        end instanceof GrantEvent.Denied no
            ? grant.dossier().with(grant.dossier().answers().with(no))
            : grant.dossier();
    return hasPolicy(grant) ? new Ending(dossier, end.outcome()) : new Over(dossier, end.outcome());
  }

  /// Whether a policy that was announced may exist.
  private static boolean hasPolicy(Known grant) {
    return grant instanceof Activating || grant instanceof Active;
  }

  private static boolean mayRevoke(Known grant, GrantEvent.Revoked by) {
    return switch (by.standing()) {
      // Earlier builds let approvers end it from whom others had taken over.
      case APPROVER -> grant.dossier().isNamed(by.revoker());
      // The settings of that time decided who was an admin.
      case ADMIN -> true;
    };
  }

  private static boolean mayBeDenied(Dossier dossier) {
    return dossier.sessions().until().isPresent() && !dossier.sessions().denied();
  }

  private static Dossier deniedNow(Dossier dossier) {
    return dossier.with(dossier.sessions().deniedNow());
  }

  private static Dossier withoutShells(Dossier dossier) {
    return dossier.with(dossier.sessions().withoutShells());
  }

  private static boolean mayReview(Over over, Person reviewer) {
    return over.awaitsReview() && over.dossier().reviewers().contains(reviewer);
  }

  private static Dossier afterBounce(Dossier dossier, MailBounced bounced) {
    return bounced
        .link()
        .map(link -> dossier.changing(link, Question::afterBounce))
        .orElse(dossier);
  }

  private static boolean isRequester(Known grant, Person person) {
    return grant.dossier().request().requester().equals(person);
  }

  /// The first level that needs another yes is open. A yes that was taken back opens its level
  /// again.
  private static Grant asked(Dossier dossier) {
    return IntStream.range(0, dossier.request().plan().levels().size())
        .filter(level -> !dossier.isSettled(level))
        .mapToObj(level -> (Grant) new AwaitingApproval(dossier, level))
        .findFirst()
        .orElseGet(() -> new Approved(dossier));
  }

  private static Grant filed(Known grant, Dossier dossier) {
    return switch (grant) {
      case AwaitingRule _ -> new AwaitingRule(dossier);
      case AwaitingApproval open -> new AwaitingApproval(dossier, open.level());
      case Approved _ -> new Approved(dossier);
      case Activating making -> new Activating(dossier, making.plan());
      case Active active ->
          new Active(dossier, active.plan(), active.policy(), active.sessions(), active.issued());
      case Ending ending -> new Ending(dossier, ending.outcome());
      case Over over -> new Over(dossier, over.outcome());
    };
  }

  /// A pair to match on.
  record Transition(Grant from, GrantEvent event) {}
}
