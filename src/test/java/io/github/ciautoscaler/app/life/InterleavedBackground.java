package io.github.ciautoscaler.app.life;

import io.github.ciautoscaler.app.life.SteppedBackground.Death;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.reconcile.Background;
import io.github.ciautoscaler.reconcile.EffectChain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Keeps all chains under way at once: in each round every one of them goes one effect further. */
final class InterleavedBackground implements Background {

  /**
   * An effect that was performed.
   *
   * @param position in its action, from 0
   * @param underWay how many machines had an unfinished action at that moment
   */
  record Performed(Action.Kind action, int position, Effect effect, int underWay) {}

  private final SteppedBackground one;
  private final List<EffectChain> chains = new ArrayList<>();
  private final List<Performed> performed = new ArrayList<>();

  InterleavedBackground(Death death) {
    one = new SteppedBackground(death);
  }

  @Override
  public <T> Pending<T> read(String source, Supplier<T> call) {
    return one.read(source, call);
  }

  @Override
  public void await(Collection<? extends Pending<?>> reads, Duration atMost) {
    one.await(reads, atMost);
  }

  @Override
  public void run(EffectChain chain) {
    chains.add(chain);
  }

  void round() {
    chains.removeIf(EffectChain::isFinished);
    for (EffectChain chain : chains) {
      performed.add(
          new Performed(
              chain.action().kind(), chain.outcomes().size(), chain.next(), chains.size()));
      one.step(chain);
    }
  }

  /** In the order in which they were performed; their place here is what {@link Death} counts. */
  List<Performed> performed() {
    return performed;
  }
}
