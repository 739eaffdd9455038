package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What was measured.
 *
 * @param terminations how long the latest took, the oldest first
 * @param boots how long the latest took, the oldest first
 * @param lengths how long jobs ran
 * @param spend what today cost so far; none where no limit asks for it
 */
public record Measurements(
    List<MeasuredTermination> terminations,
    List<MeasuredBoot> boots,
    JobLengths lengths,
    DaySpend spend) {

  public static final Measurements NONE = new Measurements(List.of(), DaySpend.NONE);

  private static final int KEPT = 8;

  /** Of all pools together: who renames pools leaves names behind. */
  private static final int BOOTS_KEPT = 64;

  public Measurements {
    terminations = List.copyOf(terminations);
    boots = List.copyOf(boots);
  }

  /** Where neither a boot nor a job was measured. */
  public Measurements(List<MeasuredTermination> terminations, DaySpend spend) {
    this(terminations, List.of(), JobLengths.NONE, spend);
  }

  /** How long a machine of this pool takes to boot, by the middle of the latest. */
  public Optional<Duration> bootOf(String pool) {
    List<Duration> its =
        boots.stream()
            .filter(boot -> boot.pool().equals(pool))
            .map(MeasuredBoot::took)
            .sorted()
            .toList();
    return its.isEmpty() ? Optional.empty() : Optional.of(its.get(its.size() / 2));
  }

  Measurements after(StateChange.OfMeasurements fact) {
    return switch (fact) {
      case StateChange.TerminationMeasured(var one) ->
          new Measurements(
              with(terminations, one, MeasuredTermination::machine), boots, lengths, spend);
      case StateChange.BootMeasured(var one) ->
          new Measurements(terminations, withBoot(one), lengths, spend);
      case StateChange.JobsMeasured(var jobs, var at) ->
          new Measurements(terminations, boots, lengths.after(jobs, at), spend);
      case StateChange.DaySpent(var today) -> new Measurements(terminations, boots, lengths, today);
    };
  }

  private List<MeasuredBoot> withBoot(MeasuredBoot one) {
    Predicate<MeasuredBoot> its = boot -> boot.pool().equals(one.pool());
    List<MeasuredBoot> all = new ArrayList<>(boots.stream().filter(its.negate()).toList());
    all.addAll(with(boots.stream().filter(its).toList(), one, MeasuredBoot::machine));
    return latest(all, BOOTS_KEPT);
  }

  /** Once for each machine, and of the latest machines only. */
  private static <T> List<T> with(List<T> before, T one, Function<T, String> machine) {
    if (before.stream().anyMatch(it -> machine.apply(it).equals(machine.apply(one)))) {
      return before;
    }
    List<T> all = new ArrayList<>(before);
    all.add(one);
    return latest(all, KEPT);
  }

  private static <T> List<T> latest(List<T> all, int most) {
    return List.copyOf(all.subList(Math.max(0, all.size() - most), all.size()));
  }
}
