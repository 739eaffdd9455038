package io.github.ciautoscaler.plan;

import org.jspecify.annotations.Nullable;

/**
 * Something that was decided for or against in one pass.
 *
 * @param subject the machine, pool or label set that it is about
 * @param action what is done; null for what is not done
 */
public record Decision(String subject, Action.@Nullable Kind action, Reason reason) {

  public boolean isDone() {
    return action != null;
  }
}
