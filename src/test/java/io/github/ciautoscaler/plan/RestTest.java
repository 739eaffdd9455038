package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Passes are further apart only while nothing goes by the clock. */
class RestTest {

  private static final String NAME = Leaving.NAME;
  private static final Duration SLOW = Duration.ofSeconds(30);
  private static final Duration LONG_IDLE = Duration.ofMinutes(20);

  private static boolean rests(Scene scene) {
    return new Rest(scene.settings(), SLOW).isAllowed(scene.fleet(), scene.plan());
  }

  private static Scene idle(long seconds) {
    return new Scene().idle(NAME, Duration.ofSeconds(seconds), LONG_IDLE, 7, "linux");
  }

  @Test
  void an_empty_fleet_without_jobs_rests() {
    assertThat(rests(new Scene())).isTrue();
  }

  @ParameterizedTest(name = "{0} s old: {1}")
  @CsvSource({
    "1800, true",
    "3264, true", // its window opens at 3300: 36 s, and a rest and a pass take 35
    "3265, false", // the window may open before the pass after the next
    "3299, false",
    "3540, false", // too late to go: it stays, and its next hour is paid
    "3700, true",
    "6866, false",
  })
  void a_machine_rests_until_its_paid_hour_nears_its_end(long age, boolean expected) {
    assertThat(rests(idle(age))).isEqualTo(expected);
  }

  @Test
  void so_does_one_that_works() {
    Scene works = idle(1_800).runs(7, "linux");
    assertThat(rests(works)).as("what its Node says is put right first").isFalse();
    Plan done = new Plan(List.of(), List.of(), works.plan().sizes(), works.plan().explanation());
    assertThat(new Rest(works.settings(), SLOW).isAllowed(works.fleet(), done)).isTrue();
    assertThat(rests(idle(3_290).runs(7, "linux"))).isFalse();
  }

  @Test
  void a_window_of_a_whole_hour_is_always_near() {
    assertThat(rests(idle(100).with(Scene.settings(5, Duration.ofMinutes(60), null)))).isFalse();
  }

  @Test
  void where_no_machine_is_ever_terminated_no_hour_is_near_its_end() {
    assertThat(rests(idle(3_500).with(Scene.settings(5, Duration.ZERO, null)))).isTrue();
  }

  @Test
  void a_queued_job_allows_no_rest() {
    assertThat(rests(new Scene().queued(1, "linux"))).isFalse();
  }

  @Test
  void one_that_nobody_can_serve_does() {
    Scene scene = new Scene().with(Scene.settings(5, Duration.ofMinutes(5), Set.of("linux")));

    assertThat(rests(scene.queued(1, "windows"))).isTrue();
  }

  @Test
  void a_machine_that_boots_or_leaves_allows_none() {
    assertThat(rests(new Scene().server(NAME, Duration.ofSeconds(40)))).isFalse();
    assertThat(rests(new Scene().leaving(NAME, 7, "linux"))).isFalse();
  }

  @Test
  void neither_does_an_action_that_is_under_way() {
    assertThat(rests(idle(1_800).inFlight(NAME))).isFalse();
  }
}
