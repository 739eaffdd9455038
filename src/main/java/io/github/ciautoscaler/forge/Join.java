package io.github.ciautoscaler.forge;

import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.fleet.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lists of several scopes as one. What one scope lacks, the whole lacks: it is complete only where
 * each is, as old as the oldest, and a row that several have is one.
 */
final class Join<T> {

  private final Map<Long, T> rows = new LinkedHashMap<>();
  private final Function<T, Long> ids;
  private final BinaryOperator<T> both;
  private final List<String> problems = new ArrayList<>();
  private boolean sawNone = true;
  private Reading.@Nullable Trouble first;
  private @Nullable Instant oldest;

  /**
   * @param both what is said of a row that two lists have
   */
  Join(Function<T, Long> ids, BinaryOperator<T> both) {
    this.ids = ids;
    this.both = both;
  }

  void add(ForgeScope scope, Reading<List<T>> reading) {
    oldest = oldest == null || reading.takenAt().isBefore(oldest) ? reading.takenAt() : oldest;
    switch (reading) {
      case Reading.Complete<List<T>>(var some, var at) -> take(some);
      case Reading.Partial<List<T>>(var some, var at, var problem) -> {
        take(some);
        problems.add(scope + ": " + problem);
      }
      case Reading.Failed<List<T>>(var trouble, var problem, var at) -> {
        first = first == null ? trouble : first;
        problems.add(scope + ": " + problem);
      }
    }
  }

  private void take(List<T> some) {
    sawNone = false;
    some.forEach(row -> rows.merge(ids.apply(row), row, both));
  }

  Reading<List<T>> whole() {
    Instant takenAt = java.util.Objects.requireNonNull(oldest, "no scope was read");
    String problem = String.join("; ", problems);
    if (first != null && sawNone) {
      return new Reading.Failed<>(first, problem, takenAt);
    }
    List<T> all = List.copyOf(rows.values());
    return problems.isEmpty()
        ? new Reading.Complete<>(all, takenAt)
        : new Reading.Partial<>(all, takenAt, problem);
  }
}
