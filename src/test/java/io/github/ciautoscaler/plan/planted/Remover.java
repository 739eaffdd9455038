package io.github.ciautoscaler.plan.planted;

import io.github.ciautoscaler.plan.Effect;

/** Deletes a server without having looked at anything, which it must not do. */
public final class Remover {

  private Remover() {}

  public static Effect remove(long id) {
    return new Effect.DeleteServer(id, "ci-runner-00000001");
  }
}
