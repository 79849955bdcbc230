package dev.hallpass.emulator.sts;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Every session that was ever begun, expired ones included.
public final class OpenSessions {
  private final Map<String, Session> byAccessKey = new ConcurrentHashMap<>();
  private final Map<String, Session> byArn = new ConcurrentHashMap<>();

  void add(Session session) {
    byAccessKey.put(session.credentials().accessKeyId(), session);
    byArn.put(session.principal().arn(), session);
  }

  /// The session that these credentials belong to, if the token is its token.
  public Optional<Session> withCredentials(String accessKeyId, String sessionToken) {
    return Optional.ofNullable(byAccessKey.get(accessKeyId))
        .filter(session -> session.credentials().sessionToken().equals(sessionToken));
  }

  /// The session of that ARN, the newest when several were begun under one name.
  public Optional<Session> withArn(String arn) {
    return Optional.ofNullable(byArn.get(arn));
  }
}
