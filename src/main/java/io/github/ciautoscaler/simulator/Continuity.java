package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Conditions;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.OriginalState;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.reconcile.PassReport;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * V1: since when a process says that something is so, agrees with what it said before: what was so
 * in its last pass already is not so since later, and a machine that was not so then is not so
 * since earlier.
 */
final class Continuity {

  private final World world;
  private final WatchRecord watch;
  private final Map<Answers, Last> last = new HashMap<>();

  /**
   * A process's last pass.
   *
   * @param ahead by how many milliseconds its clock was ahead then; what it said since when counts
   *     while that stays so
   */
  private record Last(
      FleetState fleet, Map<String, String> words, Set<ForgeJob> waiting, long ahead) {}

  Continuity(World world, WatchRecord watch) {
    this.world = world;
    this.watch = watch;
  }

  void afterPass(Replica replica, PassReport report) {
    FleetState fleet = report.fleet();
    Map<String, String> words = new HashMap<>();
    fleet
        .machines()
        .forEach(machine -> words.put(machine.name(), OriginalState.of(machine).word()));
    Set<ForgeJob> waiting = new HashSet<>(world.forge().jobs(ForgeJob.Status.QUEUED));
    Last before = last.get(replica.answers());
    long ahead = replica.clock().processAhead();
    if (before != null && before.ahead() == ahead) {
      Conditions then = before.fleet().conditions();
      compare(then, fleet.conditions());
      fleet.machines().forEach(machine -> mustBeSince(machine, before));
      mustWaitOn(before, fleet, waiting);
    }
    fleet.machines().forEach(machine -> mustBeQuiet(machine, fleet.conditions()));
    last.keySet().removeIf(process -> process == replica.answers());
    last.put(replica.answers(), new Last(fleet, words, waiting, ahead));
  }

  private void compare(Conditions then, Conditions now) {
    stays("a queued label set", then.jobs().queuedSince(), now.jobs().queuedSince());
    stays("a missing server", then.machines().missingServers(), now.machines().missingServers());
    stays("an orphan Node", then.orphans().nodes(), now.orphans().nodes());
    stays("an offline runner", then.orphans().runners(), now.orphans().runners());
    stays("a quiet machine", then.machines().quiet(), now.machines().quiet());
    stays("a vanished Node", then.machines().vanishedNodes(), now.machines().vanishedNodes());
    stays("a silent job", then.jobs().silent(), now.jobs().silent());
  }

  private <K> void stays(String what, Map<K, Instant> then, Map<K, Instant> now) {
    if (then == now) {
      return;
    }
    then.forEach((key, since) -> {
      Instant later = now.get(key);
      if (later != null && later.isAfter(since)) {
        watch.broken(
            "V1", "", what + ", " + key + ", is so since " + later + ", and was since " + since);
      }
    });
  }

  private void mustBeSince(Machine machine, Last before) {
    String word = before.words().get(machine.name());
    Instant since = machine.phase().since();
    boolean counts = machine.phase() instanceof Phase.InService && machine.isBusy();
    if (counts
        && OriginalState.IDLE.word().equals(word)
        && since.isBefore(before.fleet().seen().now())) {
      watch.broken("V1", machine.name(), "Busy since " + since + ", and in the last pass " + word);
    }
  }

  private void mustBeQuiet(Machine machine, Conditions conditions) {
    if (!machine.jobs().isEmpty() && conditions.machines().quiet().containsKey(machine.name())) {
      watch.broken("V1", machine.name(), "quiet, and a job runs there");
    }
  }

  /** What waited in the last pass, and does so still, is not forgotten in between. */
  private void mustWaitOn(Last before, FleetState fleet, Set<ForgeJob> waiting) {
    var latest = fleet.seen().queued().latest();
    if (latest == null || latest.takenAt().isBefore(before.fleet().seen().now())) {
      return;
    }
    for (ForgeJob job : waiting) {
      if (before.waiting().contains(job)
          && before.fleet().conditions().jobs().queuedSince().containsKey(job.labels())
          && !fleet.conditions().jobs().queuedSince().containsKey(job.labels())) {
        watch.broken("V1", "", "job " + job.id() + " waits on, and is not known any more");
      }
    }
  }
}
