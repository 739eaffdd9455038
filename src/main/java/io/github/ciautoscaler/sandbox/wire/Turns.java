package io.github.ciautoscaler.sandbox.wire;

import java.time.InstantSource;
import java.util.function.Supplier;

/** Lets one request at a time at the world, after the world has caught up with its clock. */
public interface Turns extends InstantSource {
  <T> T take(Supplier<T> work);
}
