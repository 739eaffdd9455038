package io.github.ciautoscaler.plan.planted;

import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.plan.Effect;
import java.util.List;

/** Takes servers that are not known for none, and deletes one: two things that it must not do. */
public final class Remover {

  private Remover() {}

  public static boolean isNone(Observation seen) {
    return seen.servers().known().orElse(List.of()).isEmpty();
  }

  public static Effect remove(long id) {
    return new Effect.DeleteServer(id, "ci-runner-00000001");
  }
}
