package dev.hallpass.ledger;

import dev.hallpass.grant.Clocks;
import dev.hallpass.grant.Decision;
import dev.hallpass.grant.Decision.Accepted;
import dev.hallpass.grant.Doorbell;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.grant.GrantEvent.Refused;
import dev.hallpass.grant.GrantRules;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Runs commands: reads the ledger, decides, seals or refuses a yes, and appends the event. It
/// begins again when another writer was faster.
public final class Grants {

  // Another writer wins each lost race, so only a hundred writers at once can make a command lose
  // this often.
  private static final int MOST_RACES = 100;
  private static final Duration HOUR = Duration.ofHours(1);
  // So that many questions that are held write few entries.
  private static final Duration NEXT_TRY = Duration.ofMinutes(10);

  private final Ledger ledger;
  private final RecentHistories recent;
  private final InstantSource clock;
  private final Sealer sealer;
  private final Objections objections;

  public Grants(Ledger ledger, InstantSource clock) {
    this(ledger, clock, Sealer.NONE, Objections.NONE);
  }

  /// @param sealer seals each yes
  /// @param objections what speaks against a yes
  public Grants(Ledger ledger, InstantSource clock, Sealer sealer, Objections objections) {
    this.objections = objections;
    this.ledger = ledger;
    this.recent = new RecentHistories(ledger);
    this.clock = clock;
    this.sealer = sealer;
  }

  /// The history of a grant.
  ///
  /// @throws dev.hallpass.grant.CorruptLedger if the entries contradict each other
  public History read(GrantId grant) {
    return ledger.read(grant);
  }

  /// The same for frequent reads. If the grant was read this way a short time ago, only newer
  /// entries are read and checked.
  ///
  /// @throws dev.hallpass.grant.CorruptLedger if those entries contradict the others
  public History readOn(GrantId grant) {
    return recent.read(grant);
  }

  /// The doorbell of a grant whose entries contradict each other; empty if none was hung.
  public Optional<Doorbell> lastDoorbell(GrantId grant) {
    return ledger.lastDoorbell(grant);
  }

  /// The newest grants of a person, newest first.
  public List<History> requestedBy(Person requester, int limit) {
    return ledger.requestedBy(requester, limit).stream()
        .map(ledger::read)
        // An index is not part of the chain, so its answer is checked against the entries.
        .filter(history -> isRequestOf(history, requester))
        .toList();
  }

  /// What became of a person's grants for an entitlement, the newest first, as the index says: it
  /// can be some seconds old.
  ///
  /// @param limit the most to return
  /// @throws dev.hallpass.port.OutcomeUnknown if the ledger did not answer
  public List<Precedent> precedents(Person requester, EntitlementId entitlement, int limit) {
    return ledger.precedents(requester, entitlement, limit);
  }

  /// The newest grants of a human being, newest first, as the index says: it can be some seconds
  /// old.
  ///
  /// @param limit the most grants to return
  public List<GrantId> newestOf(Person requester, int limit) {
    return ledger.requestedBy(requester, limit);
  }

  /// The number of grants that a person requested after an instant. It can be some seconds old.
  ///
  /// @param most where to stop counting
  public int requestedSince(Person requester, Instant since, int most) {
    return ledger.requestedSince(requester, since, most).size();
  }

  /// The entries that are due after one instant and not after another, the earliest first. The list
  /// can be some seconds old.
  public List<Due> due(Instant after, Instant until) {
    return ledger.due(after, until);
  }

  /// The grants that wait for a person's answer, the one that lapses first at the beginning.
  /// Questions of the last seconds may be missing.
  ///
  /// @param most the most grants to list
  public Awaiting awaiting(Person approver, int most) {
    Instant now = now();
    List<GrantId> asked = ledger.soughtFrom(approver, now);
    if (asked.isEmpty()) {
      return new Awaiting(List.of(), false);
    }
    // The index is not believed: what it calls settled is only not shown.
    Set<GrantId> settled = ledger.settledBefore(now);
    List<History> waiting =
        asked.stream()
            .filter(grant -> !settled.contains(grant))
            .map(ledger::read)
            .filter(history -> awaits(history, approver, now))
            .limit(most + 1L)
            .toList();
    return new Awaiting(
        waiting.stream().limit(most).sorted(Comparator.comparing(Grants::due)).toList(),
        waiting.size() > most);
  }

