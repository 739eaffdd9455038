package io.github.ciautoscaler.app.loop;

import io.github.ciautoscaler.app.logging.RepeatedFailures;
import io.github.ciautoscaler.plan.Decision;
import io.github.ciautoscaler.plan.Plan.Warning;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.report.ActionEvent;
import io.github.ciautoscaler.report.DecisionEvent;
import io.github.ciautoscaler.report.FleetEvent;
import io.github.ciautoscaler.report.FleetListener;
import io.github.ciautoscaler.report.FleetUpdate;
import io.github.ciautoscaler.report.JobSummary;
import io.github.ciautoscaler.report.MachineEvent;
import io.github.ciautoscaler.report.OfferingEvent;
import io.github.ciautoscaler.report.ProcessEvent;
import io.github.ciautoscaler.report.SourceEvent;
import io.github.ciautoscaler.report.Streak;
import io.github.ciautoscaler.report.WarningEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one line for each change, never one for each pass, and a heartbeat every minute. */
public final class PassLog implements FleetListener {

  private static final Logger log = LoggerFactory.getLogger(PassLog.class);
  private static final Duration HEARTBEAT = Duration.ofMinutes(1);

  private final ActionLines actions = new ActionLines(log);
  private final LoopClock clock;
  private Instant beat = Instant.MIN;

  public PassLog(LoopClock clock) {
    this.clock = clock;
  }

  @Override
  public void onUpdate(FleetUpdate update) {
    update.events().forEach(entry -> line(entry.event(), entry.at()));
    heartbeat(update);
  }

  private void line(FleetEvent event, Instant at) {
    switch (event) {
      case ProcessEvent process -> process(process);
      case SourceEvent source -> source(source, at);
      case MachineEvent machine -> machine(machine);
      case ActionEvent.Started started -> actions.started(started.action());
      case ActionEvent.Ended ended -> actions.ended(ended, at);
      case DecisionEvent.NotTaken(Decision decision, boolean newReason) -> {
        if (newReason && !decision.isDone()) {
          notDone(decision);
        }
      }
      case WarningEvent.Appeared(Warning warning) -> warning(warning);
      case DecisionEvent.Taken _, OfferingEvent _, WarningEvent.Ended _ -> {}
    }
  }

  private static void process(ProcessEvent event) {
    switch (event) {
      case ProcessEvent.ModeChanged(var before, var now) ->
          log.atInfo().addKeyValue("mode", now).log(sentence(now));
      case ProcessEvent.LeasesRefused() ->
          log.warn("Leases may not be used here: make sure that only one replica runs.");
      // The mode's line says it.
      case ProcessEvent.LeadershipGained _,
          ProcessEvent.LeadershipLost _,
          ProcessEvent.PauseBegan _,
          ProcessEvent.PauseEnded _ -> {}
    }
  }

  private static void source(SourceEvent event, Instant at) {
    switch (event) {
      case SourceEvent.Lost(String name, String problem) ->
          problem(name, problem, new Streak(at, 1), at);
      case SourceEvent.StillLost(String name, String problem, Streak failures) ->
          problem(name, problem, failures, at);
      case SourceEvent.Remarked(String name, String remark) ->
          log.atWarn().addKeyValue("source", name).log(name + ": " + remark);
      case SourceEvent.Back(String name, Streak failures) ->
          log.atInfo()
              .addKeyValue("source", name)
              .log(name + " " + RepeatedFailures.recovered(failures, at));
    }
  }

  private static void problem(String name, String problem, Streak failures, Instant at) {
    RepeatedFailures.failed(failures, name + " did not answer as it should: " + problem, at)
        .ifPresent(line -> log.atWarn().addKeyValue("source", name).log(line));
  }

  private static void machine(MachineEvent event) {
    switch (event) {
      case MachineEvent.Appeared(String name, String pool, var state) ->
          state(name, pool, state.word());
      case MachineEvent.Changed(String name, String pool, var before, var now) ->
          state(name, pool, now.word());
      case MachineEvent.Gone(String name, String pool, var last) ->
          log.atInfo()
              .addKeyValue("machine", name)
              .addKeyValue("state", "gone")
              .log(name + " is gone.");
      case MachineEvent.Booted _ -> {}
    }
  }

  private static void state(String name, String pool, String word) {
    log.atInfo()
        .addKeyValue("machine", name)
        .addKeyValue("state", word)
        .addKeyValue("pool", pool)
        .log(name + " is " + word + " now.");
  }

  private static void notDone(Decision decision) {
    log.info(
        "Not done: {} subject={} reason={}",
        decision.reason().message(),
        decision.subject(),
        decision.reason().code());
  }

  private static void warning(Warning warning) {
    // What is not known is said by the lines about the sources, which collapse.
    if (!warning.code().equals(Reason.Code.SOURCE_UNKNOWN.name())) {
      log.atWarn().addKeyValue("reason", warning.code()).log(warning.message());
    }
  }

  private void heartbeat(FleetUpdate update) {
    Instant now = update.summary().at();
    if (now.isBefore(beat)) {
      return;
    }
    // A minute of real time, also in a faster world.
    double speed = (double) HEARTBEAT.toMillis() / Math.max(1, clock.toWall(HEARTBEAT).toMillis());
    beat = now.plusMillis((long) (HEARTBEAT.toMillis() * speed));
    JobSummary jobs = update.summary().jobs();
    log.atInfo()
        .addKeyValue("pass", update.report().pass().number())
        .addKeyValue("mode", update.report().mode())
        .addKeyValue("queued", jobs.queued())
        .addKeyValue("running", jobs.running())
        .addKeyValue("machines", machines(update))
        .addKeyValue("budget", update.report().fleet().seen().budget().remaining())
        .log("Watching.");
  }

  private static Map<String, Integer> machines(FleetUpdate update) {
    Map<String, Integer> counts = new TreeMap<>();
    update.summary().byState().forEach((state, count) -> counts.put(state.metricWord(), count));
    counts.values().removeIf(count -> count == 0);
    return counts;
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
}
