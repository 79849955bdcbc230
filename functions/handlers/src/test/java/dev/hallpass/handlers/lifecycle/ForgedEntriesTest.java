package dev.hallpass.handlers.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.authority.Authority;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.people.Groups;
import dev.hallpass.figures.Figures;
import dev.hallpass.fuzz.Cases;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.Catalogs;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.handlers.WatchedLedger;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.History;
import dev.hallpass.ledger.InMemoryLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// That nobody opens access by entries alone, whatever they write. What is opened on forged entries
/// must be what the deployed catalogue gives without a person, or what the people of the good grant
/// said yes to.
class ForgedEntriesTest {

  private static final int FORGED = 40_000;
  private static final Catalog CATALOG = Catalogs.deployed();

  private final InMemorySystem system = new InMemorySystem();
  private final List<History> good = good();
  private final Forgery forgery = new Forgery(good);
  private final Authority authority = system.wiring().authority(CATALOG);
  private final Instant now = system.clock.instant();

  private int impossible;
  private int refused;
  private int notOpen;
  private int harmless;

  @Test
  void nothingForgedOpensMoreThanTheCatalogueGives() {
    Cases cases = new Cases("functions/handlers", ForgedEntriesTest.class, FORGED);
    List<String> opened = cases.wrong(this::opened);

    Figures.note(
        "forged or altered entries with good hashes %d: contradicting %d, not open %d, refused %d, opening what was approved anyway %d, opening more %d",
        impossible + notOpen + refused + harmless + opened.size(),
        impossible,
        notOpen,
        refused,
        harmless,
        opened.size());
    assertThat(opened).isEmpty();
    if (Cases.areAllPlayed()) {
      // Most forgeries must come as far as the check that they are to pass.
      assertThat(refused).isGreaterThan(Cases.share(FORGED / 10));
      assertThat(harmless).isPositive();
    }
  }

  private List<String> opened(SplittableRandom random) {
    History original = good.get(random.nextInt(good.size()));
    Optional<Forged> forged = Optional.empty();
    while (forged.isEmpty()) {
      forged = forgery.of(original, random);
    }
    return opened(original, forged.get().into(new InMemoryLedger())).stream().toList();
  }

  private Optional<String> opened(History original, History history) {
    try {
      if (!(history.state() instanceof Known grant) || !mayOpen(grant)) {
        notOpen++;
        return Optional.empty();
      }
      if (authority.doubt(history, now).isPresent()) {
        refused++;
        return Optional.empty();
      }
      if (isHarmless(original, history)) {
        harmless++;
        return Optional.empty();
      }
      return Optional.of("opened: " + history.entries());
    } catch (CorruptLedger _) {
      impossible++;
      return Optional.empty();
    }
  }

  private static boolean mayOpen(Known grant) {
    return grant instanceof Grant.Approved
        || grant instanceof Grant.Activating
        || grant instanceof Grant.Active;
  }

  /// The other way to say what may open: without seals, and without the code that derives again.
  private boolean isHarmless(History original, History history) {
    Requested request = history.known().dossier().request();
    boolean isByPeople = request.plan() instanceof ApprovalPlan.ByPeople;
    Instant end = history.plannedEnd().orElse(now);
    return isInTime(request, end)
        && isByItsOwnPolicy(history)
        && (isByPeople ? isApprovedAnyway(original, history) : isGivenToEverybody(request));
  }

  private static boolean isByItsOwnPolicy(History history) {
    return !(history.state() instanceof Grant.Active active)
        || active.policy().value().endsWith("/" + history.grant());
  }

  private boolean isInTime(Requested request, Instant end) {
    return !end.isAfter(now.plus(request.duration()).plus(Duration.ofMinutes(10)));
  }

  /// Whether the people of the good grant said yes to exactly this: all entries before the last yes
  /// are good.
  private static boolean isApprovedAnyway(History original, History history) {
    int yeses = lastYes(original) + 1;
    return yeses > 0
        && history.entries().size() >= yeses
        && original.known().dossier().request().equals(history.known().dossier().request())
        && history.entries().subList(0, yeses).equals(original.entries().subList(0, yeses));
  }

  private static int lastYes(History history) {
    return IntStream.range(0, history.entries().size())
        .filter(i -> history.entries().get(i).event() instanceof Approved)
        .max()
        .orElse(-1);
  }

  private static boolean isGivenToEverybody(Requested request) {
    return CATALOG.entitlements().stream()
        .filter(one -> one.id().equals(request.entitlement()))
        .filter(one -> one.isOpenTo(request.requester(), Groups.NONE))
        .filter(one -> request.duration().compareTo(one.longest()) <= 0)
        .anyMatch(one ->
            one.render(request.parameters(), request.requester(), request.role().account())
                .equals(request.policy()));
  }

  @Test
  void noForgedMemberPassesTheDoorsOfActivationAndCredentials() {
    SplittableRandom random = new SplittableRandom(4711);
    List<String> opened = new ArrayList<>();
    int tried = 0;
    for (History original : good) {
      for (Forged forged : forgery.ofEachMember(original, random).toList()) {
        tried++;
        WatchedLedger ledger = new WatchedLedger();
        History history = forged.into(ledger);
        if (isOpenedByTheDoors(ledger, forged.grant()) && !isHarmless(original, history)) {
          opened.add(history.entries().toString());
        }
      }
    }

    Figures.note(
        "forged members of entries, put to activation and credentials %d, opening more %d",
        tried, opened.size());
    assertThat(opened).isEmpty();
  }

  private static boolean isOpenedByTheDoors(WatchedLedger ledger, GrantId grant) {
    InMemorySystem other = new InMemorySystem(CATALOG, ledger);
    try {
      other.run("Activate", grant);
      other.answer(ProxyCall.of("IssueCredentials").on(grant));
    } catch (CorruptLedger _) {
      // What contradicts itself opens nothing.
    }
    return !other.policies.of(grant).isEmpty() || !other.sessions.opened().isEmpty();
  }

  /// Good grants of each kind, in each state from the first yes to the access.
  private List<History> good() {
    GrantId open = system.active();
    system.answer(ProxyCall.of("IssueCredentials").on(open));
    GrantId elsewhere = system.activeElsewhere();
    GrantId broken = system.broken();
    system.run("SeekApproval", broken);
    system.run("Activate", broken);
    GrantId halfway = system.requestedOfTwo();
    system.run("SeekApproval", halfway);
    system.answer(ProxyCall.of("ApproveGrant").on(halfway));
    GrantId managed = system.approvedToSeeBills();
    return Stream.of(open, elsewhere, broken, halfway, system.approved(), system.sought(), managed)
        .map(system.grants::read)
        .toList();
  }

  @Test
  void theOtherWayToSayWhatMayOpenAgreesAboutGoodGrants() {
    assertThat(good.stream().filter(history -> mayOpen(history.known())))
        .hasSize(5)
        .allMatch(history -> authority.doubt(history, now).isEmpty())
        .allMatch(history -> isHarmless(history, history));
    assertThat(PolicyJson.hash(good.getFirst().known().dossier().request().policy()))
        .isEqualTo(good.getFirst().known().dossier().request().policyHash());
  }
}
