package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Tracked;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a removal rests on is there only while every list is complete and fresh. */
class EvidenceTest {

  private static final Duration TOO_OLD = Freshness.SERVERS_MAX_AGE.plusMillis(1);

  @Test
  void it_is_there_when_every_list_is_complete_and_fresh() {
    assertThat(evidence(UnaryOperator.identity())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ofForge.queued",
        "ofForge.running",
        "ofForge.runners",
        "ofCloud.servers",
        "ofCluster.nodes",
        "ofCluster.runnerPods"
      })
  void it_is_not_there_while_one_list_is_old_partial_failed_or_was_never_read(String source) {
    assertThat(evidence(source, it -> it.movedBy(TOO_OLD.negated()))).isFalse();
    assertThat(evidence(source, it -> it.then(new Reading.Partial<>(List.of(), Scene.NOON, ""))))
        .isFalse();
    assertThat(evidence(source, it -> it.then(failed()))).isFalse();
    assertThat(evidence(source, it -> Tracked.never())).isFalse();
  }

  @Test
  void it_is_not_there_while_it_is_not_known_what_the_forge_can_do() {
    assertThat(evidence("ofForge.info", it -> Tracked.never())).isFalse();
  }

  @Test
  void pods_that_were_listed_too_long_ago_are_not_those_that_are_there() {
    assertThat(podsAreKnown(Duration.ZERO)).isTrue();
    assertThat(podsAreKnown(TOO_OLD)).isFalse();
  }

  private static boolean podsAreKnown(Duration age) {
    Scene scene =
        Leaving.due()
            .seenAs(seen ->
                new Observation(
                    seen.run(),
                    seen.ofForge(),
                    seen.ofCloud(),
                    new Observation.OfCluster(
                        seen.cluster(),
                        seen.nodes(),
                        seen.runnerPods(),
                        Map.of(Leaving.NAME, Tracked.complete(List.of(), seen.now().minus(age)))),
                    seen.memory()));
    return Freshness.of(scene.fleet(), scene.settings())
        .evidence()
        .flatMap(evidence -> evidence.podsOn(Leaving.NAME))
        .isPresent();
  }

  private static Reading<List<?>> failed() {
    return new Reading.Failed<>(Reading.Trouble.TIMED_OUT, "no answer", Scene.NOON);
  }

  private static boolean evidence(String source, UnaryOperator<Tracked<List<?>>> change) {
    return evidence(seen -> Seen.changed(seen, source, change));
  }

  private static boolean evidence(UnaryOperator<Observation> change) {
    Scene scene = Leaving.due().seenAs(change);
    FleetState fleet = scene.fleet();
    return Freshness.of(fleet, scene.settings()).evidence().isPresent();
  }
}
