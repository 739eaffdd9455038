package io.github.ciautoscaler.kubernetes;

import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Reading.Trouble;
import io.github.ciautoscaler.reconcile.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Why a call brought no usable answer. No problem text holds a secret. */
sealed interface Failure {

  String problem();

  /** The server said no. */
  record Refused(String problem, int code, Wire.Status status, @Nullable Duration retryAfter)
      implements Failure {

    boolean isNotFound() {
      return code == 404 && "NotFound".equals(status.reason());
    }
  }

  /** The request did not go out. */
  record NotSent(String problem, boolean timedOut) implements Failure {}

  /** The request went out, and no complete answer came. */
  record Unanswered(String problem, boolean timedOut) implements Failure {}

  /** A successful answer that is not what the contract says. */
  record Garbled(String problem) implements Failure {}

  /** What it means for a read. */
  default Trouble trouble() {
    return switch (this) {
      case Refused refused -> ofCode(refused.code());
      case NotSent notSent -> notSent.timedOut() ? Trouble.TIMED_OUT : Trouble.UNREACHABLE;
      case Unanswered lost -> lost.timedOut() ? Trouble.TIMED_OUT : Trouble.UNREACHABLE;
      case Garbled _ -> Trouble.GARBLED;
    };
  }

  private static Trouble ofCode(int code) {
    return switch (code) {
      case 401 -> Trouble.UNAUTHORIZED;
      case 403 -> Trouble.FORBIDDEN;
      case 404, 405, 406 -> Trouble.UNSUPPORTED;
      case 429 -> Trouble.RATE_LIMITED;
      case 504 -> Trouble.TIMED_OUT;
      default -> code >= 500 ? Trouble.UNREACHABLE : Trouble.GARBLED;
    };
  }

  default <T> Reading<T> reading(Instant takenAt) {
    return new Reading.Failed<>(trouble(), problem(), takenAt);
  }

  /** What it means for a write, as far as no call has its own rule. */
  default Outcome.Failure outcome() {
    return switch (this) {
      case Refused refused -> ofCode(refused);
      case NotSent _ -> new Outcome.Transient(problem());
      case Unanswered _, Garbled _ -> new Outcome.Unknown(problem());
    };
  }

  private static Outcome.Failure ofCode(Refused refused) {
    String problem = refused.problem();
    return switch (refused.code()) {
      case 401 -> new Outcome.Unauthorized(problem);
      case 403 -> new Outcome.Forbidden(problem);
      case 404 -> new Outcome.Missing(problem);
      case 409, 410, 503 -> new Outcome.Transient(problem);
      case 429 -> new Outcome.RateLimited(problem, refused.retryAfter());
      default ->
          refused.code() >= 500 ? new Outcome.Unknown(problem) : new Outcome.Invalid(problem);
    };
  }
}
