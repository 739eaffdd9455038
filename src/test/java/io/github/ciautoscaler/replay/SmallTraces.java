package io.github.ciautoscaler.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Histories that are small enough to try everything. */
final class SmallTraces {

  static final Instant START = Instant.parse("2026-06-01T00:00:00Z");

  private SmallTraces() {}

  static PastJob job(long submittedMinute, long minutes) {
    return new PastJob(
        START.plus(Duration.ofMinutes(submittedMinute)),
        Duration.ofMinutes(minutes),
        "linux",
        "acme/shop",
        "build");
  }

  /** In multiples of a quarter of an hour. */
  static List<PastJob> random(long seed, int most) {
    Random random = new Random(seed);
    List<PastJob> jobs = new ArrayList<>();
    int count = 1 + random.nextInt(most);
    for (int i = 0; i < count; i++) {
      jobs.add(job(15L * random.nextInt(14), 15L * (1 + random.nextInt(7))));
    }
    return new JobTrace("random " + seed, jobs).jobs();
  }
}
