package io.github.ciautoscaler.hetzner;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one request ended, before anybody decides what that means.
 *
 * @param <T> what a good answer holds
 */
sealed interface Answer<T> {

  record Ok<T>(T body) implements Answer<T> {}

  record Failed<T>(CallFailure failure) implements Answer<T> {}

  /** Why there is no good answer. */
  sealed interface CallFailure {

    /** For people; never holds the token or user data. */
    String describe();

    /** Whether the API itself says that the thing does not exist. */
    default boolean isNotFound() {
      return switch (this) {
        case Refusal refusal -> refusal.saysNotFound();
        case Lost _, Garbled _ -> false;
      };
    }
  }

  /**
   * An answer that is not 2xx.
   *
   * @param call method and path
   * @param retryAfter as the answer told, if it did
   */
  record Refusal(
      String call,
      int status,
      ApiError error,
      @Nullable String correlationId,
      @Nullable Duration retryAfter)
      implements CallFailure {

    @Override
    public String describe() {
      String code = error.code().isEmpty() ? "without an error code" : error.code();
      String text = error.text().isEmpty() ? "" : ": " + error.text();
      String id = correlationId == null ? "" : " (correlation id " + correlationId + ")";
      return call + " answered " + status + " " + code + text + id;
    }

    private boolean saysNotFound() {
      return error.code().equals("not_found")
          || (status == 404 && error.code().isEmpty() && !error.page());
    }
  }

  /** No answer, or not all of it. */
  record Lost(String call, Cause cause, String detail) implements CallFailure {

    enum Cause {
      /** The request surely never reached the API. */
      NOT_SENT,
      TIMED_OUT,
      /** The connection ended after the request may have been read. */
      CUT_OFF
    }

    @Override
    public String describe() {
      return switch (cause) {
        case NOT_SENT -> call + " was not sent: " + detail;
        case TIMED_OUT -> call + " was not answered in time";
        case CUT_OFF -> call + " lost its connection: " + detail;
      };
    }
  }

  /** A 2xx whose body is not what the contract says. */
  record Garbled(String call, String detail) implements CallFailure {

    @Override
    public String describe() {
      return call + " answered what is not in its contract: " + detail;
    }
  }
}
