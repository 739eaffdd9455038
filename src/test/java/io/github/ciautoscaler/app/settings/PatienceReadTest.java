package io.github.ciautoscaler.app.settings;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Patience;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long jobs wait for busy machines is the pool's own, or that of all. */
class PatienceReadTest {

  private static final String TWO =
      """
      autoscaler:
        pools:
          - name: hasty
            scale-up-patience: none
          - name: usual
      """;

  @Test
  void by_default_it_goes_by_the_boot_time() {
    assertThat(patience(configured())).containsExactly(Patience.NONE, Patience.BOOT);
    Settings alone = Configured.withWhatIsRequired().settings();
    assertThat(alone.planSettings().times().patience()).isEqualTo(Patience.BOOT);
  }

  @Test
  void seconds_hold_for_every_pool_that_has_none_of_its_own() {
    assertThat(patience(configured().variable("SCALE_UP_PATIENCE", "45")))
        .containsExactly(Patience.NONE, new Patience(Duration.ofSeconds(45)));
  }

  private static Configured configured() {
    return Configured.withWhatIsRequired().yaml("config/application.yml", TWO);
  }

  private static List<Patience> patience(Configured configured) {
    return configured.settings().pools().stream()
        .map(pool -> requireNonNull(pool.times()).patience())
        .toList();
  }
}
