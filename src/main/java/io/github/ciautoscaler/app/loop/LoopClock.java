package io.github.ciautoscaler.app.loop;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * The time that the loop lives in: the system's, or that of a sandbox's faster world. In whole
 * milliseconds, so that whatever it is written into can be read by every program.
 */
public interface LoopClock extends InstantSource {

  /** Goes on as this clock does and never jumps, whatever is done to the machine's clock. */
  default InstantSource steady() {
    return this;
  }

  /** How long a length of this time takes in real time. */
  Duration toWall(Duration length);

  /** Real time. */
  LoopClock SYSTEM =
      new LoopClock() {
        @Override
        public Instant instant() {
          return InstantSource.system().instant().truncatedTo(ChronoUnit.MILLIS);
        }

        private final Instant begun = instant();
        private final long nanos = System.nanoTime();

        @Override
        public InstantSource steady() {
          return () -> begun.plusNanos(System.nanoTime() - nanos).truncatedTo(ChronoUnit.MILLIS);
        }

        @Override
        public Duration toWall(Duration length) {
          return length;
        }
      };
}
