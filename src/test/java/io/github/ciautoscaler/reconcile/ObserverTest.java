package io.github.ciautoscaler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.RateLimit;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.fleet.StoredState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
  private final Observer observer = observer(SharedClock.right(() -> now));

  private Observer observer(SharedClock clock) {
    return new Observer(
        new Ports(
            new Ports.Outside(forge, cloud, new ScriptedCluster()),
            new Ports.Shared(new OneConfigMap(), new OneLease()),
            new Ports.Process(background, new PerformerTest.NoRandomness(), clock)),
        PerformerTest.settings(),
        this::renew);
  }

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

  @Test
  void where_the_clock_is_set_what_was_read_stays_as_old_as_it_is() {
    Observer behind = observer(SharedClock.of(() -> now, () -> now));
    background.atOnce = true;
    behind.read(true, false);
    forge.time = Optional.of(new ServerTime(now.plusSeconds(90), now));
    cloud.time = Optional.of(new ServerTime(now.plusSeconds(90), now));

    Duration change = behind.setsClock();

    Observation seen = behind.observation(StoredState.EMPTY, true, Set.of());
    assertThat(change).isBetween(Duration.ofSeconds(89), Duration.ofSeconds(91));
    assertThat(seen.now()).isEqualTo(now.plus(change));
    assertThat(seen.startedAt()).isEqualTo(START.plus(change));
    assertThat(seen.servers().lastComplete())
        .isEqualTo(((Reading.Complete<List<Server>>) cloud.servers()).movedBy(change));
  }

  @Test
  void paid_hours_are_counted_by_the_clouds_clock() {
    Instant created = START.plusSeconds(40);
    cloud.listed = List.of(Machines.server(1, created));
    Observer ours = observer(SharedClock.of(() -> now, () -> now));
    background.atOnce = true;
    ours.read(true, false);
    forge.time = Optional.of(new ServerTime(now, now));
    cloud.time = Optional.of(new ServerTime(now.plusSeconds(40), now));
    ours.setsClock();

    Observation seen = ours.observation(StoredState.EMPTY, true, Set.of());
    assertThat(seen.servers().known().orElseThrow().getFirst().created())
        .isBetween(START.minusSeconds(1), START.plusSeconds(1));
  }

  private void passes(int count) {
    background.atOnce = true;
    for (int i = 0; i < count; i++) {
      observer.read(true, false);
      now = now.plusSeconds(5);
    }
  }

  private Reading<Optional<LeaseStore.Lease>> renew() {
    renewals++;
    return ScriptedForge.complete(Optional.empty());
  }
}
