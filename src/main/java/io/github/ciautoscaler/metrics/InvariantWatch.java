package io.github.ciautoscaler.metrics;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.PassReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Looks at each pass from outside and names the promises that it broke, as far as a report shows
 * them. It shares no code with the planner, so that one mistake does not hide another.
 */
final class InvariantWatch {

  /** No killed job, nothing foreign, no excess, nothing on unknowns, no lost server, no usurper. */
  static final List<String> INVARIANTS = List.of("S1", "S2", "S3", "S4", "S5", "S6");

  /** A killed job stays "running" in the forge for some minutes; later it has been ended there. */
  private static final Duration KILLED_JOB_SHOWS_FOR = Duration.ofMinutes(15);

  private static final Set<Reason.Code> KEPT_FOR_A_JOB =
      Set.of(Reason.Code.STRANGER_WORKS, Reason.Code.UNSEEN_RUNNER);

  private final Supplier<MetricsSettings> settings;
  private final Map<Long, Instant> deletedRunners = new HashMap<>();
  private final Set<Long> overdueServers = new HashSet<>();
  private Map<Long, Instant> keptAt = Map.of();
  private Map<String, Machine> before = Map.of();

  InvariantWatch(Supplier<MetricsSettings> settings) {
    this.settings = settings;
  }

  /** One entry for each breach that this report shows. */
  List<String> breaches(PassReport report) {
    Map<String, Machine> machines =
        report.fleet().machines().stream()
            .collect(Collectors.toMap(Machine::name, Function.identity(), (a, b) -> b));
    List<String> found = new ArrayList<>();
    for (Action action : report.started()) {
      Machine machine = machines.get(action.machine());
      if (machine != null && takesBusy(machine, action)) {
        found.add("S1");
      }
      if (touchesForeign(report.fleet(), action)) {
        found.add("S2");
      }
      if (machine != null && restsOnUnknown(report.fleet().seen(), machine, action)) {
        found.add("S4");
      }
      if (mayNotStart(report.mode(), action.kind())) {
        found.add("S6");
      }
    }
    killedJobs(report, machines).forEach(job -> found.add("S1"));
    if (exceedsMaximum(report)) {
      found.add("S3");
    }
    newlyOverdue(report).forEach(server -> found.add("S5"));
    before = machines;
    return found;
  }

  private static boolean takesBusy(Machine machine, Action action) {
    return machine.isBusy()
        && !machine.isForced()
        && action.effects().stream().anyMatch(InvariantWatch::endsJobs);
  }

  private static boolean endsJobs(Effect effect) {
    return effect instanceof Effect.DeleteServer
        || effect instanceof Effect.DeleteRunner
        || effect instanceof Effect.EvictPod;
  }

  /** Jobs that still run, by a reading taken after we deleted the server under their runner. */
  private Set<Long> killedJobs(PassReport report, Map<String, Machine> machines) {
    Instant now = report.fleet().seen().now();
    deletedRunners.values().removeIf(at -> at.plus(KILLED_JOB_SHOWS_FOR).isBefore(now));
    for (PassReport.Ended ended : report.ended()) {
      Machine machine =
          machines.getOrDefault(ended.action().machine(), before.get(ended.action().machine()));
      if (machine != null && !machine.isForced() && deletedServer(ended)) {
        machine.runnerIds().forEach(id -> deletedRunners.put(id, ended.at()));
      }
    }
    Set<Long> killed = new HashSet<>();
    if (report.fleet().seen().running().latest()
        instanceof Reading.Complete<List<Job>>(List<Job> jobs, Instant takenAt)) {
      for (Job job : jobs) {
        Instant deleted = job.runnerId() == null ? null : deletedRunners.get(job.runnerId());
        if (deleted != null && takenAt.isAfter(deleted)) {
          killed.add(job.id());
          deletedRunners.remove(job.runnerId());
        }
      }
    }
    return killed;
  }

  private static boolean deletedServer(PassReport.Ended ended) {
    for (int i = 0; i < ended.outcomes().size(); i++) {
      if (ended.action().effects().get(i) instanceof Effect.DeleteServer
          && ended.outcomes().get(i) instanceof Outcome.Done) {
        return true;
      }
    }
    return false;
  }

