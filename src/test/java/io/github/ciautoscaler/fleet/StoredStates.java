package io.github.ciautoscaler.fleet;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What tests want to be remembered, one part at a time. */
public final class StoredStates {

  private StoredStates() {}

  public static StoredState withLaunches(
      StoredState state, UnaryOperator<Map<String, PendingLaunch>> edit) {
    PendingLaunches old = state.launches();
    return state.with(new PendingLaunches(edited(old.pending(), edit), old.unusedTokens()));
  }

  public static StoredState withUnusedTokens(
      StoredState state, UnaryOperator<Map<String, Instant>> edit) {
    PendingLaunches old = state.launches();
    return state.with(new PendingLaunches(old.pending(), edited(old.unusedTokens(), edit)));
  }

  public static StoredState withCoolDowns(
      StoredState state, UnaryOperator<Map<Offering, CoolDown>> edit) {
    LaunchHealth old = state.health();
    return state.with(
        new LaunchHealth(old.pools(), old.createBackOff(), edited(old.coolDowns(), edit)));
  }

  public static StoredState withPool(
      StoredState state, String pool, UnaryOperator<PoolHealth> edit) {
    LaunchHealth old = state.health();
    Map<String, PoolHealth> pools = new HashMap<>(old.pools());
    pools.put(pool, edit.apply(old.pool(pool)));
    return state.with(new LaunchHealth(pools, old.createBackOff(), old.coolDowns()));
  }

  public static StoredState withBootFailures(
      StoredState state, String pool, BootFailures failures) {
    return withPool(state, pool, health -> health.with(failures));
  }

  public static StoredState withCreateBackOff(StoredState state, BackOff backOff) {
    return after(state, new StateChange.CreateBackedOff(backOff));
  }

  public static StoredState withPause(StoredState state, @Nullable Pause pause) {
    return after(
        state, pause == null ? new StateChange.PauseEnded() : new StateChange.PauseSet(pause));
  }

  public static StoredState withPoolPause(StoredState state, String pool, Pause pause) {
    return after(state, new StateChange.PoolPaused(pool, pause));
  }

  public static StoredState withScaleRequests(
      StoredState state, UnaryOperator<Map<String, ScaleRequest>> edit) {
    OperatorWishes old = state.wishes();
    return state.with(
        new OperatorWishes(old.pause(), old.poolPauses(), edited(old.scaleRequests(), edit)));
  }

  public static StoredState withLabelsShown(
      StoredState state, String pool, Set<Set<String>> labels) {
    return after(state, new StateChange.LabelsShown(pool, labels));
  }

  public static StoredState withLabelsRemembered(StoredState state, String pool, Instant since) {
    return after(state, new StateChange.LabelsRemembered(pool, since));
  }

  public static StoredState withProbes(
      StoredState state, UnaryOperator<Map<String, Instant>> edit) {
    RunnerOwnership old = state.runners();
    return state.with(
        new RunnerOwnership(
            old.registrations(),
            old.shownLabels(),
            old.rememberedSince(),
            edited(old.probes(), edit),
            old.jobsLeft()));
  }

  public static StoredState withUnservable(StoredState state, Map<Set<String>, Set<Long>> jobs) {
    return after(state, new StateChange.JobsUnservable(jobs));
  }

  public static StoredState withForeignRunners(StoredState state, Map<Long, Set<String>> owners) {
    return after(state, new StateChange.RunnersForeign(owners));
  }

  public static StoredState withRegistrations(
      StoredState state, UnaryOperator<Map<String, Set<Long>>> edit) {
    RunnerOwnership old = state.runners();
    return state.with(
        new RunnerOwnership(
            edited(old.registrations(), edit),
            old.shownLabels(),
            old.rememberedSince(),
            old.probes(),
            old.jobsLeft()));
  }

  public static StoredState withTermination(StoredState state, MeasuredTermination one) {
    return after(state, new StateChange.TerminationMeasured(one));
  }

  private static StoredState after(StoredState state, StateChange fact) {
    return StateChanges.apply(state, List.of(fact));
  }

  private static <K, V> Map<K, V> edited(Map<K, V> map, UnaryOperator<Map<K, V>> edit) {
    return edit.apply(new HashMap<>(map));
  }
}
