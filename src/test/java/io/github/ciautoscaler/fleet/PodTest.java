package io.github.ciautoscaler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which pods a drain evicts and waits for. */
class PodTest {

  @ParameterizedTest
  @CsvSource({
    "ORDINARY, false, true",
    "DAEMON_SET, false, false",
    "MIRROR, false, false",
    "ORDINARY, true, false"
  })
  void all_but_those_of_daemon_sets_mirrors_and_the_finished(
      Pod.Kind kind, boolean finished, boolean drained) {
    Pod pod =
        new Pod(new Pod.Id("default", "web", "uid"), "node", finished, null, Pod.Origin.of(kind));

    assertThat(pod.isDrained()).isEqualTo(drained);
  }
}
