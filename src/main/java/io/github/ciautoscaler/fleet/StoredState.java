package io.github.ciautoscaler.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a restart must not lose and no other place can hold: our own ConfigMap's content.
 *
 * @param pendingLaunches purchases under way by server name, from before the create call until the
 *     machine serves or is known to be lost
 * @param coolDowns offerings that are skipped, until when, and why
 * @param pools by pool, how launching goes for it alone; none where all is well
 * @param stop why nothing may be bought for now, whatever the pool; null while nothing stops it
 * @param pause an operator's pause; null while none
 * @param scaleRequests servers that operators asked for, by idempotency key
 * @param shownLabels by pool, the label sets that its registered runners showed last
 * @param rememberedSince by pool, since when no runner of it is there and its labels are only
 *     remembered; none while one shows them
 * @param probes by pool, when a machine was ordered to look whether remembered labels still hold
 * @param unservable by label set, the ids of the jobs for which a fresh machine came in vain: a
 *     later job with these labels is another matter
 * @param registrations by node name, the runner rows that belonged to it, so that they can be
 *     cleaned up when the Node is gone
 * @param unusedTokens ids of join tokens whose machine did not come, until they are deleted, and
 *     since when
 * @param foreignRunners by id of a permanent runner, the owners whose jobs it leaves waiting though
 *     its labels fit
 * @param removals how long the latest removals took, the oldest first
 */
public record StoredState(
    Map<String, PendingLaunch> pendingLaunches,
    Map<Offering, CoolDown> coolDowns,
    Map<String, PoolHealth> pools,
    @Nullable BackOff stop,
    @Nullable Pause pause,
    Map<String, ScaleRequest> scaleRequests,
    Map<String, Set<Set<String>>> shownLabels,
    Map<String, Instant> rememberedSince,
    Map<String, Instant> probes,
    Map<Set<String>, Set<Long>> unservable,
    Map<String, Set<Long>> registrations,
    Map<String, Instant> unusedTokens,
    Map<Long, Set<String>> foreignRunners,
    List<MeasuredTermination> removals) {

  public static final StoredState EMPTY =
      new StoredState(
          Map.of(), Map.of(), Map.of(), null, null, Map.of(), Map.of(), Map.of(), Map.of(),
          Map.of(), Map.of(), Map.of(), Map.of(), List.of());

  public StoredState {
    pendingLaunches = Map.copyOf(pendingLaunches);
    coolDowns = Map.copyOf(coolDowns);
    pools = Map.copyOf(pools);
    scaleRequests = Map.copyOf(scaleRequests);
    shownLabels = Map.copyOf(shownLabels);
    rememberedSince = Map.copyOf(rememberedSince);
    probes = Map.copyOf(probes);
    unservable = Map.copyOf(unservable);
    registrations = Map.copyOf(registrations);
    unusedTokens = Map.copyOf(unusedTokens);
    foreignRunners = Map.copyOf(foreignRunners);
    removals = List.copyOf(removals);
  }

  /** Whether a fresh machine came for this job, and did not take it. */
  public boolean cameInVainFor(Job job) {
    return !unservable.isEmpty()
        && unservable.getOrDefault(job.labels(), Set.of()).contains(job.id());
  }

  public StoredState withIntents(UnaryOperator<Map<String, PendingLaunch>> edit) {
    return with(draft -> draft.pendingLaunches = edited(pendingLaunches, edit));
  }

  public StoredState withCoolDowns(UnaryOperator<Map<Offering, CoolDown>> edit) {
    return with(draft -> draft.coolDowns = edited(coolDowns, edit));
  }

  /** Good, where nothing else is known. */
  public PoolHealth pool(String name) {
    return pools.getOrDefault(name, PoolHealth.GOOD);
  }

  public StoredState withPool(String name, UnaryOperator<PoolHealth> edit) {
    PoolHealth next = edit.apply(pool(name));
    return with(draft ->
        draft.pools =
            edited(
                pools,
                all -> {
                  all.put(name, next);
                  all.values().removeIf(PoolHealth.GOOD::equals);
                  return all;
                }));
  }

  public StoredState withBootFailures(String pool, BootFailures failures) {
    return withPool(pool, health -> health.with(failures));
  }

  public StoredState withStop(@Nullable BackOff newStop) {
    return with(draft -> draft.stop = newStop);
  }

  public StoredState withPause(@Nullable Pause newPause) {
    return with(draft -> draft.pause = newPause);
  }

  public StoredState withScaleRequests(UnaryOperator<Map<String, ScaleRequest>> edit) {
    return with(draft -> draft.scaleRequests = edited(scaleRequests, edit));
  }

  /** The runners of this pool show these. */
  public StoredState withLabelsShown(String pool, Set<Set<String>> labels) {
    return with(draft -> {
      draft.shownLabels = with(shownLabels, pool, labels);
      draft.rememberedSince = new HashMap<>(rememberedSince);
      draft.rememberedSince.remove(pool);
    });
  }

  /** No runner of this pool shows any. */
  public StoredState withLabelsRemembered(String pool, Instant since) {
    return rememberedSince.containsKey(pool)
        ? this
        : with(draft -> draft.rememberedSince = with(rememberedSince, pool, since));
  }

  private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
    Map<String, V> more = new HashMap<>(map);
    more.put(key, value);
    return more;
  }

  public StoredState withProbes(UnaryOperator<Map<String, Instant>> edit) {
    return with(draft -> draft.probes = edited(probes, edit));
  }

  public StoredState withUnservable(Map<Set<String>, Set<Long>> labelSets) {
    return with(draft -> draft.unservable = labelSets);
  }

  public StoredState withForeignRunners(Map<Long, Set<String>> owners) {
    return with(draft -> draft.foreignRunners = owners);
  }

  public StoredState withRegistrations(UnaryOperator<Map<String, Set<Long>>> edit) {
    return with(draft -> draft.registrations = edited(registrations, edit));
  }

  public StoredState withUnusedTokens(UnaryOperator<Map<String, Instant>> edit) {
    return with(draft -> draft.unusedTokens = edited(unusedTokens, edit));
  }

  /** Once for each machine, and of the latest machines only. */
  public StoredState withRemoval(MeasuredTermination removal) {
    if (removals.stream().anyMatch(it -> it.machine().equals(removal.machine()))) {
      return this;
    }
    List<MeasuredTermination> latest = new ArrayList<>(removals);
    latest.add(removal);
    int dropped = Math.max(0, latest.size() - MeasuredTermination.KEPT);
    return with(draft -> draft.removals = latest.subList(dropped, latest.size()));
  }

  /** A purchase that came to nothing: whoever has its token must not join with it. */
  public StoredState withoutIntent(String name, Instant at) {
    PendingLaunch pendingLaunch = pendingLaunches.get(name);
    String token = pendingLaunch == null ? null : pendingLaunch.joinToken();
    StoredState next =
        withIntents(all -> {
          all.remove(name);
          return all;
        });
    return token == null
        ? next
        : next.withUnusedTokens(all -> {
          all.put(token, at);
          return all;
        });
  }

  private StoredState with(Consumer<StoredStateDraft> change) {
    StoredStateDraft draft = new StoredStateDraft(this);
    change.accept(draft);
    return draft.stored();
  }

  private static <K, V> Map<K, V> edited(Map<K, V> map, UnaryOperator<Map<K, V>> edit) {
    return edit.apply(new HashMap<>(map));
  }
}
