package io.github.ciautoscaler.forge;

import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Reading.Trouble;
import io.github.ciautoscaler.http.Fault;
import io.github.ciautoscaler.http.Reply;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A read that gave nothing usable, with a sentence that says how to mend it. */
final class ReadFailed extends RuntimeException {

  private static final long serialVersionUID = 1;

  private static final Pattern ORPHAN =
      Pattern.compile("\\bjob (\\d{1,18}) is missing its (?:run|repository)");

  private final Trouble trouble;
  private final String problem;
  private final boolean mayBeOneRow;
  private final @Nullable Long orphan;

  ReadFailed(Trouble trouble, String problem) {
    this(trouble, problem, false, null);
  }

  private ReadFailed(Trouble trouble, String problem, boolean mayBeOneRow, @Nullable Long orphan) {
    super(problem, null, false, false);
    this.mayBeOneRow = mayBeOneRow;
    this.orphan = orphan;
    this.trouble = trouble;
    this.problem = problem;
  }

  static ReadFailed of(String call, Throwable thrown) {
    if (thrown instanceof ReadFailed known) {
      return known;
    }
    String why = "GET " + call + ": " + GiteaError.describe(thrown);
    return switch (Fault.of(thrown)) {
      case NOT_SENT, CUT_OFF -> new ReadFailed(Trouble.UNREACHABLE, why);
      case TIMED_OUT ->
          new ReadFailed(
              Trouble.TIMED_OUT, why + "; where the forge is that slow, raise GITEA_TIMEOUT_SECS");
      case TOO_LARGE ->
          new ReadFailed(Trouble.GARBLED, "GET " + call + ": the answer is too large");
    };
  }

  /** For an answer that is not 2xx. */
  static ReadFailed of(String call, Reply answer) {
    String why = "GET " + call + ": " + GiteaError.describe(answer);
    Rights rights = Rights.ofCall(call).orElse(new Rights(ForgeScope.ADMIN));
    return switch (answer.status()) {
      case 401 -> new ReadFailed(Trouble.UNAUTHORIZED, why + "; " + rights.whoseToken());
      case 403 -> new ReadFailed(Trouble.FORBIDDEN, why + "; " + rights.needs());
      case 404 -> notFound(why, rights, answer);
      case 429 -> new ReadFailed(Trouble.RATE_LIMITED, why);
      case 500 ->
          new ReadFailed(
              Trouble.UNREACHABLE,
              why + "; one job row whose repository is gone does this to the page it is on",
              true,
              GiteaError.said(answer).map(ReadFailed::orphanOf).orElse(null));
      default -> ofStatus(call, answer, why);
    };
  }

  /** The forge says in JSON that there is no such owner or repository; a path is plain text. */
  private static ReadFailed notFound(String why, Rights rights, Reply answer) {
    return rights.scope().isAdmin() || GiteaError.said(answer).isEmpty()
        ? new ReadFailed(
            Trouble.UNSUPPORTED,
            why
                + "; Gitea 1.25 or Forgejo 11 or newer is needed, and GITEA_API_URL must point at"
                + " its root")
        : new ReadFailed(Trouble.FORBIDDEN, why + "; " + rights.maybeGone());
  }

  static ReadFailed garbled(String call, String what) {
    return new ReadFailed(Trouble.GARBLED, "GET " + call + ": " + what);
  }

  private static ReadFailed ofStatus(String call, Reply answer, String why) {
    if (answer.status() >= 500) {
      return new ReadFailed(Trouble.UNREACHABLE, why);
    }
    String location = answer.header("Location");
    return new ReadFailed(
        Trouble.GARBLED,
        answer.status() < 400 && location != null ? why + moved(call, location) : why);
  }

  /** A renamed owner or repository is on the same server, under another path. */
  private static String moved(String call, String location) {
    String to = " to " + withoutUserInfo(location);
    return Rights.ofCall(withoutUserInfo(location))
        .filter(now -> !now.scope().name().isEmpty())
        .filter(now -> !Rights.ofCall(call).equals(Optional.of(now)))
        .map(now -> to + "; it was renamed: write " + now.scope() + " into FORGE_SCOPES")
        .orElse(to + "; put that server into GITEA_API_URL");
  }

  private static String withoutUserInfo(String location) {
    return location.replaceAll("//[^/@]*@", "//").replaceAll("\\?.*", "");
  }

  private static @Nullable Long orphanOf(String message) {
    Matcher named = ORPHAN.matcher(message);
    return named.find() ? Long.valueOf(named.group(1)) : null;
  }

  /** The same, of a server that gives no part of the list. */
  ReadFailed ofTheWholeList() {
    return new ReadFailed(trouble, problem, false, orphan);
  }

  /** Whether one named row keeps the server from giving any part of the list. */
  boolean isOfTheWholeList() {
    return orphan != null && !mayBeOneRow;
  }

  /** The job whose run or repository is gone, as Gitea names it; null where it names none. */
  @Nullable Long orphan() {
    return orphan;
  }

  /** Whether a single row may be the cause, so that its neighbours can still be read. */
  boolean mayBeOneRow() {
    return mayBeOneRow;
  }

  String problem() {
    return problem;
  }

  <T> Reading<T> at(Instant takenAt) {
    return new Reading.Failed<>(trouble, problem, takenAt);
  }
}
