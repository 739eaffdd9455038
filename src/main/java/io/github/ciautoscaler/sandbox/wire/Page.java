package io.github.ciautoscaler.sandbox.wire;

import java.util.List;

/**
 * One page of a list.
 *
 * @param number from 1
 * @param size how many a page holds at most
 * @param total how many there are on all pages
 */
public record Page<T>(List<T> items, int number, int size, int total) {

  public static <T> Page<T> of(List<T> all, int number, int size) {
    long from = Math.min((long) (number - 1) * size, all.size());
    long to = Math.min(from + size, all.size());
    return new Page<>(List.copyOf(all.subList((int) from, (int) to)), number, size, all.size());
  }

  public int last() {
    return Math.max(1, Math.ceilDiv(total, size));
  }
}
