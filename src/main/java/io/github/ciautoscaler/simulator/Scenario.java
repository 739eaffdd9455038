package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.ClusterInfo.Permission;
import io.github.ciautoscaler.fleet.Offering;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is simulated: how long, for whom, and what goes wrong meanwhile. Faults and jobs end after
 * its length; what must then come right is waited for.
 *
 * @param length how long jobs come and things go wrong
 * @param maxNodes the owner's maximum
 * @param replicas how many processes run; one of them leads
 * @param rates see {@link Faults#set}
 * @param surroundings what its whole world is like
 */
public record Scenario(
    String name,
    Duration length,
    int maxNodes,
    int replicas,
    Duration poll,
    List<Offering> offerings,
    String forgeVersion,
    Set<Permission> permissions,
    Workload.Rhythm rhythm,
    Map<Fault, Double> rates,
    Set<Surrounding> surroundings) {

  public Scenario {
    offerings = List.copyOf(offerings);
    permissions = Set.copyOf(permissions);
    rates = Map.copyOf(rates);
    surroundings = Set.copyOf(surroundings);
  }

  /** A day of ordinary work without any fault. */
  public static Scenario calm(String name) {
    return new Scenario(
        name,
        Duration.ofHours(20),
        6,
        1,
        Duration.ofSeconds(5),
        List.of(new Offering("ccx33", "nbg1"), new Offering("ccx33", "fsn1")),
        "1.26.3",
        EnumSet.allOf(Permission.class),
        Workload.Rhythm.standard(),
        Map.of(),
        Set.of());
  }

  /** A day in which everything goes wrong that can. */
  public static Scenario stormy(String name) {
    return calm(name)
        .replicas(2)
        .offering(
            new Offering("ccx33", "nbg1"),
            new Offering("ccx33", "fsn1"),
            new Offering("cpx32", "nbg1"))
        .with(Storm.rates());
  }

  /** By the name under which a report tells it. */
  public static Scenario named(String name) {
    return switch (name) {
      case "calm" -> calm(name);
      case "storm" -> stormy(name).in(Surrounding.PUBLIC_ADDRESSES, Surrounding.ROOMY_POOL);
      case "original-rbac" ->
          stormy(name).replicas(1).permitted(Set.of()).with(Storm.ratesWithoutState());
      case "old-forge" -> stormy(name).replicas(1).on("1.25.4").in(Surrounding.PUBLIC_ADDRESSES);
      case "forgejo-15" -> stormy(name).on(Dialect.FORGEJO_15).in(Surrounding.PUBLIC_ADDRESSES);
      case "forgejo-11" -> stormy(name).on(Dialect.FORGEJO_11).in(Surrounding.PUBLIC_ADDRESSES);
      case "ephemeral" -> stormy(name).in(Surrounding.EPHEMERAL_RUNNERS);
      case "warm" -> stormy(name).in(Surrounding.WARM_POOL);
      case "two-slots" -> stormy(name).in(Surrounding.TWO_RUNNERS);
      case "one-use" -> stormy(name).in(Surrounding.ONE_USE);
      case "three-uses" -> stormy(name).in(Surrounding.THREE_USES);
      case "two-pools" -> stormy(name).in(Surrounding.TWO_POOLS);
      case "pods" -> stormy(name).atMost(7).in(Surrounding.PODS);
      case "few-jobs" -> stormy(name).in(Surrounding.FEW_JOBS);
      case "little-money" ->
          stormy(name)
              .offering(new Offering("ccx33", "nbg1"), new Offering("ccx33", "fsn1"))
              .in(Surrounding.LITTLE_MONEY);
      case "webhook" -> stormy(name).replicas(1).in(Surrounding.WEBHOOK);
      case "webhook-pair" -> stormy(name).in(Surrounding.WEBHOOK);
      case "shared" ->
          stormy(name)
              .in(Surrounding.CLOUD_CONTROLLER, Surrounding.ROOMY_POOL)
              .with(Storm.ratesOfSharedWorlds());
      case "many" -> calm(name).atMost(20).working(Workload.Rhythm.standard().withFanOut(18));
      case "twenty" -> calm(name).atMost(20).working(Workload.Rhythm.ceaseless());
      case "restless" -> stormy(name).working(Workload.Rhythm.restless());
      case "restless-calm" -> calm(name).working(Workload.Rhythm.restless());
      default -> throw new IllegalArgumentException("no scenario is named " + name);
    };
  }

  public Scenario lasting(Duration time) {
    return new Scenario(
        name,
        time,
        maxNodes,
        replicas,
        poll,
        offerings,
        forgeVersion,
        permissions,
        rhythm,
        rates,
        surroundings);
  }

  public Scenario atMost(int machines) {
    return new Scenario(
        name,
        length,
        machines,
        replicas,
        poll,
        offerings,
        forgeVersion,
        permissions,
        rhythm,
        rates,
        surroundings);
  }

  public Scenario replicas(int processes) {
    return new Scenario(
        name,
        length,
        maxNodes,
        processes,
        poll,
        offerings,
        forgeVersion,
        permissions,
        rhythm,
        rates,
        surroundings);
  }

  public Scenario polling(Duration every) {
    return new Scenario(
        name,
        length,
        maxNodes,
        replicas,
        every,
        offerings,
        forgeVersion,
        permissions,
        rhythm,
        rates,
        surroundings);
  }

  /** Machines of these types, the first first. */
  public Scenario offering(Offering... offers) {
    return new Scenario(
        name,
        length,
        maxNodes,
        replicas,
        poll,
        List.of(offers),
        forgeVersion,
        permissions,
        rhythm,
        rates,
        surroundings);
  }

  public Scenario permitted(Set<Permission> rights) {
    return new Scenario(
        name,
        length,
        maxNodes,
        replicas,
        poll,
        offerings,
        forgeVersion,
        rights,
        rhythm,
        rates,
        surroundings);
  }

  public Scenario working(Workload.Rhythm work) {
    return new Scenario(
        name,
        length,
        maxNodes,
        replicas,
        poll,
        offerings,
        forgeVersion,
        permissions,
        work,
        rates,
        surroundings);
  }

  /** On a forge of this version; before Gitea 1.26 runners cannot be disabled. */
  public Scenario on(String version) {
    return new Scenario(
        name,
        length,
        maxNodes,
        replicas,
        poll,
        offerings,
        version,
        permissions,
        rhythm,
        rates,
        surroundings);
  }

  /** In a world of this kind. */
  public Scenario in(Surrounding... others) {
    return new Scenario(
        name,
        length,
        maxNodes,
        replicas,
        poll,
        offerings,
        forgeVersion,
        permissions,
        rhythm,
        rates,
        Set.of(others));
  }

  /** One more thing that goes wrong. */
  public Scenario with(Fault fault, double rate) {
    return with(Map.of(fault, rate));
  }

  public Scenario with(Map<Fault, Double> more) {
    Map<Fault, Double> all = new EnumMap<>(Fault.class);
    all.putAll(rates);
    all.putAll(more);
    return new Scenario(
        name,
        length,
        maxNodes,
        replicas,
        poll,
        offerings,
        forgeVersion,
        permissions,
        rhythm,
        all,
        surroundings);
  }
}
