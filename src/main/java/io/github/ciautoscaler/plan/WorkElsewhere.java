package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Claim;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.LastSeen;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Runner;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which running jobs are known to be elsewhere, where the forge does not say where they are. */
final class WorkElsewhere {

  private WorkElsewhere() {}

  /**
   * Those that are not on this machine, nor on a runner that may be there; null of a forge that
   * says it.
   */
  static @Nullable Set<Claim> than(Machine machine, Situation situation) {
    Set<Claim> claims = than(strangersOf(machine, situation), situation);
    if (claims != null) {
      machine.jobs().forEach(job -> claims.remove(Claim.of(job)));
    }
    return claims;
  }

  /** Those that are on none of these runners; null of a forge that says it. */
  static @Nullable Set<Claim> than(Collection<Runner> runners, Situation situation) {
    if (situation.namesRunners()) {
      return null;
    }
    Set<Claim> claims = new HashSet<>();
    for (Job job : LastSeen.of(situation.seen().running())) {
      if (runners.stream().noneMatch(runner -> mayHave(runner, job, situation))) {
        claims.add(Claim.of(job));
      }
    }
    return claims;
  }

  /** Whether a job of which nobody says where it runs may be on this runner. */
  static boolean mayHave(Runner runner, Job job, Situation situation) {
    return job.isSomewhere()
        && job.mayRunOn(runner)
        && !situation.fleet().conditions().work().isElsewhere(job, runner);
  }

  private static Collection<Runner> strangersOf(Machine machine, Situation situation) {
    Set<Runner> strangers = new HashSet<>();
    Set<Long> ids = situation.namesRunners() ? Set.of() : situation.strangers().of(machine);
    for (Runner runner : LastSeen.of(situation.seen().runners())) {
      if (ids.contains(runner.id())) {
        strangers.add(runner);
      }
    }
    return strangers;
  }

  /** Whether a runner of it says that it is at work. */
  static boolean isActive(Machine machine) {
    return machine.runners().stream().anyMatch(row -> row.online() && row.busy());
  }
}
