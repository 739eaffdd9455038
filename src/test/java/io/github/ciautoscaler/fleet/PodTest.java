package io.github.ciautoscaler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which pods a drain evicts and waits for. */
class PodTest {

  @ParameterizedTest
  @CsvSource({
    "false, false, false, true",
    "true, false, false, false",
    "false, true, false, false",
    "false, false, true, false"
  })
  void all_but_those_of_daemon_sets_mirrors_and_the_finished(
      boolean daemonSet, boolean mirror, boolean finished, boolean drained) {
    Pod pod =
        new Pod(
            "default", "web", "uid", "node", daemonSet, mirror, finished, null, Pod.Origin.UNKNOWN);

    assertThat(pod.isDrained()).isEqualTo(drained);
  }
}
