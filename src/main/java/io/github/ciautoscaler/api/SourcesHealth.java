package io.github.ciautoscaler.api;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Readiness: every source answered, failed or timed out once. It is never taken back: a forge that
 * is down later must not take the status page away that says so.
 */
final class SourcesHealth implements HealthIndicator {

  private final LatestPass latest;

  SourcesHealth(LatestPass latest) {
    this.latest = latest;
  }

  @Override
  public Health health() {
    return (latest.hasEverySourceAnswered() ? Health.up() : Health.outOfService()).build();
  }
}
