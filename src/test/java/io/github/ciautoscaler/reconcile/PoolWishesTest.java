package io.github.ciautoscaler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.BootFailures;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.PodDemand;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.Repositories;
import io.github.ciautoscaler.fleet.ScaleRequest;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.plan.PoolOutlook;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.plan.Reason.Code;
import io.github.ciautoscaler.reconcile.Operator.Accepted;
import io.github.ciautoscaler.reconcile.Operator.Answer;
import io.github.ciautoscaler.reconcile.Operator.Conflicting;
import io.github.ciautoscaler.reconcile.Operator.KeyReused;
import io.github.ciautoscaler.reconcile.Operator.NotFound;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people ask of one pool. */
class PoolWishesTest {

  private static final NotFound UNKNOWN =
      new NotFound("There is no such pool. The configuration has: default, arm64.");

  private final Instant now = Instant.parse("2026-11-23T12:00:00Z");
  private final OneConfigMap stored = new OneConfigMap();
  private final StateKeeper keeper = new StateKeeper(stored);
  private final Leadership leadership =
      new Leadership(new OneLease(), "pod-a", () -> now, () -> {});
  private final ReconcileSettings settings = settings();
  private final OperatorDesk desk =
      new OperatorDesk(
          new Ports(
              new Ports.Outside(new ScriptedForge(), new ScriptedCloud(), new ScriptedCluster()),
              new Ports.Shared(stored, new OneLease()),
              new Ports.Process(new Waiting(), new PerformerTest.NoRandomness(), () -> now)),
          settings,
          keeper,
          leadership);

  @BeforeEach
  void leads() {
    leadership.step();
    desk.learn(ReportBuilder.at(now).build().fleet(), settings);
  }

  private static ReconcileSettings settings() {
    return settings(PlanSettings.Caps.ofMachines(PerformerTest.settings().plan().maxNodes()));
  }

  private static ReconcileSettings settings(PlanSettings.Caps caps, Pool... more) {
    ReconcileSettings one = PerformerTest.settings();
    PlanSettings plan = one.plan();
    Pool arm = Pools.of("arm64", 3, Set.of("linux", "arm64"), new Offering("cax21", "fsn1"));
    return new ReconcileSettings(
        new PlanSettings(
            Stream.concat(Stream.of(plan.pools().getFirst(), arm), Stream.of(more)).toList(),
            caps,
            plan.times(),
            plan.pace(),
            plan.original()),
        one.fleet(),
        one.self(),
        one.dryRun(),
        one.observeLimit());
  }

  private static String said(Answer answer) {
    return switch (answer) {
      case Accepted accepted -> String.join(" ", accepted.details());
      case NotFound(String message) -> message;
      case Conflicting(String message) -> message;
      case KeyReused(String message) -> message;
      case Operator.Unavailable(String message) -> message;
    };
  }

  @Test
  void a_pools_pause_is_recorded_and_leaves_the_others_alone() {
    Answer answer = desk.pausePool("arm64", Duration.ofMinutes(30), "bad image", false);

    Pause pause = new Pause(now, now.plusSeconds(1800), "bad image");
    assertThat(((Accepted) answer).pause()).isEqualTo(pause);
    assertThat(((Accepted) answer).recorded()).isTrue();
    assertThat(keeper.stored().wishes().poolPauses()).containsOnlyKeys("arm64");
    assertThat(desk.currentPause()).isNull();
    assertThat(desk.scale(1, "default", "a", false)).isInstanceOf(Accepted.class);
    assertThat(said(desk.scale(1, "arm64", "b", false)))
        .isEqualTo("Pool arm64 is paused; resume it first.");
  }

  @Test
  void resuming_ends_the_pause_and_forgives_failed_boots() {
    keeper.load();
    stored.change(
        StoredStates.withBootFailures(StoredState.EMPTY, "arm64", new BootFailures(4, now)));
    keeper.forget();
    desk.pausePool("arm64", null, null, false);

    assertThat(((Accepted) desk.resumePool("arm64", false)).changed()).isTrue();
    assertThat(keeper.stored().wishes().poolPauses()).isEmpty();
    assertThat(keeper.stored().health().pools()).isEmpty();
    assertThat(((Accepted) desk.resumePool("arm64", false)).changed()).isFalse();
  }

  @Test
  void resuming_one_pool_says_that_everything_is_paused_still() {
    desk.pause(null, null, false);

    assertThat(said(desk.resumePool("arm64", false))).endsWith("as a whole is paused still.");
    assertThat(desk.currentPause()).isNotNull();
  }

