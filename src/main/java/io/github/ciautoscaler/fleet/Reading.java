package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.time.Instant;

/**
 * What a source answered, and how well. Only a complete reading may lower demand or remove a
 * machine; unknown is never zero.
 *
 * @param <T> what was read
 */
public sealed interface Reading<T> {

  /** When the first request of this reading was sent, so that nothing in it is older. */
  Instant takenAt();

  /** The same, as taken so much later. */
  Reading<T> movedBy(Duration change);

  /** Everything that the source has: as many distinct ids as its total says, on every page. */
  record Complete<T>(T value, Instant takenAt) implements Reading<T> {
    @Override
    public Complete<T> movedBy(Duration change) {
      return new Complete<>(value, takenAt.plus(change));
    }
  }

  /** Some of it: a page failed or the list moved while it was read. What is there is true. */
  record Partial<T>(T value, Instant takenAt, String problem) implements Reading<T> {
    @Override
    public Partial<T> movedBy(Duration change) {
      return new Partial<>(value, takenAt.plus(change), problem);
    }
  }

  /** Nothing usable. The problem never holds a secret. */
  record Failed<T>(Trouble trouble, String problem, Instant takenAt) implements Reading<T> {
    @Override
    public Failed<T> movedBy(Duration change) {
      return new Failed<>(trouble, problem, takenAt.plus(change));
    }
  }

  /** Why a source did not answer, as far as the reaction differs. */
  enum Trouble {
    /** It accepted the connection, or the request, and did not answer in time. */
    TIMED_OUT,
    /** No connection, a reset, a gateway's 5xx. */
    UNREACHABLE,
    /** 401: the token is wrong. */
    UNAUTHORIZED,
    /** 403: the token may not. */
    FORBIDDEN,
    /** 429: asked too often. */
    RATE_LIMITED,
    /** An answer that is not what the contract says. */
    GARBLED,
    /** The other side is too old, or the call does not exist there. */
    UNSUPPORTED
  }
}
