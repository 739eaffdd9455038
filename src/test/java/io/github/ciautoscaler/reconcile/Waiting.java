package io.github.ciautoscaler.reconcile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers reads when it is told to; by itself only where it shall. */
public final class Waiting implements Background {

  private final List<Runnable> unanswered = new ArrayList<>();
  boolean atOnce;
  int begun;

  public void answer() {
    List<Runnable> all = List.copyOf(unanswered);
    unanswered.clear();
    all.forEach(Runnable::run);
  }

  private static final class Later<T> implements Pending<T> {
    private Optional<T> value = Optional.empty();

    @Override
    public Optional<T> result() {
      return value;
    }
  }

  @Override
  public <T> Pending<T> read(String source, Supplier<T> call) {
    begun++;
    Later<T> later = new Later<>();
    unanswered.add(() -> later.value = Optional.of(call.get()));
    return later;
  }

  @Override
  public void await(Collection<? extends Pending<?>> reads, Duration atMost) {
    if (atOnce) {
      answer();
    }
  }

  @Override
  public void run(EffectChain chain) {
    while (!chain.isFinished()) {
      chain.step();
    }
  }
}
