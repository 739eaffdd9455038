package io.github.ciautoscaler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Claim;
import io.github.ciautoscaler.fleet.FleetSettings;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Jobs;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.plan.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The looks right before a step, and how a sequence of effects goes on or ends. */
class PerformerTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Effect LOOK =
      new Effect.VerifyUnoccupied(Set.of(7L), Set.of("pod-7", "pod-8"), true);

  private final ScriptedForge forge = new ScriptedForge();
  private final ScriptedCloud cloud = new ScriptedCloud();
  private final ScriptedCluster cluster = new ScriptedCluster();
  private final Ports ports =
      new Ports(
          new Ports.Outside(forge, cloud, cluster),
          new Ports.Shared(new OneConfigMap(), new OneLease()),
          new Ports.Process(new Waiting(), new NoRandomness(), () -> NOON));
  private final Performer performer = new Performer(ports);

  @Test
  void a_free_machine_passes_the_look_which_asks_for_the_jobs_first() {
    forge.runners = ScriptedForge.complete(List.of(row(7, true), row(9, false)));
    forge.running = ScriptedForge.complete(List.of(job(9)));

    assertThat(performer.perform(LOOK)).isInstanceOf(Outcome.Done.class);
    assertThat(forge.asked).containsExactly("running", "runners");
  }

  @Test
  void a_job_on_a_row_of_that_name_fails_it_although_the_row_was_not_known() {
    forge.runners = ScriptedForge.complete(List.of(row(7, true), row(8, true)));
    forge.running = ScriptedForge.complete(List.of(job(8)));

    assertThat(performer.perform(LOOK)).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void a_job_on_a_row_that_somebody_deleted_fails_it_too() {
    forge.running = ScriptedForge.complete(List.of(job(7)));

    assertThat(performer.perform(LOOK)).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void a_job_that_runs_somewhere_fails_it_where_it_may_be() {
    forge.runners = ScriptedForge.complete(List.of(row(7, true)));
    forge.running = ScriptedForge.complete(List.of(Jobs.running(1, Set.of("linux", "x64"), null)));
    assertThat(performer.perform(LOOK)).isInstanceOf(Outcome.Done.class);

    forge.running = ScriptedForge.complete(List.of(Jobs.running(1, Set.of("linux"), null)));
    assertThat(performer.perform(LOOK)).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void a_row_that_can_still_take_a_job_fails_it_where_none_may() {
    forge.runners = ScriptedForge.complete(List.of(row(7, false)));
    assertThat(performer.perform(LOOK)).isInstanceOf(Outcome.Refused.class);

    Effect weak = new Effect.VerifyUnoccupied(Set.of(7L), Set.of(), false);
    assertThat(performer.perform(weak)).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void where_the_forge_does_not_say_where_a_job_runs_those_that_are_elsewhere_alone_pass() {
    Effect look =
        new Effect.VerifyUnoccupied(Set.of(7L), Set.of("pod-7"), false, Set.of(new Claim(1, 0)));
    forge.runners = ScriptedForge.complete(List.of(row(7, false)));
    forge.running = ScriptedForge.complete(List.of(Jobs.running(1, Set.of("linux"), null)));
    assertThat(performer.perform(look)).isInstanceOf(Outcome.Done.class);

    forge.running = ScriptedForge.complete(List.of(Jobs.running(2, Set.of("linux"), null)));
    assertThat(performer.perform(look)).as("another job").isInstanceOf(Outcome.Refused.class);
    forge.running = ScriptedForge.complete(List.of(Jobs.running(2, Set.of("arm64"), null)));
    assertThat(performer.perform(look))
        .as("that fits nothing there")
        .isInstanceOf(Outcome.Done.class);
    forge.runners = ScriptedForge.complete(List.of());
    assertThat(performer.perform(look)).as("nobody is listed").isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void there_a_runner_that_says_it_is_at_work_does_not_pass() {
    Effect look = new Effect.VerifyUnoccupied(Set.of(7L), Set.of(), false, Set.of());
    Runner.State active = new Runner.State(true, true, false);
    forge.runners =
        ScriptedForge.complete(List.of(new Runner(7, "pod-7", active, false, Set.of("linux"))));
    forge.running = ScriptedForge.complete(List.of());

    assertThat(performer.perform(look)).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void what_could_not_be_read_is_no_proof() {
    forge.running = ScriptedForge.failed();
    assertThat(performer.perform(LOOK)).isInstanceOf(Outcome.Transient.class);

    forge.running = ScriptedForge.complete(List.of());
    forge.runners = ScriptedForge.failed();
    assertThat(performer.perform(LOOK)).isInstanceOf(Outcome.Transient.class);
  }

  @Test
  void a_server_is_gone_only_where_the_cloud_says_so() {
    Effect gone = new Effect.VerifyServerGone(5);
    assertThat(performer.perform(gone)).isInstanceOf(Outcome.Gone.class);
    cloud.found = ScriptedForge.complete(Optional.of(Machines.server(5, NOON)));
    assertThat(performer.perform(gone)).isInstanceOf(Outcome.Refused.class);
    cloud.found = ScriptedForge.failed();
    assertThat(performer.perform(gone)).isInstanceOf(Outcome.Transient.class);
    assertThat(performer.perform(new Effect.FindServer("ci-runner-00000005", Instant.EPOCH)))
        .isInstanceOf(Outcome.Transient.class);
  }

  @Test
  void a_join_token_lives_as_long_as_its_order_says() {
    performer.perform(
        new Effect.CreateJoinToken("abcdef", "ci-runner-00000001", Duration.ofMinutes(15)));

    assertThat(cluster.tokenEnds).isEqualTo(NOON.plus(Duration.ofMinutes(15)));
  }

  @Test
  void a_sequence_ends_at_its_first_failure_and_where_the_leader_is_deposed_within() {
    List<Effect> done = new ArrayList<>();
    AtomicBoolean leads = new AtomicBoolean(true);
    EffectChain failing =
        new EffectChain(
            action(),
            effect -> {
              done.add(effect);
              return new Outcome.Transient("later");
            },
            leads::get,
            () -> NOON);
    new Waiting().run(failing);
    assertThat(done).hasSize(1);
    assertThat(failing.isFinished()).isTrue();

    EffectChain deposed =
        new EffectChain(
            action(),
            effect -> {
              leads.set(false);
              return new Outcome.Done();
            },
            leads::get,
            () -> NOON);
    new Waiting().run(deposed);
    assertThat(deposed.outcomes().get(0)).isInstanceOf(Outcome.Done.class);
    assertThat(deposed.outcomes().get(1)).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void who_stood_still_after_the_last_look_looks_again_before_it_deletes() {
    AtomicReference<Instant> now = new AtomicReference<>(NOON);
    EffectChain chain =
        new EffectChain(lookAndDelete(), effect -> new Outcome.Done(), () -> true, () -> now.get());
    chain.step();
    now.set(NOON.plusSeconds(91));
    chain.step();
    assertThat(chain.outcomes().get(1)).isInstanceOf(Outcome.Refused.class);

    EffectChain quick =
        new EffectChain(lookAndDelete(), effect -> new Outcome.Done(), () -> true, () -> now.get());
    quick.step();
    now.set(now.get().plusSeconds(60));
    quick.step();
    assertThat(quick.outcomes().get(1)).isInstanceOf(Outcome.Done.class);
  }

  private static Action lookAndDelete() {
    return new Action(
        "ci-runner-00000001",
        Action.Kind.REMOVE,
        action().reason(),
        List.of(new Effect.VerifyServerGone(1), new Effect.DeleteServer(1, "ci-runner-00000001")));
  }

  @Test
  void what_ended_is_told_once_and_its_machine_is_free_again() {
    Executor executor =
        new Executor(new Waiting(), effect -> new Outcome.Done(), () -> true, () -> NOON);
    executor.start(action());

    assertThat(executor.inFlight()).containsExactly("ci-runner-00000001");
    assertThat(executor.ended(NOON)).hasSize(1);
    assertThat(executor.inFlight()).isEmpty();
    assertThat(executor.ended(NOON)).isEmpty();
  }

  private static Action action() {
    return new Action(
        "ci-runner-00000001",
        Action.Kind.REMOVE,
        new Reason(Reason.Code.HOUR_ENDS, "why"),
        List.of(new Effect.DisableRunner(7), new Effect.DisableRunner(8)));
  }

  private static Runner row(long id, boolean disabled) {
    return new Runner(
        id, "pod-" + id, new Runner.State(true, false, disabled), false, Set.of("linux"));
  }

  private static Job job(long runner) {
    return Jobs.running(100 + runner, Set.of("linux"), runner);
  }

  static ReconcileSettings settings() {
    Pool pool = Pools.ofDefault(10, new Offering("ccx33", "nbg1"));
    PlanSettings plan =
        new PlanSettings(
            List.of(pool),
            10,
            new Pool.Times(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(10)),
            new PlanSettings.Pace(
                Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofSeconds(10)),
            new PlanSettings.AsTheOriginal(false, false));
    return new ReconcileSettings(
        plan,
        new FleetSettings(Duration.ofMinutes(10), false, Map.of()),
        new ReconcileSettings.Identity("installation", "process", "pod-a"),
        false,
        Duration.ofSeconds(4));
  }

  /** Always the same. */
  static final class NoRandomness implements Randomness {
    @Override
    public long nextLong() {
      return 42;
    }

    @Override
    public Secret tokenSecret() {
      return new Secret("0123456789abcdef");
    }
  }
}
