package io.github.ciautoscaler.fleet;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How launching goes.
 *
 * @param pools by pool, how it goes for that one alone; none where all is well
 * @param createBackOff why nothing may be launched for now, whatever the pool; null while nothing
 *     stops it
 * @param coolDowns offerings that are skipped, until when, and why
 */
public record LaunchHealth(
    Map<String, PoolHealth> pools,
    @Nullable BackOff createBackOff,
    Map<Offering, CoolDown> coolDowns) {

  public static final LaunchHealth GOOD = new LaunchHealth(Map.of(), null, Map.of());

  public LaunchHealth {
    pools = Map.copyOf(pools);
    coolDowns = Map.copyOf(coolDowns);
  }

  /** Good, where nothing else is known. */
  public PoolHealth pool(String name) {
    return pools.getOrDefault(name, PoolHealth.GOOD);
  }

  LaunchHealth after(StateChange.OfHealth fact) {
    return switch (fact) {
      case StateChange.BootSucceeded(var pool) ->
          with(pool, health -> health.with(BootFailures.NONE));
      case StateChange.BootFailuresForgiven(var pool) ->
          with(pool, health -> health.with(BootFailures.NONE));
      case StateChange.OfferingCoolingDown(var offering, var coolDown) ->
          coolingDown(offering, coolDown);
      case StateChange.CoolDownsEnded(var at) -> withoutCoolDownsEndedBy(at);
      case StateChange.TemplateRefused(var pool, var until) ->
          with(pool, health -> health.refused(until));
      case StateChange.CreateBackedOff(var until) ->
          new LaunchHealth(pools, BackOff.longer(createBackOff, until), coolDowns);
    };
  }

  LaunchHealth bootFailed(String pool, Instant at) {
    return with(pool, health -> health.with(health.bootFailures().oneMore(at)));
  }

  LaunchHealth coolingDown(Offering offering, CoolDown coolDown) {
    Map<Offering, CoolDown> more = new HashMap<>(coolDowns);
    more.put(offering, coolDown);
    return new LaunchHealth(pools, createBackOff, more);
  }

  private LaunchHealth withoutCoolDownsEndedBy(Instant at) {
    Map<Offering, CoolDown> left = new HashMap<>(coolDowns);
    left.values().removeIf(one -> !one.holds(at));
    return new LaunchHealth(pools, createBackOff, left);
  }

  private LaunchHealth with(String pool, UnaryOperator<PoolHealth> edit) {
    Map<String, PoolHealth> next = new HashMap<>(pools);
    next.put(pool, edit.apply(pool(pool)));
    next.values().removeIf(PoolHealth.GOOD::equals);
    return new LaunchHealth(next, createBackOff, coolDowns);
  }
}
