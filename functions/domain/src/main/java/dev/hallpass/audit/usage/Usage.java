package dev.hallpass.audit.usage;

import dev.hallpass.audit.grants.GrantRecord;
import dev.hallpass.audit.grants.GrantRecord.Session;
import dev.hallpass.identity.GrantId;
import dev.hallpass.policy.Glob;
import dev.hallpass.policy.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the sessions of a grant did, as CloudTrail tells it, beside what its policy allowed. Calls
/// that a trail does not record are not here: data events are recorded only where that was chosen.
public final class Usage {

  private final GrantRecord grant;
  private final Map<String, Calls> done = new TreeMap<>();
  private final Map<String, Calls> denied = new TreeMap<>();
  private final Map<String, Calls> failed = new TreeMap<>();
  private final Set<String> seen = new HashSet<>();
  private final Set<String> opened = new HashSet<>();
  private final Coverage coverage;
  private int strangers;

  private Usage(GrantRecord grant, Coverage coverage) {
    this.grant = grant;
    this.coverage = coverage;
  }

  /// The usage of grants, from one reading of a trail.
  public static Map<GrantId, Usage> of(Collection<GrantRecord> grants, Trail trail) {
    Map<GrantId, Usage> usages = new LinkedHashMap<>();
    Map<String, Usage> bySession = new HashMap<>();
    Map<String, Coverage> byAccount = new HashMap<>();
    for (GrantRecord grant : grants) {
      Usage usage =
          new Usage(grant, byAccount.computeIfAbsent(grant.account().value(), _ -> new Coverage()));
      usages.put(grant.grant(), usage);
      grant.sessions().stream()
          .map(Session::name)
          .forEach(session -> bySession.put(session.value(), usage));
    }
    trail.each(event -> {
      @Nullable Usage usage = event.session().map(bySession::get).orElse(null);
      if (usage != null) {
        usage.add(event);
      }
      @Nullable Coverage covered = event.account().map(byAccount::get).orElse(null);
      if (covered != null) {
        covered.add(event);
        @Nullable Usage opening = event.opened().map(bySession::get).orElse(null);
        if (opening != null && opening.coverage == covered) {
          opening.opened.add(event.opened().orElseThrow());
        }
      }
    });
    return usages;
  }

  private void add(TrailEvent event) {
    // Several files, or a file and a lookup, may have the same event.
    if (!seen.add(event.id())) {
      return;
    }
    if (event.sourceIdentity().filter(who -> !who.equals(grant.requester().email())).isPresent()) {
      strangers++;
      return;
    }
    Map<String, Calls> calls =
        event.isDenied() ? denied : event.error().isPresent() ? failed : done;
    calls.merge(event.action(), Calls.of(event), Calls::and);
  }

  public GrantRecord grant() {
    return grant;
  }

  /// The actions with success.
  public Map<String, Calls> done() {
    return done;
  }

  /// The actions that were tried and denied.
  public Map<String, Calls> denied() {
    return denied;
  }

  /// The actions that were allowed and failed otherwise.
  public Map<String, Calls> failed() {
    return failed;
  }

  /// How many events have a session of the grant and the source identity of another person. No
  /// session of Hallpass can have made them.
  public int strangers() {
    return strangers;
  }

  /// Why the trail cannot tell that the grant was not used; empty if it can. It can if it has the
  /// opening of each session, something of the account from after the sessions, and calls on data.
  Optional<String> gap() {
    Optional<String> unseen =
        grant.sessions().stream()
            .filter(session -> session.expiresAt().isPresent())
            .map(session -> session.name().value())
            .filter(name -> !opened.contains(name))
            .findFirst()
            .map(name ->
                "the trail does not have the opening of %s in %s".formatted(name, grant.account()));
    Instant over =
        grant.sessions().stream()
            .flatMap(session -> session.until(grant.closed()).stream())
            .max(Instant::compareTo)
            .orElse(Instant.MIN);
    return unseen
        .or(() ->
            coverage.last.isBefore(over)
                ? Optional.of("the trail ends before the sessions did")
                : Optional.empty())
        .or(() ->
            coverage.hasData
                ? Optional.empty()
                : Optional.of("the trail has no calls on data of %s".formatted(grant.account())));
  }

  /// Whether the trail has an event of the grant.
  public boolean isUsed() {
    return !done.isEmpty() || !denied.isEmpty() || !failed.isEmpty();
  }

  /// Each action that the grant's own statements allowed, with what was done of it.
  public List<Permission> permissions() {
    List<Permission> permissions = new ArrayList<>();
    for (Statement statement : grant.request().policy().statements()) {
      if (statement.allows() && !statement.scope().isOfOtherActions()) {
        for (String action : statement.actions()) {
          permissions.add(new Permission(action, statement.resources(), calls(action)));
        }
      }
    }
    return permissions;
  }

  private Optional<Calls> calls(String action) {
    return Stream.of(done, failed)
        .flatMap(calls -> calls.entrySet().stream())
        .filter(call -> Glob.coversIgnoringCase(action, call.getKey()))
        .map(Map.Entry::getValue)
        .reduce(Calls::and);
  }

  /// What a trail has of an account.
  private static final class Coverage {

    private Instant last = Instant.MIN;
    private boolean hasData;

    void add(TrailEvent event) {
      last = event.at().isAfter(last) ? event.at() : last;
      hasData |= event.isOnData();
    }
  }

  /// An action that a policy allowed.
  ///
  /// @param calls what was done of it; empty if the trail has nothing
  public record Permission(String action, List<String> resources, Optional<Calls> calls) {

    public Permission {
      resources = List.copyOf(resources);
    }
  }

  /// Calls of one action.
  ///
  /// @param last the last of them
  /// @param resources the first resources that they named
  public record Calls(int count, Instant last, List<String> resources) {

    private static final int MOST = 10;

    public Calls {
      resources = resources.stream().distinct().sorted().limit(MOST).toList();
    }

    static Calls of(TrailEvent event) {
      return new Calls(1, event.at(), event.resources());
    }

    Calls and(Calls other) {
      List<String> all = new ArrayList<>(resources);
      all.addAll(other.resources);
      return new Calls(count + other.count, last.isAfter(other.last) ? last : other.last, all);
    }
  }
}
