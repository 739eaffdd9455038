package io.github.ciautoscaler.plan;

import org.jspecify.annotations.Nullable;

/** At least one of the pool's server types and locations was not refused a short while ago. */
final class OfferingLaunchRule implements LaunchRule {

  @Override
  public String question() {
    return "Was every type and location refused a short while ago?";
  }

  @Override
  public @Nullable Reason against(Launch launch, Launches launches) {
    return launch.offering(launches.coolDowns()) == null
        ? launches.coolDowns().whyNone(launch.pool())
        : null;
  }
}