  @Test
  void a_pool_that_nobody_knows_is_not_found_and_the_others_are_named() {
    assertThat(desk.pausePool("amr64", null, null, false)).isEqualTo(UNKNOWN);
    assertThat(desk.resumePool("amr64", false)).isEqualTo(UNKNOWN);
    assertThat(desk.scale(1, "amr64", "key", false)).isEqualTo(UNKNOWN);
  }

  @Test
  void a_dry_run_says_it_and_records_nothing() {
    assertThat(said(desk.pausePool("arm64", null, null, true)))
        .startsWith("Dry run: Nothing is launched for pool arm64");
    assertThat(said(desk.resumePool("arm64", true))).startsWith("Dry run: ");
    assertThat(keeper.stored()).isEqualTo(StoredState.EMPTY);
  }

  @Test
  void machines_of_one_pool_are_launched_within_its_maximum_and_the_total() {
    assertThat(said(desk.scale(5, "arm64", "a", false)))
        .isEqualTo("3 of 5 servers are launched; the maximum 3 of pool arm64 allows 3 more.");
    assertThat(keeper.stored().wishes().scaleRequests())
        .containsEntry("a", new ScaleRequest(5, 2, now, "arm64"));
    assertThat(said(desk.scale(1, "arm64", "b", false)))
        .isEqualTo(
            "There are 0 machines of pool arm64, 3 more were asked for, and the maximum 3 of pool"
                + " arm64 allows no more.");
    assertThat(said(desk.scale(9, null, "c", false)))
        .isEqualTo("7 of 9 servers are launched; MAX_NODES=10 allows 7 more.");
    assertThat(said(desk.scale(1, "default", "d", false))).contains("MAX_NODES=10 allows no more");
  }

  @Test
  void the_cap_on_jobs_bounds_what_may_be_asked_for() {
    PlanSettings.Caps caps = new PlanSettings.Caps(10, 2, PlanSettings.Spend.UNLIMITED);
    desk.learn(ReportBuilder.at(now).build().fleet(), settings(caps));

    assertThat(said(desk.scale(3, "arm64", "a", false)))
        .isEqualTo("2 of 3 servers are launched; MAX_JOBS=2 allows 2 more.");
    assertThat(said(desk.scale(1, null, "b", false)))
        .isEqualTo("There are 0 machines, 2 more were asked for, and MAX_JOBS=2 allows no more.");
  }

  @Test
  void machines_for_pods_alone_count_no_jobs() {
    PodDemand pods = new PodDemand(false, new PodDemand.Pods(Set.of(), Map.of(), List.of()));
    Pool arm = settings.plan().pools().getLast();
    Pool.Choice choice = new Pool.Choice(0, Repositories.ALL, pods);
    Pool web =
        new Pool("web", arm.template(), new Pool.Service(arm.offer(), choice), arm.size(), null);
    PlanSettings.Caps caps = new PlanSettings.Caps(10, 1, PlanSettings.Spend.UNLIMITED);
    desk.learn(ReportBuilder.at(now).build().fleet(), settings(caps, web));

    assertThat(said(desk.scale(2, "web", "a", false)))
        .isEqualTo("2 of 2 servers are launched; the maximum 3 of pool web allows 3 more.");
    assertThat(said(desk.scale(2, "arm64", "b", false)))
        .isEqualTo("1 of 2 servers are launched; MAX_JOBS=1 allows 1 more.");
  }

  @Test
  void while_the_spend_allows_nothing_nothing_is_promised() {
    Reason spent = new Reason(Code.SPEND_LIMIT, "The machines cost 1.00 an hour.");
    List<Pool> pools = settings.plan().pools();
    PoolOutlook first = new PoolOutlook(pools.getFirst(), 0, null, spent);
    desk.learn(List.of(first, new PoolOutlook(pools.getLast(), 0, null, null)));

    assertThat(desk.scale(1, null, "a", false)).isInstanceOf(Accepted.class);
    assertThat(desk.scale(1, "arm64", "b", false)).isInstanceOf(Accepted.class);
    assertThat(desk.scale(1, "default", "c", false))
        .isEqualTo(new Conflicting("The machines cost 1.00 an hour."));

    desk.learn(List.of(first));
    assertThat(desk.scale(1, null, "d", false)).isInstanceOf(Conflicting.class);
  }

  @Test
  void the_same_key_for_another_pool_is_another_request() {
    desk.scale(2, "arm64", "key", false);

    assertThat(said(desk.scale(2, "arm64", "key", false))).isEqualTo("0 of 2 launched so far.");
    assertThat(desk.scale(2, "default", "key", false))
        .isEqualTo(new KeyReused("This Idempotency-Key was used for count 2 of pool arm64."));
    assertThat(desk.scale(2, null, "key", false)).isInstanceOf(KeyReused.class);
  }
}
