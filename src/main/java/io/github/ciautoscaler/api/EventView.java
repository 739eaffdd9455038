package io.github.ciautoscaler.api;

import io.github.ciautoscaler.report.FleetEvent;
import io.github.ciautoscaler.report.Told;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as the stream of events has it.
 *
 * @param id counts in one process
 * @param subject the machine, pool or source that it is about; empty for the autoscaler itself
 */
record EventView(
    long id, Instant at, String type, String subject, String text, @Nullable ReasonView reason) {

  static EventView of(FleetEvent.Entry entry) {
    Told told = Told.of(entry.event());
    return new EventView(
        entry.id(),
        entry.at(),
        told.type(),
        told.subject(),
        told.text(),
        WhyView.reason(told.reason()));
  }
}
