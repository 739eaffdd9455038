package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.Server;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a write, or a look right before one, ended. Failures are told apart by the reaction. */
public sealed interface Outcome {

  /** Whether the next effect of the sequence may follow. */
  default boolean succeeded() {
    return switch (this) {
      case Done _, Gone _, Created _, Found _ -> true;
      case Failure _ -> false;
    };
  }

  record Done() implements Outcome {}

  /** 404 where the thing was to be removed anyway: done. */
  record Gone() implements Outcome {}

  record Created(Server server) implements Outcome {}

  /** The answer to a look by name. */
  record Found(Optional<Server> server) implements Outcome {}

  /** It did not happen, or it is not known whether it did. The message never holds a secret. */
  sealed interface Failure extends Outcome {
    String message();
  }

  /** A time-out or a gateway error after the request was sent: it may have happened. */
  record Unknown(String message) implements Failure {}

  /**
   * It did not happen and may work later: no connection, 5xx before anything was done, conflict.
   */
  record Transient(String message) implements Failure {}

  /** 423, or the object changed meanwhile: it is plainly tried again in a later pass. */
  record Locked(String message) implements Failure {}

  /** 404 where the thing was needed. */
  record Missing(String message) implements Failure {}

  /** The name is taken: look it up and adopt it. */
  record NameTaken(String message) implements Failure {}

  /** Out of stock, or this type is not sold there: the next offering. */
  record PlacementUnavailable(String message) implements Failure {}

  /**
   * This type is refused wherever it is ordered: a limit on its kind of cores, an image of another
   * architecture.
   */
  record TypeUnavailable(String message) implements Failure {}

  /** A limit that may be this offering's alone or the account's: the next offering tells. */
  record LimitUnclear(String message) implements Failure {}

  /** An account limit: launches stop for a while. */
  record LimitReached(String message) implements Failure {}

  /** 401 or a read-only token: nothing works until the token is mended. */
  record Unauthorized(String message) implements Failure {}

  /** 403: this call is not allowed to us. */
  record Forbidden(String message) implements Failure {}

  /** 429. */
  record RateLimited(String message, @Nullable Duration retryAfter) implements Failure {}

  /** A disruption budget does not allow the eviction now. */
  record Blocked(String message) implements Failure {}

  /** A look found what forbids the next step, for example a running job. */
  record Refused(String message) implements Failure {}

  /** The request itself is wrong: nothing will change until the configuration does. */
  record Invalid(String message) implements Failure {}

  /** The call does not exist there: a forge that is too old to disable runners. */
  record Unsupported(String message) implements Failure {}
}
