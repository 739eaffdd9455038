package io.github.ciautoscaler.app.life;

import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.reconcile.Background;
import io.github.ciautoscaler.reconcile.EffectChain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs everything at once and in order, counts the effects, and dies where it is told to. */
final class SteppedBackground implements Background {

  /** The process is killed; nothing of it runs on. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Where to die.
   *
   * @param effect counted from 0
   * @param before before the effect is sent; else when it took place and its answer is not read
   */
  record Death(int effect, boolean before) {
    static final Death NEVER = new Death(-1, false);
  }

  private final Death death;
  private final List<Effect> effects = new ArrayList<>();
  private Consumer<Effect> beforeEach = effect -> {};

  SteppedBackground(Death death) {
    this.death = death;
  }

  /** Lets something happen in the moment before each effect. */
  void beforeEach(Consumer<Effect> happens) {
    beforeEach = happens;
  }

  List<Effect> effects() {
    return effects;
  }

  @Override
  public <T> Pending<T> read(String source, Supplier<T> call) {
    T value = call.get();
    return () -> Optional.of(value);
  }

  @Override
  public void await(Collection<? extends Pending<?>> reads, Duration atMost) {
    // Every read ended before it was handed out.
  }

  @Override
  public void run(EffectChain chain) {
    while (!chain.isFinished()) {
      step(chain);
    }
  }

  /** Performs the chain's next effect, and dies before or after it if this is the one. */
  void step(EffectChain chain) {
    int number = effects.size();
    if (death.before() && death.effect() == number) {
      throw new Killed();
    }
    beforeEach.accept(chain.next());
    effects.add(chain.next());
    chain.step();
    if (!death.before() && death.effect() == number) {
      throw new Killed();
    }
  }
}
