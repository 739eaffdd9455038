package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.Age;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Reading.Trouble;
import io.github.ciautoscaler.fleet.Tracked;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One thing that is read again and again, at most one call at a time. */
final class Source<T> {

  /** After a failure, a source that is asked seldom is asked again so soon. */
  private static final Duration RETRY_SELDOM = Duration.ofSeconds(30);

  private record Timed<T>(Reading<T> reading, Duration took) {}

  private final String name;
  private final Supplier<Reading<T>> call;
  private final Background background;
  private final SharedClock clock;
  private Tracked<T> tracked = Tracked.never();
  private Background.@Nullable Pending<Timed<T>> pending;
  private @Nullable Instant begun;
  private Duration interval = Duration.ZERO;
  private @Nullable Duration took;
  private Duration setBack = Duration.ZERO;
  private boolean late;

  Source(String name, Supplier<Reading<T>> call, Background background, SharedClock clock) {
    this.name = name;
    this.call = call;
    this.background = background;
    this.clock = clock;
  }

  Tracked<T> tracked() {
    return tracked;
  }

  /** Starts a call unless one runs or the last one is recent enough. */
  void begin(Duration every) {
    took = null;
    interval = every;
    Instant now = clock.steady().instant();
    if (pending != null || (begun != null && !Age.of(begun, now).reached(dueAfter(every)))) {
      return;
    }
    begun = now;
    pending = background.read(name, this::timed);
  }

  /**
   * Adds what a pass waits for. One that kept the last pass waiting in vain is not waited for: its
   * answer, when it comes, serves the pass after.
   */
  void addPending(List<Background.Pending<?>> all) {
    if (pending != null && !late) {
      all.add(pending);
    }
  }

  /** Takes the answer if there is one; a call that still runs counts as timed out. */
  void take() {
    if (pending == null) {
      return;
    }
    Timed<T> answer = pending.result().orElse(null);
    if (answer == null) {
      Instant since = begun == null ? clock.instant() : clock.shared(begun);
      tracked = tracked.then(new Reading.Failed<>(Trouble.TIMED_OUT, "no answer yet", since));
      late = true;
      return;
    }
    pending = null;
    late = isTimeOut(answer.reading());
    took = answer.took();
    Reading<T> reading = answer.reading();
    tracked = tracked.then(setBack.isZero() ? reading : reading.movedBy(setBack));
    setBack = Duration.ZERO;
  }

  private static boolean isTimeOut(Reading<?> reading) {
    return reading instanceof Reading.Failed<?> failed && failed.trouble() == Trouble.TIMED_OUT;
  }

  /**
   * The clock was set by so much. Whether an answer that is still to come was stamped before or
   * after is not known: it counts as the older of both.
   */
  void moveBy(Duration change) {
    tracked = tracked.movedBy(change);
    if (pending != null && change.isNegative()) {
      setBack = setBack.plus(change);
    }
  }

  private Duration dueAfter(Duration every) {
    boolean failed = !(tracked.latest() instanceof Reading.Complete);
    return failed && every.compareTo(RETRY_SELDOM) > 0 ? RETRY_SELDOM : every;
  }

  private Timed<T> timed() {
    Instant start = clock.steady().instant();
    Reading<T> reading = answer(clock.shared(start));
    return new Timed<>(reading, Duration.between(start, clock.steady().instant()));
  }

  private Reading<T> answer(Instant start) {
    try {
      return call.get();
    } catch (RuntimeException defect) {
      // A port never throws; if it does all the same, nothing is known.
      return new Reading.Failed<>(
          Trouble.GARBLED, "unexpected " + defect.getClass().getSimpleName(), start);
    }
  }

  /** The health of several sources of one system. */
  static SourceHealth health(String name, Collection<? extends Source<?>> sources, Instant now) {
    Instant asOf = now;
    Duration took = null;
    String problem = null;
    for (Source<?> source : sources) {
      if (source.took != null && (took == null || source.took.compareTo(took) > 0)) {
        took = source.took;
      }
      Reading.Complete<?> complete = source.tracked.lastComplete();
      boolean seldom = source.interval.compareTo(RETRY_SELDOM) > 0;
      if (source.begun != null && asOf != null && !(seldom && sources.size() > 1)) {
        asOf =
            complete == null ? null : complete.takenAt().isBefore(asOf) ? complete.takenAt() : asOf;
      }
      problem = problem == null ? source.problem() : problem;
    }
    return new SourceHealth(name, problem == null, asOf, took, problem);
  }

  private @Nullable String problem() {
    Reading<T> latest = tracked.latest();
    return switch (latest) {
      case null -> null;
      case Reading.Complete<T> complete -> null;
      case Reading.Partial<T> partial -> partial.problem();
      case Reading.Failed<T> failed -> failed.problem();
    };
  }
}
