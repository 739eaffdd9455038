package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.plan.Action;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Starts actions beside the pass, one per machine, and collects them when they ended. */
final class Executor {

  private final Background background;
  private final EffectPerformer performer;
  private final BooleanSupplier mayAct;
  private final InstantSource clock;
  private final Map<String, EffectChain> inFlight = new TreeMap<>();

  Executor(
      Background background,
      EffectPerformer performer,
      BooleanSupplier mayAct,
      InstantSource clock) {
    this.background = background;
    this.performer = performer;
    this.mayAct = mayAct;
    this.clock = clock;
  }

  synchronized Set<String> inFlight() {
    return Set.copyOf(inFlight.keySet());
  }

  synchronized void start(Action action) {
    EffectChain chain = new EffectChain(action, performer, mayAct, clock);
    inFlight.put(action.machine(), chain);
    background.run(chain);
  }

  /** Takes out what ended since the last call. */
  synchronized List<PassReport.Ended> ended(Instant now) {
    List<PassReport.Ended> ended = new ArrayList<>();
    for (Iterator<EffectChain> chains = inFlight.values().iterator(); chains.hasNext(); ) {
      EffectChain chain = chains.next();
      if (chain.isFinished()) {
        chains.remove();
        ended.add(new PassReport.Ended(chain.action(), chain.outcomes(), now));
      }
    }
    return ended;
  }
}
