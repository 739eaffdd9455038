package io.github.ciautoscaler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.RateLimit;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.StoredState;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How often each source is asked, and what an observation says of its own process. */
class ObserverTest {

  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  private Instant now = START;
  private int renewals;
  private final ScriptedForge forge = new ScriptedForge();
  private final ScriptedCloud cloud = new ScriptedCloud();
  private final Waiting background = new Waiting();
  private final Observer observer =
      new Observer(
          new Ports(
              forge,
              cloud,
              new ScriptedCluster(),
              new OneConfigMap(),
              new OneLease(),
              background,
              new PerformerTest.NoRandomness(),
              () -> now),
          PerformerTest.settings(),
          this::renew);

  @Test
  void each_pass_asks_for_the_lease_and_for_the_servers() {
    passes(12);

    assertThat(renewals).isEqualTo(12);
    assertThat(cloud.lists).isEqualTo(12);
  }

  @Test
  void while_the_request_budget_is_low_servers_are_listed_once_a_minute() {
    cloud.budget = new RateLimit(3600, 800);
    passes(24);

    assertThat(cloud.lists).isEqualTo(2);
  }

  @Test
  void an_observation_keeps_since_when_its_process_runs() {
    passes(3);

    assertThat(observer.observation(StoredState.EMPTY, true, Set.of()).startedAt())
        .isEqualTo(START);
    assertThat(observer.observation(StoredState.EMPTY, true, Set.of()).now()).isEqualTo(now);
  }

  private void passes(int count) {
    background.atOnce = true;
    for (int i = 0; i < count; i++) {
      observer.read(true);
      now = now.plusSeconds(5);
    }
  }

  private Reading<Optional<LeaseStore.Lease>> renew() {
    renewals++;
    return ScriptedForge.complete(Optional.empty());
  }
}
