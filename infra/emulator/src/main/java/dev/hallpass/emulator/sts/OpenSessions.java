package dev.hallpass.emulator.sts;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// All sessions, also expired ones.
public final class OpenSessions {
  private final Map<String, Session> byAccessKey = new ConcurrentHashMap<>();
  private final Map<String, Session> byArn = new ConcurrentHashMap<>();

  /// Adds a session.
  public void add(Session session) {
    byAccessKey.put(session.credentials().accessKeyId(), session);
    byArn.put(session.principal().arn(), session);
  }

  /// The session of these credentials, if the token is right.
  public Optional<Session> withCredentials(String accessKeyId, String sessionToken) {
    return Optional.ofNullable(byAccessKey.get(accessKeyId))
        .filter(session -> session.credentials().sessionToken().equals(sessionToken));
  }

  /// The session with this ARN, the newest if several have the same name.
  public Optional<Session> withArn(String arn) {
    return Optional.ofNullable(byArn.get(arn));
  }
}
