package io.github.ciautoscaler.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Notes of which one part is being replaced. */
final class StoredStateDraft {

  Map<String, PendingLaunch> pendingLaunches;
  Map<Offering, CoolDown> coolDowns;
  Map<String, PoolHealth> pools;
  @Nullable BackOff stop;
  @Nullable Pause pause;
  Map<String, ScaleRequest> scaleRequests;
  Map<String, Set<Set<String>>> shownLabels;
  Map<String, Instant> rememberedSince;
  Map<String, Instant> probes;
  Map<Set<String>, Set<Long>> unservable;
  Map<String, Set<Long>> registrations;
  Map<String, Instant> unusedTokens;
  Map<Long, Set<String>> foreignRunners;
  List<MeasuredTermination> removals;

  StoredStateDraft(StoredState from) {
    pendingLaunches = from.pendingLaunches();
    coolDowns = from.coolDowns();
    pools = from.pools();
    stop = from.stop();
    pause = from.pause();
    scaleRequests = from.scaleRequests();
    shownLabels = from.shownLabels();
    rememberedSince = from.rememberedSince();
    probes = from.probes();
    unservable = from.unservable();
    registrations = from.registrations();
    unusedTokens = from.unusedTokens();
    foreignRunners = from.foreignRunners();
    removals = from.removals();
  }

  StoredState stored() {
    return new StoredState(
        pendingLaunches,
        coolDowns,
        pools,
        stop,
        pause,
        scaleRequests,
        shownLabels,
        rememberedSince,
        probes,
        unservable,
        registrations,
        unusedTokens,
        foreignRunners,
        removals);
  }
}
