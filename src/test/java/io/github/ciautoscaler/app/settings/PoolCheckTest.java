package io.github.ciautoscaler.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Reading.Trouble;
import io.github.ciautoscaler.hetzner.PoolFlaw;
import io.github.ciautoscaler.hetzner.PoolFlaw.About;
import io.github.ciautoscaler.reconcile.Background;
import io.github.ciautoscaler.reconcile.EffectChain;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.ReportBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What Hetzner does not have is said with its place, at the start and after each change. */
class PoolCheckTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final PassReport REPORT = ReportBuilder.at(NOON).build();
  private static final Settings TWO =
      Configured.withWhatIsRequired()
          .variable("HETZNER_LOCATION", "fsn9")
          .yaml(
              "config/application.yml",
              """
              autoscaler:
                pools:
                  - name: a
                    server-types: [cpx99]
                    image: {selector: os=talos}
                  - name: b
              """)
          .settings();
  private static final Settings ONE = Configured.withWhatIsRequired().settings();

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final AtomicReference<Settings> settings = new AtomicReference<>(TWO);
  private final List<List<Pool>> asked = new ArrayList<>();
  private Reading<List<PoolFlaw>> answer =
      complete(
          new PoolFlaw("a", About.SERVER_TYPES, "names cpx99, which does not exist"),
          new PoolFlaw("a", About.IMAGE, "is not there"),
          new PoolFlaw("a", About.LOCATIONS, "names fsn9"),
          new PoolFlaw("b", About.LOCATIONS, "names fsn9"),
          new PoolFlaw("b", About.SSH_KEYS, "names ops"));
  private final PoolCheck check =
      new PoolCheck(
          pools -> {
            asked.add(pools);
            return answer;
          },
          settings::get,
          new AtOnce(),
          now::get);

  @Test
  void each_is_said_with_the_path_in_the_file_or_the_variable_that_it_is_taken_from() {
    passes(2);

    assertThat(check.found())
        .containsExactly(
            "autoscaler.pools[0].server-types names cpx99, which does not exist.",
            "autoscaler.pools[0].image.selector is not there.",
            "HETZNER_LOCATION names fsn9.",
            "HCLOUD_SSH_KEY names ops.");
    assertThat(asked).hasSize(1);
  }

  @Test
  void it_is_asked_again_after_a_change_and_every_six_hours() {
    passes(2);
    answer = complete();
    now.set(NOON.plus(PoolCheck.EVERY).minusSeconds(1));
    passes(2);
    assertThat(asked).hasSize(1);
    now.set(NOON.plus(PoolCheck.EVERY));
    passes(2);
    assertThat(asked).hasSize(2);
    assertThat(check.found()).isEmpty();

    answer = complete(new PoolFlaw("default", About.SERVER_TYPES, "names nothing"));
    settings.set(ONE);
    passes(2);
    assertThat(asked).hasSize(3);
    assertThat(check.found()).containsExactly("HETZNER_SERVER_TYPE names nothing.");
  }

  @Test
  void where_hetzner_does_not_answer_what_was_found_stays_and_it_is_soon_asked_again() {
    passes(2);
    List<String> before = check.found();
    answer = new Reading.Failed<>(Trouble.TIMED_OUT, "slow", NOON);
    now.set(NOON.plus(PoolCheck.EVERY));
    passes(3);
    assertThat(check.found()).isEqualTo(before);
    assertThat(asked).hasSize(2);
    now.updateAndGet(it -> it.plus(PoolCheck.AGAIN));
    passes(1);
    assertThat(asked).hasSize(3);
  }

  private void passes(int count) {
    for (int i = 0; i < count; i++) {
      check.onPass(REPORT);
    }
  }

  private static Reading<List<PoolFlaw>> complete(PoolFlaw... flaws) {
    return new Reading.Complete<>(List.of(flaws), NOON);
  }

  /** A call that is over when it begins. */
  private record AtOnce() implements Background {

    private record Ended<T>(T value) implements Pending<T> {
      @Override
      public Optional<T> result() {
        return Optional.of(value);
      }
    }

    @Override
    public <T> Pending<T> read(String source, Supplier<T> call) {
      return new Ended<>(call.get());
    }

    @Override
    public void await(Collection<? extends Pending<?>> reads, Duration atMost) {}

    @Override
    public void run(EffectChain chain) {
      throw new IllegalStateException("reads only");
    }
  }
}
