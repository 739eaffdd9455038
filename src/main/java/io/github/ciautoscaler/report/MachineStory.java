package io.github.ciautoscaler.report;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a machine's life, the oldest first.
 *
 * @param gone when it was seen to be gone; null while it is there
 */
public record MachineStory(String machine, String pool, @Nullable Instant gone, List<Line> lines) {

  public MachineStory {
    lines = List.copyOf(lines);
  }

  /**
   * @param recorded whether it is from before this process, as servers and Nodes carry it
   */
  public record Line(Instant at, Told told, boolean recorded) {}
}
