package dev.hallpass.grant;

import static java.util.stream.Collectors.toSet;

import dev.hallpass.approval.Question;
import dev.hallpass.grant.GrantEvent.ApprovalSought;
import dev.hallpass.grant.GrantEvent.CodeRefused;
import dev.hallpass.grant.GrantEvent.DoorbellHung;
import dev.hallpass.grant.GrantEvent.MailSent;
import dev.hallpass.grant.GrantEvent.PolicyPlanned;
import dev.hallpass.ledger.CorruptLedger;
import dev.hallpass.policy.AccountId;
import dev.hallpass.policy.PolicyArn;
import dev.hallpass.policy.SessionName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The state of a grant, folded from its events. Each case holds exactly what is known in that
/// state.
public sealed interface Grant {

  /// Nobody asked for it.
  record Unknown() implements Grant {}

  /// A grant that was asked for, in whatever state.
  sealed interface Known extends Grant {
    /// What stays on file about it.
    Dossier dossier();

    /// The account that it opens access in.
    default AccountId account() {
      return dossier().request().role().account();
    }
  }

  /// A level of the plan is open.
  ///
  /// @param level counted from zero
  record AwaitingApproval(Dossier dossier, int level) implements Known {

    /// When the level's time runs out; empty as long as nobody was asked.
    public Optional<Instant> answerBy() {
      return dossier
          .questions(level)
          .map(question -> question.sought().answerBy())
          .min(Instant::compareTo);
    }

    /// How long the level has to answer, from when the first of it is asked.
    public Duration within() {
      return dossier.level(level).answerWithin();
    }

    boolean isTimeUp(Instant now) {
      return answerBy().filter(end -> !now.isBefore(end)).isPresent();
    }
  }

  /// Every level said yes.
  record Approved(Dossier dossier) implements Known {}

  /// The policy is being made.
  record Activating(Dossier dossier, PolicyPlanned plan) implements Known {}

  /// The access is open.
  ///
  /// @param sessions those whose credentials were announced
  record Active(Dossier dossier, PolicyPlanned plan, PolicyArn policy, Set<SessionName> sessions)
      implements Known {

    public Active {
      sessions = Set.copyOf(sessions);
    }

    private Active with(SessionName session) {
      return new Active(
          dossier,
          plan,
          policy,
          Stream.concat(sessions.stream(), Stream.of(session)).collect(toSet()));
    }
  }

  /// The access is over, and a policy may still be there.
  record Ending(Dossier dossier, Outcome outcome) implements Known {}

  /// Nothing is left.
  record Over(Dossier dossier, Outcome outcome) implements Known {}

  /// Replays a grant's events, oldest first.
  ///
  /// @throws CorruptLedger if one of them cannot follow the others
  static Grant replay(List<GrantEvent> events) {
    Grant grant = new Unknown();
    for (GrantEvent event : events) {
      grant = grant.after(event);
    }
    return grant;
  }

