package io.github.ciautoscaler.api;

import io.github.ciautoscaler.report.MachineStory;
import io.github.ciautoscaler.report.Told;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine's life, the oldest first.
 *
 * @param gone when it was seen to be gone; null while it is there
 */
record StoryView(String machine, String pool, @Nullable Instant gone, List<LineView> events) {

  /**
   * @param recorded whether it is from before this process, as its server and its Node carry it
   */
  record LineView(
      Instant at, String type, String text, @Nullable ReasonView reason, boolean recorded) {

    static LineView of(MachineStory.Line line) {
      Told told = line.told();
      return new LineView(
          line.at(), told.type(), told.text(), WhyView.reason(told.reason()), line.recorded());
    }
  }

  static StoryView of(MachineStory story) {
    return new StoryView(
        story.machine(),
        story.pool(),
        story.gone(),
        story.lines().stream().map(LineView::of).toList());
  }
}
