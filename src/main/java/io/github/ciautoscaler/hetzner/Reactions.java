package io.github.ciautoscaler.hetzner;

import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Reading.Trouble;
import io.github.ciautoscaler.hetzner.Answer.CallFailure;
import io.github.ciautoscaler.hetzner.Answer.Garbled;
import io.github.ciautoscaler.hetzner.Answer.Lost;
import io.github.ciautoscaler.hetzner.Answer.Refusal;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.Outcome.Failure;

/**
 * What a failure asks of us. Hetzner's error code decides; the HTTP status only where there is no
 * code that we know, because statuses differed between deployments.
 */
final class Reactions {

  private Reactions() {}

  /** After a write: what cannot be known to be undone is {@link Outcome.Unknown}. */
  static Failure afterWrite(CallFailure failure) {
    return switch (failure) {
      case Refusal refusal -> byCode(refusal);
      case Garbled garbled -> new Outcome.Unknown(garbled.describe());
      case Lost lost ->
          switch (lost.cause()) {
            case NOT_SENT -> new Outcome.Transient(lost.describe());
            case TIMED_OUT, CUT_OFF -> new Outcome.Unknown(lost.describe());
          };
    };
  }

  /**
   * After an order. What one type or location alone is refused for, the next may be sold in spite
   * of.
   */
  static Failure afterOrder(CallFailure failure, Offering ordered) {
    if (!(failure instanceof Refusal refusal)) {
      return afterWrite(failure);
    }
    String text = refusal.describe();
    return switch (refusal.error().code()) {
      case "resource_limit_exceeded" ->
          refused(
              RefusedOffer.ofLimit(refusal.error(), ordered), new Outcome.LimitReached(text), text);
      case "invalid_input", "not_found", "forbidden", "unsupported_error" ->
          refused(RefusedOffer.ofRequest(refusal.error(), ordered), byCode(refusal), text);
      case "invalid_server_type" -> new Outcome.TypeUnavailable(text);
      // Another location may not be under maintenance, and may have what this one lacks.
      case "resource_unavailable",
          "placement_error",
          "no_space_left_in_location",
          "maintenance",
          "no_subnet_available",
          "primary_ip_datacenter_mismatch" ->
          new Outcome.PlacementUnavailable(text);
      default -> byCode(refusal);
    };
  }

  private static Failure refused(RefusedOffer reach, Failure wholly, String text) {
    return switch (reach) {
      case OFFERING -> new Outcome.PlacementUnavailable(text);
      case TYPE -> new Outcome.TypeUnavailable(text);
      case UNCLEAR -> new Outcome.LimitUnclear(text);
      case ACCOUNT -> wholly;
    };
  }

  /** After a read that a write needed first: nothing was done yet, whatever went wrong. */
  static Failure beforeWrite(CallFailure failure) {
    Failure reaction = afterWrite(failure);
    return reaction instanceof Outcome.Unknown(String message)
        ? new Outcome.Transient(message)
        : reaction;
  }

  /** After a read. */
  static Trouble afterRead(CallFailure failure) {
    return switch (failure) {
      case Garbled _ -> Trouble.GARBLED;
      case Lost lost ->
          switch (lost.cause()) {
            case TIMED_OUT -> Trouble.TIMED_OUT;
            case NOT_SENT, CUT_OFF -> Trouble.UNREACHABLE;
          };
      case Refusal refusal -> trouble(byCode(refusal), refusal.status());
    };
  }

  private static Trouble trouble(Failure reaction, int status) {
    return switch (reaction) {
      case Outcome.Unauthorized _ -> Trouble.UNAUTHORIZED;
      case Outcome.Forbidden _ -> Trouble.FORBIDDEN;
      case Outcome.RateLimited _ -> Trouble.RATE_LIMITED;
      case Outcome.Unknown _, Outcome.Transient _, Outcome.Locked _ -> Trouble.UNREACHABLE;
      case Outcome.Missing _, Outcome.Unsupported _ -> Trouble.UNSUPPORTED;
      case Outcome.Invalid _ ->
          status == 405 || status == 410 ? Trouble.UNSUPPORTED : Trouble.GARBLED;
      case Outcome.NameTaken _,
          Outcome.PlacementUnavailable _,
          Outcome.TypeUnavailable _,
          Outcome.LimitUnclear _,
          Outcome.LimitReached _,
          Outcome.Blocked _,
          Outcome.Refused _ ->
          Trouble.GARBLED;
    };
  }

  private static Failure byCode(Refusal refusal) {
    String text = refusal.describe();
    return switch (refusal.error().code()) {
      case "unauthorized", "token_readonly" -> new Outcome.Unauthorized(text);
      case "forbidden" -> new Outcome.Forbidden(text);
      case "protected" ->
          new Outcome.Forbidden(text + "; its protection is the owner's and stays as it is");
      case "maintenance", "conflict", "service_error" -> new Outcome.Transient(text);
      case "locked" -> new Outcome.Locked(text);
      case "not_found" -> new Outcome.Missing(text);
      case "uniqueness_error" -> new Outcome.NameTaken(text);
      case "resource_limit_exceeded" -> new Outcome.LimitReached(text);
      case "rate_limit_exceeded" -> new Outcome.RateLimited(text, refusal.retryAfter());
      case "invalid_input",
          "invalid_server_type",
          "resource_unavailable",
          "placement_error",
          "no_space_left_in_location",
          "json_error",
          "method_not_allowed",
          "deprecated_api_endpoint",
          "primary_ip_version_mismatch",
          "primary_ip_assigned",
          "primary_ip_datacenter_mismatch",
          "no_subnet_available",
          "ip_not_available",
          "networks_overlap",
          "private_net_only_server",
          "unsupported_error",
          "server_not_stopped",
          "resource_locked" ->
          new Outcome.Invalid(text);
      case "server_error", "unknown_error", "bad_gateway", "unavailable", "timeout" ->
          new Outcome.Unknown(text);
      default -> byStatus(refusal, text);
    };
  }

  private static Failure byStatus(Refusal refusal, String text) {
    int status = refusal.status();
    return switch (status) {
      case 401 -> new Outcome.Unauthorized(text);
      case 403 -> new Outcome.Forbidden(text);
      // A page is some proxy's word, and says nothing about the thing itself.
      case 404 -> refusal.error().page() ? new Outcome.Transient(text) : new Outcome.Missing(text);
      // A taken name and a passing conflict share this status: looking the name up settles both.
      case 408, 409 -> new Outcome.Unknown(text);
      case 412 -> new Outcome.PlacementUnavailable(text);
      case 423 -> new Outcome.Locked(text);
      case 429 -> new Outcome.RateLimited(text, refusal.retryAfter());
      default -> {
        if (status >= 500) {
          yield new Outcome.Unknown(text);
        }
        yield status < 400 ? new Outcome.Transient(text) : new Outcome.Invalid(text);
      }
    };
  }
}
