package io.github.ciautoscaler.app.doctor;

import io.github.ciautoscaler.api.Doctor.Finding;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Reading.Trouble;
import java.util.function.Function;

/** What is found of one list that was read. */
final class Read {

  private Read() {}

  /**
   * @param found of what was read
   * @param mend of a trouble
   */
  static <T> Finding of(
      String check,
      Reading<T> reading,
      Function<T, Finding> found,
      Function<Trouble, String> mend) {
    return switch (reading) {
      case Reading.Complete<T>(T value, _) -> found.apply(value);
      case Reading.Partial<T>(_, _, String problem) ->
          Finding.warns(check, "It was read in part: " + problem, "Ask again.");
      case Reading.Failed<T>(Trouble trouble, String problem, _) ->
          Finding.fails(check, problem, mend.apply(trouble));
    };
  }
}
