package io.github.ciautoscaler.simulator;

import java.util.ArrayList;
import java.util.List;

/** What is broken and will be put right: each thing after a while, or with all the others. */
final class Mends {

  private final World world;
  private final List<Runnable> open = new ArrayList<>();

  Mends(World world) {
    this.world = world;
  }

  /** Puts everything right that is still open. */
  void all() {
    List.copyOf(open).forEach(Runnable::run);
    open.clear();
  }

  /** Puts it right between both, in seconds, or when all is put right. */
  void within(long least, long most, Runnable mend) {
    boolean[] done = {false};
    Runnable once =
        () -> {
          if (!done[0]) {
            done[0] = true;
            mend.run();
          }
        };
    open.add(once);
    world.afterSeconds(
        least,
        most,
        () -> {
          once.run();
          open.remove(once);
        });
  }
}
