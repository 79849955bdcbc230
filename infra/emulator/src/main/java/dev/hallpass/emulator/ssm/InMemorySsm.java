package dev.hallpass.emulator.ssm;

import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.emulator.template.PseudoParameters;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribeSessionsRequest;
import software.amazon.awssdk.services.ssm.model.DescribeSessionsResponse;
import software.amazon.awssdk.services.ssm.model.Session;
import software.amazon.awssdk.services.ssm.model.SessionState;
import software.amazon.awssdk.services.ssm.model.SessionStatus;
import software.amazon.awssdk.services.ssm.model.StartSessionRequest;
import software.amazon.awssdk.services.ssm.model.StartSessionResponse;
import software.amazon.awssdk.services.ssm.model.TerminateSessionRequest;
import software.amazon.awssdk.services.ssm.model.TerminateSessionResponse;

/// The sessions of Session Manager, in all accounts and regions. As on AWS, only their beginning is
/// authorized: a session goes on until it is terminated, also if its owner loses all permissions.
/// [Source]( https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html)
public final class InMemorySsm {
  /// The largest page. [Source](
  /// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeSessions.html)
  private static final int PAGE = 200;

  private final InstantSource clock;
  private final Map<String, Begun> sessions = new ConcurrentSkipListMap<>();
  private final AtomicInteger begun = new AtomicInteger();

  public InMemorySsm(InstantSource clock) {
    this.clock = clock;
  }

  private record Begun(PseudoParameters place, Session session) {}

  /// Session Manager as a caller sees it.
  ///
  /// @param place the caller's account in one region
  public SsmClient of(Principal caller, PseudoParameters place) {
    return new View(caller, place);
  }

  /// Begins a session of ECS Exec, as ECS does for a caller that may do that.
  ///
  /// @param target the container
  /// @return its id
  public String execute(Principal caller, PseudoParameters place, String target) {
    return begin("ecs-execute-command", caller, place, target);
  }

  /// The ids of the sessions that are open anywhere, in order.
  public List<String> open() {
    return List.copyOf(sessions.keySet());
  }

  private String begin(String name, Principal caller, PseudoParameters place, String target) {
    String id = "%s-0%016x".formatted(name, begun.incrementAndGet());
    sessions.put(
        id,
        new Begun(
            place,
            Session.builder()
                .sessionId(id)
                .target(target)
                .owner(caller.arn())
                .status(SessionStatus.CONNECTED)
                .startDate(clock.instant())
                .build()));
    return id;
  }

  private final class View implements SsmClient {
    private final Principal caller;
    private final PseudoParameters place;

    View(Principal caller, PseudoParameters place) {
      this.caller = caller;
      this.place = place;
    }

    @Override
    public StartSessionResponse startSession(StartSessionRequest request) {
      String arn = caller.arn();
      String id = begin(arn.substring(arn.lastIndexOf('/') + 1), caller, place, request.target());
      return StartSessionResponse.builder().sessionId(id).build();
    }

    @Override
    public DescribeSessionsResponse describeSessions(DescribeSessionsRequest request) {
      if (request.state() != SessionState.ACTIVE || request.hasFilters()) {
        throw new UnsupportedOperationException(
            "ssm:DescribeSessions is emulated for active sessions without filters");
      }
      int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
      int size = request.maxResults() == null ? PAGE : request.maxResults();
      List<Session> all =
          sessions.values().stream()
              .filter(one -> one.place().equals(place))
              .map(Begun::session)
              .toList();
      List<Session> page = all.stream().skip(from).limit(size).toList();
      int next = from + page.size();
      return DescribeSessionsResponse.builder()
          .sessions(page)
          .nextToken(next < all.size() ? String.valueOf(next) : null)
          .build();
    }

    /// Answers the same for a session that is over.
    @Override
    public TerminateSessionResponse terminateSession(TerminateSessionRequest request) {
      sessions.computeIfPresent(
          request.sessionId(), (_, one) -> one.place().equals(place) ? null : one);
      return TerminateSessionResponse.builder().sessionId(request.sessionId()).build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
