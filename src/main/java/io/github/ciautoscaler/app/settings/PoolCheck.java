package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.hetzner.PoolFlaw;
import io.github.ciautoscaler.reconcile.Background;
import io.github.ciautoscaler.reconcile.PassListener;
import io.github.ciautoscaler.reconcile.PassReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Hetzner whether it has what the pools ask for: at the start, after each change of the pools,
 * and now and then. What it has not is said, and stops no pool: its other types may serve.
 */
public final class PoolCheck implements PassListener {

  private static final Logger log = LoggerFactory.getLogger(PoolCheck.class);

  /** Hetzner announces months before what it takes out. */
  static final Duration EVERY = Duration.ofHours(6);

  static final Duration AGAIN = Duration.ofMinutes(1);

  private final Function<List<Pool>, Reading<List<PoolFlaw>>> cloud;
  private final Supplier<Settings> settings;
  private final Background background;
  private final InstantSource clock;
  private List<Pool> asked = List.of();
  private Instant next = Instant.MIN;
  private Background.@Nullable Pending<List<String>> pending;
  private volatile List<String> found = List.of();

  public PoolCheck(
      Function<List<Pool>, Reading<List<PoolFlaw>>> cloud,
      Supplier<Settings> settings,
      Background background,
      InstantSource clock) {
    this.cloud = cloud;
    this.settings = settings;
    this.background = background;
    this.clock = clock;
  }

  /** Sentences with the place of the setting; empty where nothing is wrong, or not known yet. */
  public List<String> found() {
    return found;
  }

  @Override
  public void onPass(PassReport report) {
    take();
    Settings now = settings.get();
    boolean isDue = !now.pools().equals(asked) || !clock.instant().isBefore(next);
    if (pending == null && isDue) {
      asked = now.pools();
      next = clock.instant().plus(EVERY);
      pending = background.read("catalogue", () -> check(now));
    }
  }

  private void take() {
    List<String> result = pending == null ? null : pending.result().orElse(null);
    if (result == null) {
      return;
    }
    pending = null;
    if (result.equals(UNKNOWN)) {
      next = clock.instant().plus(AGAIN);
      return;
    }
    result.stream().filter(one -> !found.contains(one)).forEach(log::warn);
    found = result;
  }

  /** Hetzner did not answer. */
  private static final List<String> UNKNOWN = List.of("");

  private List<String> check(Settings now) {
    return switch (cloud.apply(now.pools())) {
      case Reading.Complete<List<PoolFlaw>>(var flaws, _) ->
          flaws.stream().map(flaw -> sentence(now, flaw)).distinct().toList();
      case Reading.Partial<List<PoolFlaw>> _, Reading.Failed<List<PoolFlaw>> _ -> UNKNOWN;
    };
  }

  private static String sentence(Settings now, PoolFlaw flaw) {
    List<String> names = now.pools().stream().map(Pool::name).toList();
    PoolPlaces places = now.places().get(names.indexOf(flaw.pool()));
    return places.of(flaw.about()) + " " + flaw.sentence() + ".";
  }
}
