package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.Preference;
import io.github.ciautoscaler.fleet.ServerAccess;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import io.github.ciautoscaler.reconcile.Reconciler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Machines of a pool with a subnet are attached and powered on, whoever crashes in between. */
class SubnetLifeTest {

  private final Ports ports;
  private final ReconcileSettings settings;
  private final World world;

  SubnetLifeTest() {
    List<Ports> captured = new ArrayList<>();
    List<ReconcileSettings> given = new ArrayList<>();
    Simulation.run(
        Scenario.calm("subnet").lasting(Duration.ofMinutes(1)),
        1,
        (its, theirs) -> {
          captured.add(its);
          given.add(theirs);
          return Autoscaler.production(its, theirs);
        });
    ports = captured.getFirst();
    settings = given.getFirst();
    world = (World) ports.clock().steady();
    world.advance(Duration.ofMinutes(2)); // whoever led before lets go
  }

  @Test
  void a_job_runs_on_a_machine_that_is_in_the_subnet() {
    List<ForgeJob> jobs = submit();

    live(new Reconciler(ports, in("10.0.0.0/16")), Duration.ofMinutes(12));

    assertThat(jobs).allMatch(job -> "success".equals(job.conclusion()));
    assertThat(world.cloud().servers())
        .isNotEmpty()
        .allMatch(server -> server.networks().equals(List.of(456L)) && server.isRunning());
  }

  @Test
  void another_process_finishes_what_one_left_in_any_state() {
    List<ForgeJob> jobs = submit();

    for (int process = 0; process < 80; process++) {
      live(new Reconciler(ports, in("10.0.0.0/16")), Duration.ofSeconds(10));
    }

    assertThat(jobs).allMatch(job -> "success".equals(job.conclusion()));
    assertThat(world.cloud().servers()).hasSize(1);
  }

  @Test
  void a_subnet_that_the_network_has_not_costs_no_machine_for_longer_than_a_boot() {
    submit();
    Reconciler loop = new Reconciler(ports, in("10.9.0.0/24"));
    live(loop, Duration.ofMinutes(3));
    assertThat(world.cloud().servers())
        .isNotEmpty()
        .allMatch(server -> server.status().equals("off"));
    Set<Long> first = Set.copyOf(world.cloud().servers().stream().map(CloudServer::id).toList());

    live(loop, Duration.ofMinutes(10));

    assertThat(world.cloud().servers()).noneMatch(server -> first.contains(server.id()));
  }

  private void live(Reconciler loop, Duration length) {
    for (long second = 0; second < length.toSeconds(); second += 5) {
      loop.beat();
      loop.pass();
      world.advance(Duration.ofSeconds(5));
    }
  }

  private List<ForgeJob> submit() {
    return world
        .forge()
        .submit(
            world.forge().repos().getFirst(),
            List.of(JobSpec.of("build", Duration.ofMinutes(2), "linux")));
  }

  private ReconcileSettings in(String subnet) {
    PlanSettings one = settings.plan();
    MachineTemplate usual = one.pools().getFirst().template();
    MachineTemplate template =
        new MachineTemplate(
            usual.offerings(),
            usual.image(),
            new ServerAccess(List.of("k8s"), List.of(), List.of(), true, true),
            usual.bootstrap(),
            new MachineTemplate.Options(
                Preference.LISTED, Map.of(), Labels.NAME_PREFIX, null, subnet));
    Pool pool = Pools.of(Pool.DEFAULT, 2, template, Set.of("linux"));
    return Planted.with(
        settings, new PlanSettings(List.of(pool), 2, one.times(), one.pace(), one.original()));
  }
}
