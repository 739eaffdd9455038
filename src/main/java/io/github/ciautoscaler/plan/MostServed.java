package io.github.ciautoscaler.plan;

import java.util.Arrays;
import java.util.List;

/**
 * How many jobs can be served with so many machines of each pool, beside the slots that are there.
 *
 * <p>By the least cut: either a pool's new slots are all used, or nobody who could take one waits.
 * So for each set of pools it is asked once how many jobs could be served if these had slots
 * without end and the others none; then any numbers of machines are judged by adding up.
 */
final class MostServed {

  private static final int WITHOUT_END = Integer.MAX_VALUE / 4;

  private final int[] jobs;
  private final int[] there;
  private final boolean[][] fits;
  private final int pools;
  private final int[] slots;
  private final int[] withoutEnd;

  /**
   * @param jobs of each group
   * @param there how many slots there are of each kind
   * @param fits for each group, first which kinds of slots there fit it, then which pools do
   * @param slots of a new machine of each pool
   */
  MostServed(int[] jobs, int[] there, List<boolean[]> fits, int[] slots) {
    this.jobs = jobs.clone();
    this.there = there.clone();
    this.fits = fits.toArray(boolean[][]::new);
    this.pools = slots.length;
    this.slots = slots.clone();
    this.withoutEnd = new int[1 << pools];
    for (int set = 0; set < withoutEnd.length; set++) {
      withoutEnd[set] = flow(set);
    }
  }

  /**
   * @param allowed the pools of which machines count, as bits
   * @param machines of each pool
   */
  int with(int allowed, int[] machines) {
    int least = Integer.MAX_VALUE;
    for (int set = allowed; ; set = (set - 1) & allowed) {
      int sum = withoutEnd[set];
      for (int pool = 0; pool < pools; pool++) {
        sum += isIn(allowed & ~set, pool) ? machines[pool] * slots[pool] : 0;
      }
      least = Math.min(least, sum);
      if (set == 0) {
        return least;
      }
    }
  }

  private static boolean isIn(int set, int pool) {
    return (set >> pool & 1) == 1;
  }

  /** Where these pools have slots without end. */
  private int flow(int endless) {
    int[] left = Arrays.copyOf(there, there.length + pools);
    for (int pool = 0; pool < pools; pool++) {
      left[there.length + pool] = isIn(endless, pool) ? WITHOUT_END : 0;
    }
    int[][] given = new int[jobs.length][left.length];
    int served = 0;
    for (int group = 0; group < jobs.length; group++) {
      int open = jobs[group];
      int more = 1;
      while (open > 0 && more > 0) {
        more = push(group, open, left, given, new boolean[jobs.length]);
        open -= more;
        served += more;
      }
    }
    return served;
  }

  /** So many more jobs of this group get a slot, some of them from groups that find another. */
  private int push(int group, int most, int[] left, int[][] given, boolean[] asked) {
    asked[group] = true;
    for (int kind = 0; kind < left.length; kind++) {
      if (fits[group][kind]) {
        int moved = Math.min(most, left[kind]);
        left[kind] -= moved;
        for (int other = 0; other < jobs.length && moved == 0; other++) {
          if (!asked[other] && given[other][kind] > 0) {
            moved = push(other, Math.min(most, given[other][kind]), left, given, asked);
            given[other][kind] -= moved;
          }
        }
        given[group][kind] += moved;
        if (moved > 0) {
          return moved;
        }
      }
    }
    return 0;
  }
}
