package io.github.ciautoscaler.fleet;

import io.github.ciautoscaler.bootstrap.K3sBootstrap;
import io.github.ciautoscaler.bootstrap.Setup;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pools as most tests need them: of K3s agents, with nothing special about their servers. */
public final class Pools {

  public static final MachineBootstrap K3S =
      new K3sBootstrap(new Secret("secret"), null, "", Setup.PLAIN);

  private Pools() {}

  /** The pool that the environment makes; what it serves, its runners show. */
  public static Pool ofDefault(int maxNodes, Offering... offerings) {
    return of(Pool.DEFAULT, maxNodes, null, offerings);
  }

  public static Pool of(
      String name, int maxNodes, @Nullable Set<String> offers, Offering... offerings) {
    return of(name, maxNodes, template(K3S, offerings), offers);
  }

  /** Whose machines run one job at a time. */
  public static Pool of(
      String name, int maxNodes, MachineTemplate template, @Nullable Set<String> offers) {
    return new Pool(name, template, Pool.Offer.ofOne(offers), Pool.Limits.atMost(maxNodes), null);
  }

  /** The same, whose machines run so many jobs at once. */
  public static Pool withSlots(Pool pool, int slots) {
    return new Pool(
        pool.name(),
        pool.template(),
        new Pool.Offer(slots, pool.labels()),
        pool.limits(),
        pool.times());
  }

  /** The same, whose machines are given so many jobs at most. */
  public static Pool withMaxUses(Pool pool, int uses) {
    return new Pool(
        pool.name(),
        pool.template(),
        new Pool.Service(new Pool.Offer(pool.slots(), pool.labels(), uses), Pool.Choice.ANY),
        pool.size(),
        pool.times());
  }

  /** The same, to which these jobs come. */
  public static Pool chosen(Pool pool, long priority, String... repositories) {
    return new Pool(
        pool.name(),
        pool.template(),
        new Pool.Service(
            pool.offer(), new Pool.Choice(priority, new Repositories(Set.of(repositories)))),
        pool.size(),
        pool.times());
  }

  /** The same, with these limits. */
  public static Pool withLimits(Pool pool, Pool.Limits limits) {
    return new Pool(pool.name(), pool.template(), pool.offer(), limits, pool.times());
  }

  /** The same, of which there are always so many machines. */
  public static Pool withMinimum(Pool pool, int min) {
    return withLimits(pool, new Pool.Limits(min, pool.limits().max(), pool.limits().rate()));
  }

  /** The same, which holds slots ready. */
  public static Pool holding(Pool pool, WarmCapacity.Entry... entries) {
    return new Pool(
        pool.name(),
        pool.template(),
        new Pool.Service(pool.offer(), Pool.Choice.ANY),
        new Pool.Size(pool.limits(), new WarmCapacity(List.of(entries))),
        pool.times());
  }

  /** The same, with times of its own. */
  public static Pool withTimes(Pool pool, Pool.Times times) {
    return new Pool(pool.name(), pool.template(), pool.offer(), pool.limits(), times);
  }

  public static MachineTemplate template(MachineBootstrap bootstrap, Offering... offerings) {
    return new MachineTemplate(
        List.of(offerings), "ubuntu-24.04", ServerAccess.PUBLIC, Map.of(), bootstrap);
  }

  /** A machine that needs to know nothing of its cluster. */
  public static JoiningMachine joining(String name, @Nullable String tokenId) {
    return new JoiningMachine(name, Pool.DEFAULT, null, List.of(), tokenId);
  }
}
