package io.github.ciautoscaler.app.sandbox;

import io.github.ciautoscaler.app.loop.LoopClock;
import io.github.ciautoscaler.sandbox.WorldDrive;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The clock of a world in this process. */
record WorldClock(WorldDrive drive) implements LoopClock {

  @Override
  public Instant instant() {
    return drive.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public Duration toWall(Duration length) {
    return drive.toWall(length);
  }
}