  /// Until when a person gets no question by mail, because they got as many as they may within an
  /// hour; empty if they may get one now. Mails of the last seconds may be missing.
  ///
  /// @param most the most questions that one person gets by mail within an hour
  public Optional<Instant> mailHeldUntil(Person person, int most) {
    Instant now = now();
    List<Instant> mails = ledger.mailedTo(person, now.minus(HOUR), most);
    return Optional.of(mails)
        .filter(sent -> sent.size() >= most)
        .map(sent -> later(sent.getLast().plus(HOUR), now.plus(NEXT_TRY)));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant due(History history) {
    return history.state() instanceof Grant.AwaitingApproval open
        ? open.answerBy().orElse(Instant.MAX)
        : Instant.MAX;
  }

  private static boolean awaits(History history, Person approver, Instant now) {
    return history.state() instanceof Grant.AwaitingApproval open
        && open.dossier().approvers(open.level()).contains(approver)
        && !open.dossier().isApprovedBy(approver, open.level())
        && !open.isTimeUp(now);
  }

  private static boolean isRequestOf(History history, Person person) {
    return history.state() instanceof Grant.Known grant
        && grant.dossier().request().requester().equals(person);
  }

  /// Runs a command on a grant.
  ///
  /// @throws Contended if other writers were always faster
  /// @throws dev.hallpass.port.OutcomeUnknown if a yes could not be sealed
  public Run run(GrantId grant, GrantCommand command) {
    return run(ledger.read(grant), command);
  }

  /// Runs a command on a grant whose history was just read.
  ///
  /// @throws Contended if other writers were always faster
  public Run run(History history, GrantCommand command) {
    History current = history;
    for (int race = 0; race < MOST_RACES; race++) {
      Instant now = now();
      Decision decision = GrantRules.decide(current.state(), command, now);
      if (!(decision instanceof Accepted(GrantEvent decided))) {
        return new Run(decision, current);
      }
      GrantEvent event = decided instanceof Approved yes ? given(current, yes, now) : decided;
      Optional<Entry> entry = ledger.append(current, event, now);
      if (entry.isPresent()) {
        return new Run(new Accepted(event), current.with(entry.get()));
      }
      current = ledger.readOn(current);
    }
    throw new Contended(history.grant());
  }

  /// Runs commands on a grant whose history was just read, and records together those that are
  /// accepted: all of them or none. None of them is a yes.
  ///
  /// @param commands what to do with a grant in this state, asked again if another writer was
  ///   faster
  /// @return the history with them
  /// @throws Contended if other writers were always faster
  public History runTogether(History history, Function<History, List<GrantCommand>> commands) {
    History current = history;
    for (int race = 0; race < MOST_RACES; race++) {
      Instant now = now();
      List<GrantEvent> events = accepted(current.state(), commands.apply(current), now);
      Optional<History> after =
          events.isEmpty() ? Optional.of(current) : ledger.append(current, events, now);
      if (after.isPresent()) {
        return after.get();
      }
      current = ledger.readOn(current);
    }
    throw new Contended(history.grant());
  }

  private static List<GrantEvent> accepted(Grant grant, List<GrantCommand> commands, Instant now) {
    List<GrantEvent> events = new ArrayList<>();
    Grant state = grant;
    for (GrantCommand command : commands) {
      if (GrantRules.decide(state, command, now) instanceof Accepted(GrantEvent event)) {
        events.add(event);
        state = state.after(event);
      }
    }
    return events;
  }

  /// A yes with its seal, or the end of a request that Hallpass would not open.
  private GrantEvent given(History before, Approved yes, Instant now) {
    return objections
        .to(before)
        .<GrantEvent>map(Refused::new)
        .orElseGet(() -> yes.with(sealer.seal(before.statement(yes, now))));
  }

  /// The time in milliseconds, the precision of entries.
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /// The earliest time that another clock can show now. What is over by this time is over for every
  /// clock.
  public Instant earliestNow() {
    return now().minus(Clocks.APART);
  }

  /// The latest time that another clock can show now. What is not over by this time is over for no
  /// clock.
  public Instant latestNow() {
    return now().plus(Clocks.APART);
  }

  /// The grants that wait for a person's answer.
  ///
  /// @param more whether more grants wait than these
  public record Awaiting(List<History> grants, boolean more) {
    public Awaiting {
      grants = List.copyOf(grants);
    }
  }

  /// The result of a command: the decision, and the history with the new entry.
  public record Run(Decision decision, History history) {

    /// Whether the command was accepted and recorded.
    public boolean isAccepted() {
      return decision instanceof Accepted;
    }
  }

  /// Thrown when so many writers write to a grant at once that a command finds no place.
  public static final class Contended extends RuntimeException {
    Contended(GrantId grant) {
      super("Too many writers at once on " + grant);
    }
  }
}
