package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.reconcile.PassReport;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * T2: nothing is given up before its time: a row whose machine is gone is offline for two minutes,
 * and a boot has its provisioning time-out.
 */
final class Graces {

  private static final Duration OFFLINE_FOR = Duration.ofMinutes(2);

  /** Lists are so much older than the world, and clocks differ. */
  private static final Duration LAG = Duration.ofSeconds(15);

  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(75);

  private final World world;
  private final WatchRecord watch;

  Graces(World world, WatchRecord watch) {
    this.world = world;
    this.watch = watch;
  }

  void afterPass(PassReport report) {
    for (Action action : report.started()) {
      switch (action.kind()) {
        case REMOVE_ORPHAN_RUNNER -> action.effects().forEach(this::orphan);
        case GIVE_UP_BOOT -> boot(action);
        default -> {}
      }
    }
  }

  private void orphan(Effect effect) {
    if (!(effect instanceof Effect.DeleteRunner(var id))) {
      return;
    }
    RunnerRow row = world.forge().runner(id).orElse(null);
    Instant last = row == null ? null : row.lastOnline(world.now());
    if (row != null && last != null) {
      Instant offline = last.plus(ForgeWorld.OFFLINE_AFTER);
      notBefore(
          row.machine(), offline.plus(OFFLINE_FOR).minus(LAG), "runner " + id + " is deleted");
    }
  }

  private void boot(Action action) {
    CloudServer server = server(action);
    if (server != null && world.origins().maker(server.id()) == Maker.US) {
      notBefore(action.machine(), endOfTime(server.created()), "its boot is given up");
    }
  }

  private static Instant endOfTime(Instant since) {
    return since.plus(Invariants.PROVISIONING_TIMEOUT).minus(CLOCKS_DIFFER);
  }

  private @Nullable CloudServer server(Action action) {
    Long id = world.origins().serverOf(action.machine());
    return id == null ? null : world.cloud().server(id).orElse(null);
  }

  private void notBefore(String machine, Instant time, String words) {
    if (world.now().isBefore(time)) {
      watch.broken("T2", machine, words + ", and has time until " + time);
    }
  }
}
