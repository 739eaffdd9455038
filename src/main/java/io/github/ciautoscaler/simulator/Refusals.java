package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.PassReport;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * P3: what was refused to a process is not ordered in any pass of it that begins after it was told
 * so, for a while, and nobody draws a name a second time.
 */
final class Refusals {

  private static final Duration LEFT_ALONE = Duration.ofSeconds(280);

  /**
   * @param offering null: the account may launch nothing at all
   */
  private record Refused(Answers process, @Nullable Offering offering) {}

  private final World world;
  private final WatchRecord watch;
  private final Map<Refused, Instant> refused = new HashMap<>();
  private final Set<String> names = new HashSet<>();

  Refusals(World world, WatchRecord watch) {
    this.world = world;
    this.watch = watch;
  }

  void creates(CreateRequest request) {
    if (!names.add(request.name())) {
      watch.broken("P3", request.name(), "this name was drawn before");
    }
  }

  /** What was recorded of it is gone. */
  void forget() {
    refused.clear();
  }

  /** A process was told what became of its order. */
  void answered(Answers process, Effect.CreateServer create, Outcome outcome) {
    if (outcome instanceof Outcome.PlacementUnavailable
        || outcome instanceof Outcome.TypeUnavailable
        || outcome instanceof Outcome.LimitUnclear) {
      note(new Refused(process, create.offering()));
    } else if (outcome instanceof Outcome.LimitReached) {
      note(new Refused(process, null));
    }
  }

  /** The first of several counts: who orders in every pass is refused in every pass. */
  private void note(Refused what) {
    Instant now = world.now();
    refused.compute(what, (same, at) -> at == null || at.plus(LEFT_ALONE).isBefore(now) ? now : at);
  }

  void afterPass(Replica replica, PassReport report) {
    for (Action action : report.started()) {
      for (Effect effect : action.effects()) {
        if (effect instanceof Effect.CreateServer create) {
          mustBeAllowed(
              create, new Refused(replica.answers(), create.offering()), replica.passBegan());
          mustBeAllowed(create, new Refused(replica.answers(), null), replica.passBegan());
        }
      }
    }
  }

  private void mustBeAllowed(Effect.CreateServer create, Refused what, Instant passBegan) {
    Instant at = refused.get(what);
    if (at != null && at.isBefore(passBegan) && at.plus(LEFT_ALONE).isAfter(passBegan)) {
      watch.broken(
          "P3",
          create.name(),
          (what.offering() == null ? "a server" : what.offering() + "")
              + " is ordered again "
              + Duration.between(at, passBegan)
              + " after it was refused");
    }
  }
}