  private static boolean touchesForeign(FleetState fleet, Action action) {
    Set<Long> servers =
        fleet.foreign().stream().map(one -> one.server().id()).collect(Collectors.toSet());
    Set<String> names =
        fleet.foreign().stream().map(one -> one.server().name()).collect(Collectors.toSet());
    Set<Long> runners =
        fleet.permanentRunners().stream().map(Runner::id).collect(Collectors.toSet());
    return action.effects().stream()
        .anyMatch(effect ->
            effect instanceof Effect.DeleteServer(long id, String name) && servers.contains(id)
                || effect instanceof Effect.PatchNode(var node, var patch) && names.contains(node)
                || effect instanceof Effect.DeleteNode(var node, var uid) && names.contains(node)
                || effect instanceof Effect.AttachServer attach && servers.contains(attach.id())
                || effect instanceof Effect.PowerOnServer on && servers.contains(on.id())
                || effect instanceof Effect.LabelServer label && servers.contains(label.id())
                || effect instanceof Effect.DisableRunner(long id) && runners.contains(id)
                || effect instanceof Effect.DeleteRunner(long id) && runners.contains(id));
  }

  private boolean exceedsMaximum(PassReport report) {
    Set<String> paid = new HashSet<>(report.fleet().seen().stored().launches().pending().keySet());
    report.fleet().machines().stream()
        .filter(machine -> machine.server() != null)
        .forEach(machine -> paid.add(machine.name()));
    int known = paid.size();
    List<String> ordered =
        report.started().stream()
            .filter(action -> action.kind() == Action.Kind.CREATE)
            .map(Action::machine)
            .toList();
    paid.addAll(ordered);
    return !ordered.isEmpty() && paid.size() > Math.max(settings.get().maxNodes(), known);
  }

  private static boolean restsOnUnknown(Observation seen, Machine machine, Action action) {
    boolean known = seen.running().latest() instanceof Reading.Complete<List<Job>>;
    boolean looksAnew = false;
    for (Effect effect : action.effects()) {
      looksAnew |= effect instanceof Effect.VerifyUnoccupied;
      if (effect instanceof Effect.DeleteServer && machine.wasEverReady() && !known && !looksAnew) {
        return true;
      }
    }
    return false;
  }

  private Collection<Long> newlyOverdue(PassReport report) {
    Set<Long> servers = new HashSet<>();
    if (report.mode() == PassReport.Mode.ACTING && report.pass().succeeded()) {
      Instant limit =
          report.fleet().seen().now().minus(settings.get().provisioningTimeout().multipliedBy(2));
      // Where an action just ended, the list of servers may be older than the Node's deletion.
      Set<String> ended =
          report.ended().stream().map(it -> it.action().machine()).collect(Collectors.toSet());
      keepForJobs(report);
      for (Machine machine : report.fleet().machines()) {
        if (machine.server() != null
            && !ended.contains(machine.name())
            && machine.node() == null
            && machine.isOurs()
            && machine.phase() instanceof Phase.Launching
            && machine.server().oursSince().isBefore(limit)
            && keptAt.getOrDefault(machine.server().id(), Instant.EPOCH).isBefore(limit)
            && overdueServers.add(machine.server().id())) {
          servers.add(machine.server().id());
        }
      }
    }
    return servers;
  }

  /** What stays for the sake of a job that may be there is said, and not forgotten. */
  private void keepForJobs(PassReport report) {
    Map<Long, Instant> kept = new HashMap<>();
    for (Machine machine : report.fleet().machines()) {
      Reason why = report.plan().machineReasons().get(machine.name());
      if (machine.server() != null) {
        long id = machine.server().id();
        boolean stays = why != null && KEPT_FOR_A_JOB.contains(why.code());
        Instant at = stays ? report.fleet().seen().now() : keptAt.get(id);
        if (at != null) {
          kept.put(id, at);
        }
      }
    }
    keptAt = kept;
  }

  private static boolean mayNotStart(PassReport.Mode mode, Action.Kind kind) {
    return switch (mode) {
      case ACTING -> false;
      case PAUSED -> kind == Action.Kind.CREATE || kind == Action.Kind.DEREGISTER;
      case DRY_RUN, NOT_LEADER, OBSERVING_AFTER_START -> true;
    };
  }
}
