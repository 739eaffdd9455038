package io.github.ciautoscaler.fleet;

import java.util.ArrayList;
import java.util.List;

/**
 * What was measured of machines.
 *
 * @param terminations how long the latest took, the oldest first
 * @param spend what today cost so far; none where no limit asks for it
 */
public record Measurements(List<MeasuredTermination> terminations, DaySpend spend) {

  public static final Measurements NONE = new Measurements(List.of(), DaySpend.NONE);

  private static final int KEPT = 8;

  public Measurements {
    terminations = List.copyOf(terminations);
  }

  Measurements after(StateChange.OfMeasurements fact) {
    return switch (fact) {
      case StateChange.TerminationMeasured(var one) -> with(one);
      case StateChange.DaySpent(var today) -> new Measurements(terminations, today);
    };
  }

  /** Once for each machine, and of the latest machines only. */
  private Measurements with(MeasuredTermination one) {
    if (terminations.stream().anyMatch(it -> it.machine().equals(one.machine()))) {
      return this;
    }
    List<MeasuredTermination> latest = new ArrayList<>(terminations);
    latest.add(one);
    int dropped = Math.max(0, latest.size() - KEPT);
    return new Measurements(latest.subList(dropped, latest.size()), spend);
  }
}
