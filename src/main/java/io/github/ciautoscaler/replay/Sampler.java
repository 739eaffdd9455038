package io.github.ciautoscaler.replay;

import io.github.ciautoscaler.simulator.CloudServer;
import io.github.ciautoscaler.simulator.RunnerRow;
import io.github.ciautoscaler.simulator.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at the machines of a world every few minutes, whoever made them. */
final class Sampler {

  private static final Duration STEP = Duration.ofMinutes(5);

  private final World world;
  private final Instant from;
  private final List<Course.Sample> samples = new ArrayList<>();

  Sampler(World world) {
    this.world = world;
    this.from = world.now();
    sample();
  }

  Course course() {
    return new Course(from, STEP, samples);
  }

  private void sample() {
    Set<String> working = world.forge().atWork();
    Map<String, RunnerRow> rows = new HashMap<>();
    for (RunnerRow row : world.forge().runners()) {
      if (row.online(world.now())) {
        rows.put(row.machine(), row);
      }
    }
    int[] parts = new int[4];
    for (CloudServer server : world.cloud().servers()) {
      parts[part(rows.get(server.name()), working.contains(server.name()))]++;
    }
    samples.add(new Course.Sample(parts[0], parts[1], parts[2], parts[3]));
    world.after(STEP, this::sample);
  }

  private static int part(@Nullable RunnerRow row, boolean works) {
    if (works) {
      return 0;
    }
    if (row == null) {
      return 2;
    }
    return row.disabled() ? 3 : 1;
  }
}