  /// The state that follows this one.
  ///
  /// @throws CorruptLedger if the event cannot follow
  default Grant after(GrantEvent event) {
    return switch (new Transition(this, event)) {
      case Transition(Unknown _, GrantEvent.Requested requested) ->
          new AwaitingApproval(Dossier.of(requested), 0);
      case Transition(Known known, DoorbellHung(var doorbell)) ->
          filed(known, known.dossier().with(doorbell));
      case Transition(Known known, MailSent mail) ->
          filed(known, known.dossier().changing(mail.link(), Question::afterMail));
      case Transition(Known known, CodeRefused refused) ->
          filed(known, known.dossier().changing(refused.link(), Question::afterWrongCode));
      case Transition(AwaitingApproval open, ApprovalSought sought)
          when sought.level() == open.level()
              && open.dossier().approvers(open.level()).contains(sought.approver()) ->
          filed(open, open.dossier().with(sought));
      case Transition(AwaitingApproval open, GrantEvent.Approved yes) when mayFollow(open, yes) ->
          afterApproval(open, open.dossier().with(yes));
      case Transition(AwaitingApproval open, GrantEvent.Denied no)
          when mayAnswer(open, no.approver(), no.level()) ->
          new Over(open.dossier(), Outcome.DENIED);
      case Transition(AwaitingApproval open, GrantEvent.Lapsed(var level))
          when level == open.level() ->
          new Over(open.dossier(), Outcome.LAPSED);
      case Transition(AwaitingApproval open, GrantEvent.Cancelled(var person))
          when isRequester(open, person) ->
          new Over(open.dossier(), Outcome.CANCELLED);
      case Transition(AwaitingApproval open, GrantEvent.Failed _) ->
          new Over(open.dossier(), Outcome.FAILED);
      case Transition(Approved approved, GrantEvent.Cancelled(var person))
          when isRequester(approved, person) ->
          new Over(approved.dossier(), Outcome.CANCELLED);
      case Transition(Approved approved, GrantEvent.Failed _) ->
          new Over(approved.dossier(), Outcome.FAILED);
      case Transition(Approved approved, PolicyPlanned plan)
          when plan.policy()
              .equals(approved.dossier().request().policy().until(plan.expiresAt())) ->
          new Activating(approved.dossier(), plan);
      case Transition(Activating making, GrantEvent.Activated(var policy)) ->
          new Active(making.dossier(), making.plan(), policy, Set.of());
      case Transition(Activating making, GrantEvent.Failed _) ->
          new Ending(making.dossier(), Outcome.FAILED);
      case Transition(Activating making, GrantEvent.Ended(var cause)) ->
          new Ending(making.dossier(), Outcome.of(cause));
      case Transition(Active active, GrantEvent.CredentialsPlanned planned)
          when isRequester(active, planned.requester()) ->
          active.with(planned.session());
      case Transition(Active active, GrantEvent.CredentialsIssued issued)
          when isRequester(active, issued.requester())
              && active.sessions().contains(issued.session()) ->
          active;
      case Transition(Active active, GrantEvent.Ended(var cause)) ->
          new Ending(active.dossier(), Outcome.of(cause));
      case Transition(Ending ending, GrantEvent.PolicyDeleted _) ->
          new Over(ending.dossier(), ending.outcome());
      case Transition(var state, var unexpected) ->
          throw new CorruptLedger(
              "%s cannot follow in state %s"
                  .formatted(
                      unexpected.getClass().getSimpleName(), state.getClass().getSimpleName()));
    };
  }

  // Checked again whenever the ledger is read: what the rules would not have taken is the mark of
  // somebody who wrote past them.
  private static boolean mayFollow(AwaitingApproval open, GrantEvent.Approved yes) {
    return mayAnswer(open, yes.approver(), yes.level())
        && yes.policyHash().equals(open.dossier().request().policyHash());
  }

  private static boolean mayAnswer(AwaitingApproval open, Person approver, int level) {
    return level == open.level()
        && open.dossier().approvers(level).contains(approver)
        && !open.dossier().isApprovedBy(approver, level);
  }

  private static boolean isRequester(Known grant, Person person) {
    return grant.dossier().request().requester().equals(person);
  }

  private static Grant afterApproval(AwaitingApproval open, Dossier dossier) {
    if (!dossier.isSettled(open.level())) {
      return new AwaitingApproval(dossier, open.level());
    }
    int next = open.level() + 1;
    return next < dossier.request().plan().levels().size()
        ? new AwaitingApproval(dossier, next)
        : new Approved(dossier);
  }

  private static Grant filed(Known grant, Dossier dossier) {
    return switch (grant) {
      case AwaitingApproval open -> new AwaitingApproval(dossier, open.level());
      case Approved _ -> new Approved(dossier);
      case Activating making -> new Activating(dossier, making.plan());
      case Active active -> new Active(dossier, active.plan(), active.policy(), active.sessions());
      case Ending ending -> new Ending(dossier, ending.outcome());
      case Over over -> new Over(dossier, over.outcome());
    };
  }

  /// A pair to match on.
  record Transition(Grant from, GrantEvent event) {}
}
