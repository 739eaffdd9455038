package io.github.ciautoscaler.api;

import io.github.ciautoscaler.report.FleetListener;
import io.github.ciautoscaler.report.FleetUpdate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps what the last pass reported, and when its news came, for whoever asks. */
final class LatestPass implements FleetListener {

  private final InstantSource realTime;
  private final DecisionLog decisions;
  private volatile @Nullable FleetUpdate update;
  private volatile Instant heardAt;
  private volatile boolean everySourceAnswered;

  LatestPass(InstantSource realTime, DecisionLog decisions) {
    this.realTime = realTime;
    this.decisions = decisions;
    this.heardAt = realTime.instant();
  }

  @Override
  public void onUpdate(FleetUpdate latest) {
    decisions.add(latest);
    update = latest;
    heardAt = realTime.instant();
    if (latest.report().sources().stream()
        .allMatch(source -> source.ok() || source.problem() != null)) {
      everySourceAnswered = true;
    }
  }

  /** Empty before the first pass. */
  Optional<FleetUpdate> update() {
    return Optional.ofNullable(update);
  }

  /** In real time: whether no pass ended for so long. */
  boolean isSilentFor(Duration length) {
    return heardAt.plus(length).isBefore(realTime.instant());
  }

  /** In real time: when a pass last ended, or when this process began. */
  Instant heardAt() {
    return heardAt;
  }

  /** Whether each source answered, failed or timed out once. Never taken back. */
  boolean hasEverySourceAnswered() {
    return everySourceAnswered;
  }
}
