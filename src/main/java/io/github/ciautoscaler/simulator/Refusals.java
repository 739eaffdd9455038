package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.reconcile.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * P3: a process does not order again what was refused to it a short while ago, and nobody draws a
 * name a second time.
 */
final class Refusals {

  /** Orders that were on their way when it was refused. */
  private static final Duration ON_THE_WAY = Duration.ofSeconds(75);

  private static final Duration LEFT_ALONE = Duration.ofSeconds(280);

  /**
   * @param offering null: the account may buy nothing at all
   */
  private record Refused(Answers process, @Nullable Offering offering) {}

  private final World world;
  private final Verdicts verdicts;
  private final Map<String, Answers> orderedBy = new HashMap<>();
  private final Map<Refused, Instant> refused = new HashMap<>();
  private final Set<String> names = new HashSet<>();

  Refusals(World world, Verdicts verdicts) {
    this.world = world;
    this.verdicts = verdicts;
  }

  void creates(CreateRequest request, Answers process) {
    if (!names.add(request.name())) {
      verdicts.broken("P3", request.name(), "this name was drawn before");
    }
    orderedBy.put(request.name(), process);
  }

  /** The notes of it are gone. */
  void forget() {
    refused.clear();
  }

  void tookPlace(Replica replica, Effect.CreateServer create, Outcome outcome) {
    Answers process = orderedBy.remove(create.name());
    if (process == null || process != replica.answers() || replica.standsStill()) {
      return;
    }
    mustBeAllowed(create, new Refused(process, create.offering()));
    mustBeAllowed(create, new Refused(process, null));
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

  private void mustBeAllowed(Effect.CreateServer create, Refused what) {
    Instant at = refused.get(what);
    if (at == null) {
      return;
    }
    Duration since = Duration.between(at, world.now());
    if (since.compareTo(ON_THE_WAY) > 0 && since.compareTo(LEFT_ALONE) < 0) {
      verdicts.broken(
          "P3",
          create.name(),
          (what.offering() == null ? "a server" : what.offering() + "")
              + " is ordered again "
              + since
              + " after it was refused");
    }
  }
}
