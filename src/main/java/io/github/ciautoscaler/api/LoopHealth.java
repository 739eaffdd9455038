package io.github.ciautoscaler.api;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Liveness: the loop makes progress. A paused loop still passes, and so is healthy. */
final class LoopHealth implements HealthIndicator {

  private final LatestPass latest;
  private final ApiSettings settings;

  LoopHealth(LatestPass latest, ApiSettings settings) {
    this.latest = latest;
    this.settings = settings;
  }

  @Override
  public Health health() {
    Duration silence = Duration.between(latest.heardAt(), settings.realTime().instant());
    return (silence.compareTo(settings.stalledAfter().get()) > 0 ? Health.down() : Health.up())
        .build();
  }
}
