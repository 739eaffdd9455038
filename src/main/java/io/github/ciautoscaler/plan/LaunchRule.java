package io.github.ciautoscaler.plan;

import org.jspecify.annotations.Nullable;

/** One thing that may stand against a launch. It only answers; {@link LaunchRules} decides. */
interface LaunchRule {

  /** What it asks, for people; with yes it stands against the launch. */
  String question();

  /** Why this machine may not be launched now; null where this rule has nothing against it. */
  @Nullable Reason against(Launch launch, Launches launches);
}
