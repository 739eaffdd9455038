package io.github.ciautoscaler.api;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every write: who, what, before, after and with what outcome; one line each, the latest kept. */
final class AuditLog {

  static final int KEPT = 500;

  private static final Logger log = LoggerFactory.getLogger(AuditLog.class);
  private static final String ATTRIBUTE = AuditLog.class.getName();

  private final InstantSource clock;
  private final List<AuditListener> listeners;
  private final Deque<Audited> kept = new ArrayDeque<>();

  AuditLog(InstantSource clock, List<AuditListener> listeners) {
    this.clock = clock;
    this.listeners = List.copyOf(listeners);
  }

  /** What a request asks for, as far as it is understood. */
  private static final class Understood {
    private String who = Seat.NOBODY.who();
    private String what = "";
    private @Nullable String node;
    private boolean dryRun;
    private @Nullable String before;
    private @Nullable String after;
  }

  /** Says who asks. */
  static void who(HttpServletRequest request, String who) {
    of(request).who = who;
  }

  /** Says what the request asks for, once that is understood. */
  static void what(HttpServletRequest request, String what, boolean dryRun) {
    Understood understood = of(request);
    understood.what = what;
    understood.dryRun = dryRun;
  }

  /** Says which machine it is about. */
  static void node(HttpServletRequest request, String node) {
    of(request).node = node;
  }

  static void before(HttpServletRequest request, @Nullable String before) {
    of(request).before = before;
  }

  static void after(HttpServletRequest request, @Nullable String after) {
    of(request).after = after;
  }

  void ended(HttpServletRequest request, int status) {
    Understood its = of(request);
    String what =
        its.what.isEmpty()
            ? request.getMethod() + " " + Words.shown(request.getRequestURI())
            : its.what;
    Audited write =
        new Audited(
            new Audited.Caller(clock.instant(), its.who, request.getRemoteAddr()),
            new Audited.Request(what, its.node, its.dryRun, status),
            its.before,
            its.after);
    write(write);
    keep(write);
    listeners.forEach(listener -> listener.onWrite(write));
  }

  synchronized List<Audited> newest(int limit) {
    return kept.stream().limit(limit).toList();
  }

  private synchronized void keep(Audited write) {
    kept.addFirst(write);
    if (kept.size() > KEPT) {
      kept.removeLast();
    }
  }

  private static void write(Audited write) {
    log.warn(
        "A write was {}. who={}@{} what=[{}{}] outcome={} before=[{}] after=[{}]",
        write.isAccepted() ? "accepted" : "refused",
        write.caller().who(),
        write.caller().address(),
        write.request().what(),
        write.request().dryRun() ? " dryRun=true" : "",
        write.request().status(),
        write.before() == null ? "" : write.before(),
        write.after() == null ? "" : write.after());
  }

  private static Understood of(HttpServletRequest request) {
    Object known = request.getAttribute(ATTRIBUTE);
    if (known instanceof Understood understood) {
      return understood;
    }
    Understood fresh = new Understood();
    request.setAttribute(ATTRIBUTE, fresh);
    return fresh;
  }
}
