package io.github.ciautoscaler.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Notes of which one part is being replaced. */
final class NotesDraft {

  Map<String, Notes.PendingLaunch> pendingLaunches;
  Map<Offering, Notes.CoolDown> coolDowns;
  Map<String, Notes.PoolHealth> pools;
  Notes.@Nullable Stop stop;
  Notes.@Nullable Pause pause;
  Map<String, Notes.ScaleRequest> scaleRequests;
  Map<String, Set<Set<String>>> shownLabels;
  Map<String, Instant> rememberedSince;
  Map<String, Instant> probes;
  Map<Set<String>, Set<Long>> unservable;
  Map<String, Set<Long>> registrations;
  Map<String, Instant> unusedTokens;
  List<Notes.Removal> removals;

  NotesDraft(Notes from) {
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
    removals = from.removals();
  }

  Notes notes() {
    return new Notes(
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
        removals);
  }
}
