package io.github.ciautoscaler.api;

import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.reconcile.Operator;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Where the acts of operators arrive, from the API and from the page: audited, then asked for. */
public final class Desk {

  /** The most machines that one act may launch. */
  public static final int MOST_SERVERS = 1000;

  private static final Pattern NODE = Pattern.compile("[a-z0-9][-a-z0-9.]{0,252}");

  private final Operator operator;
  private final LatestPass latest;

  Desk(Operator operator, LatestPass latest) {
    this.operator = operator;
    this.latest = latest;
  }

  /**
   * Asks for it, and has the audit know what was asked, how it was before and how it is now.
   *
   * @param key the idempotency key of a launch; null for none
   * @throws ProblemException where it is refused
   */
  public Operator.Accepted ask(
      HttpServletRequest request, Act act, @Nullable String key, boolean dryRun) {
    checkName(act);
    AuditLog.what(request, said(act), dryRun);
    AuditLog.before(request, before(act));
    if (node(act) instanceof String node) {
      AuditLog.node(request, node);
    }
    Operator.Accepted answer = accepted(sent(act, key, dryRun));
    String unchanged = answer.changed() ? "" : "unchanged: ";
    AuditLog.after(request, unchanged + String.join(" ", answer.details()));
    return answer;
  }

  /**
   * What would come of it; nothing is done.
   *
   * @throws ProblemException where it would be refused
   */
  public Operator.Accepted lookAt(Act act) {
    checkName(act);
    return accepted(sent(act, null, true));
  }

  private Operator.Answer sent(Act act, @Nullable String key, boolean dryRun) {
    return switch (act) {
      case Act.Pause(var pool, var length, var reason) ->
          pool == null
              ? operator.pause(length, reason, dryRun)
              : operator.pausePool(pool, length, reason, dryRun);
      case Act.Resume(var pool) ->
          pool == null ? operator.resume(dryRun) : operator.resumePool(pool, dryRun);
      case Act.Scale(int count, var pool) -> operator.scale(count, pool, key, dryRun);
      case Act.Drain(String node, boolean force) -> operator.drain(node, force, dryRun);
      case Act.TakeBack(String node) -> operator.takeBackDrain(node, dryRun);
    };
  }

  private static Operator.Accepted accepted(Operator.Answer answer) {
    return switch (answer) {
      case Operator.Accepted accepted -> accepted;
      case Operator.NotFound(String message) ->
          throw new ProblemException(ProblemKind.NOT_FOUND, message);
      case Operator.Conflicting(String message) ->
          throw new ProblemException(ProblemKind.CONFLICT, message);
      case Operator.KeyReused(String message) ->
          throw new ProblemException(ProblemKind.IDEMPOTENCY_KEY_REUSED, message);
      case Operator.Unavailable(String message) ->
          throw new ProblemException(ProblemKind.UNAVAILABLE, message)
              .with(HttpHeaders.RETRY_AFTER, "5");
    };
  }

  private static void checkName(Act act) {
    if (node(act) instanceof String node && !NODE.matcher(node).matches()) {
      throw new ProblemException(ProblemKind.NOT_FOUND, "That is not a node's name.");
    }
  }

  private static @Nullable String node(Act act) {
    return switch (act) {
      case Act.Drain(String node, _) -> node;
      case Act.TakeBack(String node) -> node;
      case Act.Pause _, Act.Resume _, Act.Scale _ -> null;
    };
  }

  private static String said(Act act) {
    return switch (act) {
      case Act.Pause(var pool, var length, var reason) ->
          "pause"
              + of(pool)
              + (" for=" + (length == null ? "until-resume" : length))
              + (reason == null ? "" : " reason=\"" + Words.shown(reason) + "\"");
      case Act.Resume(var pool) -> "resume" + of(pool);
      case Act.Scale(int count, var pool) -> "scale count=" + count + of(pool);
      case Act.Drain(String node, boolean force) -> "drain node=" + node + " force=" + force;
      case Act.TakeBack(String node) -> "take-back-drain node=" + node;
    };
  }

  private static String of(@Nullable String pool) {
    return pool == null ? "" : " pool=" + Words.shown(pool);
  }

  private @Nullable String before(Act act) {
    return switch (act) {
      case Act.Pause(var pool, _, _) -> paused(pool);
      case Act.Resume(var pool) -> paused(pool);
      case Act.Scale _ -> machines();
      case Act.Drain(String node, _) -> state(node);
      case Act.TakeBack(String node) -> state(node);
    };
  }

  private String paused(@Nullable String pool) {
    Pause pause = pool == null ? operator.currentPause() : operator.currentPause(pool);
    return pause == null
        ? "not paused"
        : "paused until " + (pause.until() == null ? "resume" : pause.until());
  }

  private @Nullable String machines() {
    return latest
        .update()
        .map(update -> update.summary().machines().size() + " machines")
        .orElse(null);
  }

  private @Nullable String state(String machine) {
    return latest.update().stream()
        .flatMap(update -> update.summary().machines().stream())
        .filter(one -> one.machine().names().contains(machine))
        .findFirst()
        .map(one -> one.state().word() + (one.machine().isDrained() ? ", drained" : ""))
        .orElse(null);
  }
}
