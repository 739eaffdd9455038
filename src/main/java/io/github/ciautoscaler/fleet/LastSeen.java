package io.github.ciautoscaler.fleet;

import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a list held when it was last read completely, however long ago; nothing before the first
 * time. What is in it was there. Of what is not in it nothing is known: so it can be gone through,
 * and not be asked whether it is empty or how much it holds. {@link Fresh} answers that.
 *
 * @param <T> what is listed
 */
public final class LastSeen<T> implements Iterable<T> {

  private final List<T> all;

  private LastSeen(List<T> all) {
    this.all = all;
  }

  public static <T> LastSeen<T> of(Tracked<List<T>> source) {
    return new LastSeen<>(source.known().orElse(List.of()));
  }

  public boolean anyMatch(Predicate<T> which) {
    return all.stream().anyMatch(which);
  }

  @Override
  public Iterator<T> iterator() {
    return all.iterator();
  }
}
