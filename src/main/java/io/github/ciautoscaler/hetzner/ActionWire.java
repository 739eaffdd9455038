package io.github.ciautoscaler.hetzner;

import org.jspecify.annotations.Nullable;

/** The answer to what Hetzner does in the background: accepted, but perhaps failed at once. */
record ActionWire(@Nullable Action action) {

  record Action(@Nullable String status) {}

  boolean failed() {
    return action != null && "error".equals(action.status());
  }
}
