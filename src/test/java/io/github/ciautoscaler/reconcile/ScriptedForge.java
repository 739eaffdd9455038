package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.ForgeInfo;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Runner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** A forge that answers what it was told to, and remembers in which order it was asked. */
final class ScriptedForge implements Forge {

  Optional<ServerTime> time = Optional.empty();

  Reading<List<Job>> running = complete(List.of());
  Reading<List<Runner>> runners = complete(List.of());
  final List<String> asked = new ArrayList<>();

  static <T> Reading<T> complete(T value) {
    return new Reading.Complete<>(value, Instant.EPOCH);
  }

  static <T> Reading<T> failed() {
    return new Reading.Failed<>(Reading.Trouble.TIMED_OUT, "no answer", Instant.EPOCH);
  }

  @Override
  public Reading<ForgeInfo> describe() {
    return complete(new ForgeInfo("gitea", "1.26.3", EnumSet.allOf(ForgeInfo.Capability.class)));
  }

  @Override
  public Reading<List<Job>> queued() {
    return complete(List.of());
  }

  @Override
  public Reading<List<Job>> running() {
    asked.add("running");
    return running;
  }

  @Override
  public Reading<Integer> blocked() {
    return complete(0);
  }

  @Override
  public Reading<List<Runner>> runners() {
    asked.add("runners");
    return runners;
  }

  @Override
  public Outcome disable(long runnerId) {
    return new Outcome.Done();
  }

  @Override
  public Outcome enable(long runnerId) {
    return new Outcome.Done();
  }

  @Override
  public Outcome delete(long runnerId) {
    return new Outcome.Done();
  }

  @Override
  public Optional<ServerTime> serverTime() {
    return time;
  }
}
