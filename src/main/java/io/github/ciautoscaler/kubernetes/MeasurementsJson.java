package io.github.ciautoscaler.kubernetes;

import static io.github.ciautoscaler.kubernetes.Given.list;
import static io.github.ciautoscaler.kubernetes.Given.needed;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ciautoscaler.fleet.MeasuredTermination;
import io.github.ciautoscaler.fleet.Measurements;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was measured, as the document of the stored state has it.
 *
 * @param removals terminations, as they were called once
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record MeasurementsJson(@Nullable List<TerminationJson> removals) {

  record TerminationJson(String machine, long millis) {

    MeasuredTermination read() {
      return new MeasuredTermination(needed(machine), Duration.ofMillis(Math.max(0, millis)));
    }
  }

  static MeasurementsJson of(Measurements measurements) {
    return new MeasurementsJson(
        measurements.terminations().stream()
            .map(it -> new TerminationJson(it.machine(), it.took().toMillis()))
            .toList());
  }

  Measurements read() {
    return new Measurements(list(removals).stream().map(TerminationJson::read).toList());
  }
}
