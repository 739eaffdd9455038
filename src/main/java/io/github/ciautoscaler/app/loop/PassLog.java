package io.github.ciautoscaler.app.loop;

import io.github.ciautoscaler.app.logging.RepeatedFailures;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.OriginalState;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.plan.Plan.Warning;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.PassListener;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.SourceHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Writes one line for each change, never one for each pass, and a heartbeat every minute. */
public final class PassLog implements PassListener {

  private static final Logger log = LoggerFactory.getLogger(PassLog.class);
  private static final Duration HEARTBEAT = Duration.ofMinutes(1);

  private final RepeatedFailures failures = new RepeatedFailures();
  private final LoopClock clock;
  private Map<String, String> states = new HashMap<>();
  private Set<Warning> warned = new HashSet<>();
  private Set<Reason> refused = new HashSet<>();
  private PassReport.@Nullable Mode mode;
  private boolean toldUnguarded;
  private Instant beat = Instant.MIN;

  public PassLog(LoopClock clock) {
    this.clock = clock;
  }

  @Override
  public void onPass(PassReport report) {
    Instant now = report.fleet().seen().now();
    if (report.mode() != mode) {
      mode = report.mode();
      log.atInfo().addKeyValue("mode", report.mode()).log(sentence(report.mode()));
    }
    if (report.unguarded() && !toldUnguarded) {
      toldUnguarded = true;
      log.warn("Leases may not be used here: make sure that only one replica runs.");
    }
    report.sources().forEach(source -> source(source, now));
    report.started().forEach(PassLog::started);
    report.ended().forEach(ended -> ended(ended, now));
    states(report.fleet().machines());
    notDone(report);
    warnings(report.plan().warnings());
    heartbeat(report, now);
  }

  private void source(SourceHealth source, Instant now) {
    String kind = "source/" + source.name();
    if (source.problem() != null) {
      failures
          .failed(kind, source.name() + " did not answer as it should: " + source.problem(), now)
          .ifPresent(line -> log.atWarn().addKeyValue("source", source.name()).log(line));
    } else {
      failures
          .succeeded(kind, now)
          .ifPresent(line ->
              log.atInfo().addKeyValue("source", source.name()).log(source.name() + " " + line));
    }
  }

  private static void started(Action action) {
    if (action.kind() == Action.Kind.NOTE) {
      return;
    }
    LoggingEventBuilder line =
        log.atInfo()
            .addKeyValue("machine", action.machine())
            .addKeyValue("action", action.kind().word())
            .addKeyValue("reason", action.reason().code());
    for (Effect effect : action.effects()) {
      if (effect instanceof Effect.CreateServer create) {
        line = line.addKeyValue("placement", create.offering());
      }
    }
    line.log(verb(action.kind()) + " " + action.reason().message());
  }

  private void ended(PassReport.Ended ended, Instant now) {
    Action action = ended.action();
    String kind = action.machine() + "/" + action.kind();
    if (ended.succeeded()) {
      failures.succeeded(kind, now).ifPresent(line -> log.info("{}: {}", kind, line));
      return;
    }
    Outcome last = ended.outcomes().isEmpty() ? null : ended.outcomes().getLast();
    String message = last instanceof Outcome.Failure failure ? failure.message() : "it was cut off";
    String code = last == null ? "None" : last.getClass().getSimpleName();
    failures
        .failed(kind, "It could not " + action.kind().word() + ": " + message, now)
        .ifPresent(line ->
            log.atWarn()
                .addKeyValue("machine", action.machine())
                .addKeyValue("outcome", code)
                .log(line));
  }

  private void states(List<Machine> machines) {
    Map<String, String> next = new TreeMap<>();
    for (Machine machine : machines) {
      String word = OriginalState.of(machine).word();
      String before = states.get(machine.name());
      next.put(machine.name(), word);
      if (!word.equals(before)) {
        log.atInfo()
            .addKeyValue("machine", machine.name())
            .addKeyValue("state", word)
            .addKeyValue("pool", machine.pool())
            .log(machine.name() + " is " + word + " now.");
      }
    }
    states.keySet().stream().filter(name -> !next.containsKey(name)).forEach(name -> gone(name));
    states = next;
  }

  private static void gone(String name) {
    log.atInfo().addKeyValue("machine", name).addKeyValue("state", "gone").log(name + " is gone.");
  }

  private void notDone(PassReport report) {
    Set<Reason> now = new HashSet<>();
    report.plan().decisions().stream()
        .filter(decision -> !decision.isDone())
        .forEach(decision -> {
          now.add(decision.reason());
          if (refused.stream().noneMatch(old -> old.code() == decision.reason().code())) {
            log.info(
                "Not done: {} subject={} reason={}",
                decision.reason().message(),
                decision.subject(),
                decision.reason().code());
          }
        });
    refused = now;
  }

  private void warnings(List<Warning> warnings) {
    for (Warning warning : warnings) {
      // What is not known is said by the lines about the sources, which collapse.
      boolean said = warning.code().equals(Reason.Code.SOURCE_UNKNOWN.name());
      if (!said && !warned.contains(warning)) {
        log.atWarn().addKeyValue("reason", warning.code()).log(warning.message());
      }
    }
    warned = new HashSet<>(warnings);
  }

  private void heartbeat(PassReport report, Instant now) {
    if (now.isBefore(beat)) {
      return;
    }
    // A minute of real time, also in a faster world.
    double speed = (double) HEARTBEAT.toMillis() / Math.max(1, clock.toWall(HEARTBEAT).toMillis());
    beat = now.plusMillis((long) (HEARTBEAT.toMillis() * speed));
    Map<String, Integer> counts = new TreeMap<>();
    report
        .fleet()
        .machines()
        .forEach(machine -> counts.merge(OriginalState.of(machine).metricWord(), 1, Integer::sum));
    log.atInfo()
        .addKeyValue("pass", report.number())
        .addKeyValue("mode", report.mode())
        .addKeyValue("queued", report.fleet().seen().queued().known().map(List::size).orElse(null))
        .addKeyValue(
            "running", report.fleet().seen().running().known().map(List::size).orElse(null))
        .addKeyValue("machines", counts)
        .addKeyValue("budget", report.fleet().seen().budget().remaining())
        .log("Watching.");
  }

  private static String sentence(PassReport.Mode mode) {
    return switch (mode) {
      case ACTING -> "Acting from now on.";
      case PAUSED -> "Paused: nothing new is started.";
      case DRY_RUN -> "Dry run: decides and reports, and writes nothing.";
      case NOT_LEADER -> "Another replica leads; this one only watches.";
      case OBSERVING_AFTER_START -> "Observing before anything is touched.";
    };
  }

  private static String verb(Action.Kind kind) {
    return switch (kind) {
      case CREATE -> "Creating a server.";
      case RESOLVE_LAUNCH -> "Looking a purchase up.";
      case ADOPT -> "Adopting a server.";
      case NOTE -> "Taking a note.";
      case DEREGISTER -> "Deregistering.";
      case DRAIN -> "Draining.";
      case EVICT -> "Evicting pods.";
      case REMOVE -> "Deleting the server.";
      case FINISH -> "Deleting runner rows and node.";
      case RESCUE -> "Keeping it after all.";
      case GIVE_UP_BOOT -> "Giving a boot up.";
      case REMOVE_VANISHED -> "Removing a server without a node.";
      case REMOVE_ORPHAN_NODE -> "Removing an orphaned node.";
      case REMOVE_ORPHAN_RUNNER -> "Removing an orphaned runner.";
      case DELETE_JOIN_TOKEN -> "Deleting a join token.";
    };
  }
}
