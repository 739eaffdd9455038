package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.plan.Demand.Shortage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many machines of each pool are launched, where several could be: so that most jobs have a
 * slot, with the least machines, of these ways the one that costs least. No fewer jobs go to pools
 * of a higher priority than where each group takes its best pool.
 *
 * <p>Every choice is tried, so that it is exact; beyond {@link #MOST_POOLS} or {@link #MOST_TRIED}
 * each group takes its best pools.
 */
final class LaunchChoice {

  static final int MOST_POOLS = 6;
  static final int MOST_TRIED = 20_000;

  private final List<Pool> pools;
  private final LaunchBounds bounds;
  private final MostServed served;
  private final int[] levels;
  private int @Nullable [] best;
  private int bestServed;
  private int[] leastOfLevels = new int[0];

  private LaunchChoice(List<Pool> pools, LaunchBounds bounds, MostServed served) {
    this.pools = pools;
    this.bounds = bounds;
    this.served = served;
    this.levels = levels(pools);
  }

  /** Machines by pool, in the order in which they are filled. */
  record Chosen(List<Pool> pools, int[] machines) {}

  /** Null where the best that each group takes by itself is the best of all. */
  static @Nullable Chosen of(Demand demand, Launches launches) {
    if (demand.shortages().isEmpty() || launches.settings().pools().size() < 2) {
      return null;
    }
    OpenWork work = demand.openWork();
    List<Pool> pools = work.pools();
    if (pools.size() < 2 || pools.size() > MOST_POOLS) {
      return null;
    }
    LaunchBounds bounds = LaunchBounds.of(launches, pools);
    long tried = 1;
    for (int i = 0; i < pools.size(); i++) {
      Pool pool = pools.get(i);
      int wanted = Math.ceilDiv(work.jobs(pool), pool.slotsOfFresh());
      bounds.most()[i] = Math.max(0, Math.min(bounds.most()[i], wanted));
      tried *= bounds.most()[i] + 1;
      if (tried > MOST_TRIED) {
        return null;
      }
    }
    return new LaunchChoice(pools, bounds, work.served(pools))
        .choose(fewestPoolsFirst(demand.shortages()));
  }

  /** Whoever has a choice leaves the last machine of a pool to whom no other pool fits. */
  static List<Shortage> fewestPoolsFirst(List<Shortage> shortages) {
    return shortages.stream()
        .sorted(Comparator.comparingInt(shortage -> shortage.pools().size()))
        .toList();
  }

  /** The pools of at least each priority, as bits, the highest first. */
  private static int[] levels(List<Pool> pools) {
    return pools.stream()
        .mapToLong(Pool::priority)
        .distinct()
        .boxed()
        .sorted(Comparator.reverseOrder())
        .mapToInt(priority -> {
          int set = 0;
          for (int i = 0; i < pools.size(); i++) {
            set |= pools.get(i).priority() >= priority ? 1 << i : 0;
          }
          return set;
        })
        .toArray();
  }

  private @Nullable Chosen choose(List<Shortage> shortages) {
    int[] alone = new int[pools.size()];
    int[] taken = eachByItself(shortages, alone);
    int all = (1 << pools.size()) - 1;
    int before = served.with(0, new int[pools.size()]);
    bestServed = before + Arrays.stream(taken).sum();
    leastOfLevels =
        Arrays.stream(levels)
            .map(level -> {
              int sum = before;
              for (int i = 0; i < taken.length; i++) {
                sum += (level >> i & 1) == 1 ? taken[i] : 0;
              }
              return sum;
            })
            .toArray();
    best = alone;
    search(0, new int[pools.size()], all);
    return best == alone ? null : new Chosen(byPriority(), inOrder());
  }

  /** Jobs by pool that get a slot where each group takes its best pools, one after the other. */
  private int[] eachByItself(List<Shortage> shortages, int[] machines) {
    int[] taken = new int[machines.length];
    int[] spare = new int[machines.length];
    for (Shortage shortage : shortages) {
      int left = shortage.jobs();
      for (Pool pool : shortage.pools()) {
        left -= take(pools.indexOf(pool), left, spare, taken);
      }
      for (Pool pool : shortage.pools()) {
        int i = pools.indexOf(pool);
        boolean may = true;
        while (left > 0 && may) {
          machines[i]++;
          may = bounds.allow(machines);
          machines[i] -= may ? 0 : 1;
          spare[i] += may ? pool.slotsOfFresh() : 0;
          left -= take(i, left, spare, taken);
        }
      }
    }
    return taken;
  }

  private static int take(int pool, int jobs, int[] spare, int[] taken) {
    int some = Math.min(jobs, spare[pool]);
    spare[pool] -= some;
    taken[pool] += some;
    return some;
  }

  private void search(int pool, int[] machines, int all) {
    if (pool == machines.length) {
      consider(machines, served.with(all, machines));
      return;
    }
    for (machines[pool] = 0; bounds.allow(machines); machines[pool]++) {
      search(pool + 1, machines, all);
    }
    machines[pool] = 0;
  }

  private void consider(int[] machines, int jobs) {
    if (best == null || jobs < bestServed || jobs == bestServed && !isLess(machines, best)) {
      return;
    }
    for (int i = 0; i < levels.length; i++) {
      if (served.with(levels[i], machines) < leastOfLevels[i]) {
        return;
      }
    }
    best = machines.clone();
    bestServed = jobs;
  }

  private boolean isLess(int[] machines, int[] than) {
    int less = Integer.compare(Arrays.stream(machines).sum(), Arrays.stream(than).sum());
    if (less != 0) {
      return less < 0;
    }
    BigDecimal price = bounds.price(machines);
    return price.compareTo(bounds.price(than)) < 0;
  }

  private List<Integer> order() {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < pools.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingLong(i -> -pools.get(i).priority()));
    return order;
  }

  private List<Pool> byPriority() {
    return order().stream().map(pools::get).toList();
  }

  private int[] inOrder() {
    int[] machines = best == null ? new int[0] : best;
    return order().stream().mapToInt(i -> machines[i]).toArray();
  }
}
