package io.github.ciautoscaler.report;

import io.github.ciautoscaler.fleet.Offering;

/** A server type at a location. */
public sealed interface OfferingEvent extends FleetEvent {

  /**
   * It is skipped for a while: refused, or accepted and then lost. Several refusals in one pass are
   * one.
   */
  record CoolDownBegan(Offering offering) implements OfferingEvent {}
}
