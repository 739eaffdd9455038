package io.github.ciautoscaler.api;

import io.github.ciautoscaler.plan.PlanSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What the API needs to know of the configuration.
 *
 * @param version of this program
 * @param caps what holds over all pools, asked for because its file may change
 * @param access asked for on every request, because its files may change
 * @param configuration asked for on every read, because its files may change
 * @param sandbox whether writes need no token as long as none is set: the sandbox binds loopback
 * @param stalledAfter without a pass for so long, in real time, the loop is taken for dead
 * @param realTime also where the fleet lives in a faster world
 */
public record ApiSettings(
    String version,
    Supplier<PlanSettings.Caps> caps,
    Supplier<Access> access,
    Supplier<ConfigurationView> configuration,
    boolean sandbox,
    Supplier<Duration> stalledAfter,
    InstantSource realTime) {

  /** Whether anybody on this machine may write now. */
  boolean openWrites() {
    return sandbox && access.get().operators().isEmpty();
  }
}
