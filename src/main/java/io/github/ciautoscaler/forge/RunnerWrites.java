package io.github.ciautoscaler.forge;

import io.github.ciautoscaler.forge.Wire.RunnerRow;
import io.github.ciautoscaler.reconcile.Outcome;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Changes runner rows and tells the outcome by the reaction that it needs. */
record RunnerWrites(GiteaHttp http) {

  Outcome setDisabled(long runnerId, boolean disabled) {
    String call = (disabled ? "disable" : "enable") + " runner " + runnerId;
    return outcome(
        call,
        http.setDisabled(runnerId, disabled),
        answer ->
            answer
                .as(RunnerRow.class)
                .map(RunnerRow::disabled)
                .filter(now -> now == disabled)
                .isPresent());
  }

  Outcome delete(long runnerId) {
    return outcome(
        "delete runner " + runnerId, http.deleteRunner(runnerId), answer -> answer.status() == 204);
  }

  private static Outcome outcome(
      String call, Mono<Answer> request, Function<Answer, Boolean> saysThatItIsDone) {
    try {
      Answer answer = request.block();
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

  private static Outcome refused(String call, Answer answer) {
    String why = call + ": " + answer.describe();
    return switch (answer.status()) {
      case 401 -> new Outcome.Unauthorized(why + "; is GITEA_ADMIN_TOKEN right?");
      case 403 ->
          new Outcome.Forbidden(
              why + "; the token needs the scope write:admin, and its user must be site admin");
      // Gitea says in JSON that a runner is gone; an unknown path is plain text.
      case 404 -> answer.giteaMessage().isPresent() ? new Outcome.Gone() : unsupported(why);
      case 405 -> unsupported(why);
      case 429 -> new Outcome.RateLimited(why, retryAfter(answer));
      case 503 -> new Outcome.Transient(why);
      default -> answer.status() >= 500 ? new Outcome.Unknown(why) : new Outcome.Invalid(why);
    };
  }

  private static Outcome unsupported(String why) {
    return new Outcome.Unsupported(why + "; Gitea 1.26 or newer can disable runners");
  }

  private static Outcome broken(String call, RuntimeException thrown) {
    String why = call + ": " + Faults.describe(thrown);
    return switch (Faults.of(thrown)) {
      case NOT_SENT -> new Outcome.Transient(why);
      case TIMED_OUT, CUT_OFF, TOO_LARGE -> new Outcome.Unknown(why);
    };
  }

  private static @Nullable Duration retryAfter(Answer answer) {
    String text = answer.header("Retry-After");
    return text != null && text.matches("\\d{1,6}")
        ? Duration.ofSeconds(Long.parseLong(text))
        : null;
  }
}
