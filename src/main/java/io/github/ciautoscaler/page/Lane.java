package io.github.ciautoscaler.page;

import io.github.ciautoscaler.fleet.OriginalState;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One machine's last hours.
 *
 * @param hours where an hour of its server began, in minutes of the window
 * @param said the same in words, for who cannot see it
 */
public record Lane(String name, List<Span> spans, List<Double> hours, String said) {

  /** Where its page is; null where it cannot be asked for. */
  public @Nullable String whyAt() {
    return Texts.why("machines", name);
  }

  /**
   * A time in one state. A shape stands beside the colour: who works is tall, who is idle half so.
   *
   * @param from in minutes of the window
   * @param width in minutes
   */
  public record Span(OriginalState state, double from, double width) {

    /** In the style sheet. */
    public String word() {
      return state.metricWord();
    }

    /** Of twelve. */
    public int height() {
      return switch (state) {
        case BUSY -> 12;
        case IDLE -> 7;
        case PROVISIONING, DEREGISTERING, DRAINING, REMOVING -> 3;
      };
    }

    Duration length() {
      return Duration.ofMillis((long) (width * 60_000));
    }
  }
}
