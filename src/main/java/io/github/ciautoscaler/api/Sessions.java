package io.github.ciautoscaler.api;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who is signed in, in memory alone: a restart signs everybody out. The one that was used longest
 * ago goes where there are too many.
 */
final class Sessions {

  static final int MOST = 100;
  static final Duration UNUSED = Duration.ofHours(1);
  static final Duration LONGEST = Duration.ofHours(12);

  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock;
  private final Map<Token, Session> all = new LinkedHashMap<>(16, 0.75f, true);

  Sessions(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * One that is signed in.
   *
   * @param token what it was opened with: it must be valid still whenever the session is used
   */
  record Session(Token token, String name, String csrf, Instant opened, Instant used) {

    private boolean isOver(Instant now) {
      return now.isAfter(opened.plus(LONGEST)) || now.isAfter(used.plus(UNUSED));
    }

    private Session usedAt(Instant now) {
      return new Session(token, name, csrf, opened, now);
    }
  }

  /** The id by which it is found; nobody can guess it, and only its digest is kept. */
  synchronized String open(Token token, String name) {
    Instant now = clock.instant();
    all.values().removeIf(session -> session.isOver(now));
    String id = unguessable();
    all.put(Token.of(id), new Session(token, name, unguessable(), now, now));
    while (all.size() > MOST) {
      all.remove(all.keySet().iterator().next());
    }
    return id;
  }

  synchronized Optional<Session> find(String id) {
    Instant now = clock.instant();
    Session found =
        all.computeIfPresent(
            Token.of(id), (_, session) -> session.isOver(now) ? null : session.usedAt(now));
    return Optional.ofNullable(found);
  }

  synchronized void end(String id) {
    all.remove(Token.of(id));
  }

  private String unguessable() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
