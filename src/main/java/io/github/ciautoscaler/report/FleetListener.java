package io.github.ciautoscaler.report;

/** Told of every pass, in its thread; must be quick and never throw. */
public interface FleetListener {
  void onUpdate(FleetUpdate update);
}
