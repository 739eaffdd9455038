package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.reconcile.Operator;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The pauses that operators asked for: what they were told, and which may hold, by what the
 * ConfigMap says. The last one that came there took the place of those before it.
 */
final class Pauses {

  /** A clock that was wrong when a pause was asked for may be set right before it ends. */
  private static final Duration CLOCK_SET = Duration.ofSeconds(20);

  private final World world;
  private final Map<Answers, Instant> inMemory = new WeakHashMap<>();
  private Instant promisedUntil = Instant.MIN;
  private Instant recordedUntil = Instant.MIN;

  Pauses(World world) {
    this.world = world;
  }

  /** The pause that the ConfigMap says. */
  @Nullable Pause recorded() {
    return SimStateStore.truth(world).wishes().pause();
  }

  /**
   * @param process that was asked
   * @param before the pause that was recorded when it was asked for
   * @param answer null: the process died of the request
   */
  void askedFor(
      Duration length, @Nullable Pause before, Answers process, Operator.@Nullable Answer answer) {
    Instant until = world.now().plus(length);
    boolean replaced = !Objects.equals(before, recorded());
    if (answer instanceof Operator.Accepted accepted && accepted.recorded()) {
      promisedUntil = until;
    } else if (replaced && until.isBefore(promisedUntil)) {
      // Its answer was lost, and it took the place of an earlier, longer one.
      promisedUntil = until;
    }
    if (replaced) {
      recordedUntil = until;
    } else if (answer instanceof Operator.Accepted) {
      inMemory.put(process, until);
    }
  }

  /** Somebody deleted the ConfigMap, and the pause with it; who leads may still know it. */
  void deletedState() {
    promisedUntil = Instant.MIN;
  }

  /** Whether an operator was told that nothing new is started now, also over a restart. */
  boolean isPromised() {
    return world.now().plus(CLOCK_SET).isBefore(promisedUntil);
  }

  /**
   * Whether a pause may hold now.
   *
   * @param process that leads: what is in another's memory alone holds nobody
   */
  boolean mayHoldFor(Answers process) {
    return world.now().isBefore(recordedUntil)
        || world.now().isBefore(inMemory.getOrDefault(process, Instant.MIN));
  }
}
