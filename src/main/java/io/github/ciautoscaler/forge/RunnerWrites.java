package io.github.ciautoscaler.forge;

import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.forge.Wire.RunnerRow;
import io.github.ciautoscaler.http.Exchange;
import io.github.ciautoscaler.http.Fault;
import io.github.ciautoscaler.http.Reply;
import io.github.ciautoscaler.reconcile.Outcome;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;

/** Changes runner rows and tells the outcome by the reaction that it needs. */
record RunnerWrites(Exchange http, Rights of) {

  /** Those of the whole forge. */
  RunnerWrites(Exchange http) {
    this(http, new Rights(ForgeScope.ADMIN));
  }

  private String runner() {
    return of.actions() + "/runners/{id}";
  }

  Outcome setDisabled(long runnerId, boolean disabled) {
    String call = (disabled ? "disable" : "enable") + " runner " + runnerId;
    return outcome(
        call,
        http.send(
            HttpMethod.PATCH,
            uri -> uri.path(runner()).build(runnerId),
            Map.of("disabled", disabled)),
        answer ->
            answer
                .as(RunnerRow.class)
                .map(RunnerRow::disabled)
                .filter(now -> now == disabled)
                .isPresent());
  }

  Outcome delete(long runnerId) {
    return outcome(
        "delete runner " + runnerId,
        http.delete(uri -> uri.path(runner()).build(runnerId)),
        answer -> answer.status() == 204);
  }

  private Outcome outcome(
      String call, Mono<Reply> request, Function<Reply, Boolean> saysThatItIsDone) {
    try {
      Reply answer = request.block();
      if (answer == null) {
        return new Outcome.Unknown(call + ": no answer");
      }
      if (answer.isOk()) {
        return saysThatItIsDone.apply(answer)
            ? new Outcome.Done()
            : new Outcome.Unknown(call + ": " + answer.status() + ", but not Gitea's answer");
      }
      return refused(call, answer);
    } catch (RuntimeException e) {
      return broken(call, e);
    }
  }

  private Outcome refused(String call, Reply answer) {
    String why = call + ": " + GiteaError.describe(answer);
    return switch (answer.status()) {
      case 401 -> new Outcome.Unauthorized(why + "; " + of.whoseToken());
      case 403 -> new Outcome.Forbidden(why + "; " + of.needs());
      // Gitea says in JSON that a runner is gone; an unknown path is plain text.
      case 404 -> GiteaError.said(answer).isPresent() ? new Outcome.Gone() : unsupported(why);
      case 405 -> unsupported(why);
      case 429 -> new Outcome.RateLimited(why, answer.retryAfter());
      case 503 -> new Outcome.Transient(why);
      default -> answer.status() >= 500 ? new Outcome.Unknown(why) : new Outcome.Invalid(why);
    };
  }

  private static Outcome unsupported(String why) {
    return new Outcome.Unsupported(why + "; Gitea 1.26 or newer can disable runners");
  }

  private static Outcome broken(String call, RuntimeException thrown) {
    String why = call + ": " + GiteaError.describe(thrown);
    return switch (Fault.of(thrown)) {
      case NOT_SENT -> new Outcome.Transient(why);
      case TIMED_OUT, CUT_OFF, TOO_LARGE -> new Outcome.Unknown(why);
    };
  }
}
