package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.reconcile.PassReport;

/**
 * A1: others are not asked more than is needed: one question of a kind at a time, seldom what
 * hardly changes, and few where the cloud's request budget is low, of which the last are kept for
 * deletes. What could not be read is asked for again soon.
 */
final class Thrift {

  private static final int FOR_DELETES = 50;

  private final WatchRecord watch;

  Thrift(WatchRecord watch) {
    this.watch = watch;
  }

  void afterPass(Replica replica, PassReport report) {
    String wrong = replica.answers().asking().wrong(replica.passBegan(), !replica.awaitsAnswer());
    if (wrong != null) {
      watch.broken("A1", "", wrong);
    }
    int left = report.fleet().seen().budget().remaining();
    for (Action action : report.started()) {
      if (action.kind() == Action.Kind.CREATE && left <= FOR_DELETES) {
        watch.broken("A1", action.machine(), "is launched with " + left + " requests left");
      }
    }
  }
}
