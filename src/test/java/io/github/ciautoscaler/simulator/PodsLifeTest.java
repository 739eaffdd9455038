package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.PodDemand;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Repositories;
import io.github.ciautoscaler.fleet.Workload;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines for pods over their whole lives: the loop, a cloud, and a cluster that schedules. */
class PodsLifeTest {

  /** On a machine of eight cores, with what comes to each Node beside. */
  private static final long LARGE = 7_000;

  private static final long SMALL = 1_000;

  private final List<Ports> given = new ArrayList<>();
  private final List<ReconcileSettings> settings = new ArrayList<>();
  private World world;
  private Reconciler loop;
  private Deployments deployments;
  private boolean listFails;

  PodsLifeTest() {
    start(1);
  }

  private void start(long seed) {
    Simulation.run(
        Scenario.calm("pods").lasting(Duration.ofMinutes(1)),
        seed,
        (its, theirs) -> {
          given.add(its);
          settings.add(theirs);
          return Autoscaler.production(its, theirs);
        });
    world = (World) given.getLast().clock().steady();
    loop = new Reconciler(unreliable(given.getLast()), settings());
    deployments = new Deployments(world);
    run(Duration.ofMinutes(2));
  }

  private ReconcileSettings settings() {
    return Planted.with(settings.getLast(), forPods(10));
  }

  private PlanSettings forPods(int max) {
    PlanSettings plan = settings.getLast().plan();
    Pool old = plan.pools().getFirst();
    PodDemand demand = new PodDemand(false, new PodDemand.Pods(Set.of("web"), Map.of(), List.of()));
    Pool pool =
        new Pool(
            "work",
            old.template(),
            new Pool.Service(
                Pool.Offer.ofOne(Set.of("linux")), new Pool.Choice(0, Repositories.ALL, demand)),
            Pool.Size.within(Pool.Limits.atMost(max)),
            null);
    return new PlanSettings(List.of(pool), max, plan.times(), plan.pace(), plan.original());
  }

  private void run(Duration length) {
    for (long second = 0; second < length.toSeconds(); second += 5) {
      world.advance(Duration.ofSeconds(5));
      loop.beat();
      loop.pass();
    }
  }

  private int machines() {
    return world.cluster().nodes().size() - 1;
  }

  private long servers() {
    return world.cloud().listed().size();
  }

  @Test
  void five_replicas_that_keep_apart_get_five_machines_and_give_them_back() {
    deployments.scale("web", 5, SMALL, true);
    run(Duration.ofMinutes(15));

    assertThat(deployments.running("web")).isEqualTo(5);
    assertThat(servers()).as("no machine is launched twice").isEqualTo(5);

    run(Duration.ofHours(2));
    assertThat(deployments.running("web")).as("over their paid hours' ends").isEqualTo(5);
    assertThat(servers()).isEqualTo(5);

    deployments.scale("web", 0, SMALL, true);
    run(Duration.ofMinutes(75));
    assertThat(servers()).isZero();
    assertThat(machines()).isZero();
  }

  @Test
  void a_job_is_never_ended_before_its_end() {
    deployments.run("long", SMALL, Duration.ofMinutes(150));
    run(Duration.ofMinutes(140));
    assertThat(deployments.lost()).isEmpty();
    assertThat(servers()).isEqualTo(1);

    run(Duration.ofMinutes(90));
    assertThat(deployments.ended()).isEqualTo(1);
    assertThat(servers()).isZero();
  }

  @Test
  void what_is_left_of_a_deployment_moves_together_at_the_hours_end() {
    deployments.scale("large", 2, LARGE, false);
    run(Duration.ofMinutes(15));
    assertThat(servers()).isEqualTo(2);
    deployments.scale("left", 2, SMALL / 2, true);
    run(Duration.ofMinutes(3));
    deployments.scale("large", 0, LARGE, false);
    deployments.scale("left", 2, SMALL / 2, false);
    run(Duration.ofMinutes(75));

    assertThat(servers()).as("both still keep apart").isEqualTo(2);
    deployments.scale("left", 0, SMALL / 2, false);
    run(Duration.ofSeconds(60));
    deployments.scale("loose", 2, SMALL, false);
    run(Duration.ofMinutes(70));
    assertThat(deployments.running("loose")).isEqualTo(2);
    assertThat(servers()).isEqualTo(1);
  }

  @Test
  void jobs_without_end_do_not_make_more_machines_than_they_need() {
    for (int i = 0; i < 12; i++) {
      deployments.run("job-" + i, 2 * SMALL, Duration.ofMinutes(20));
    }
    run(Duration.ofMinutes(15));

    assertThat(servers()).as("four of them on each").isBetween(3L, 4L);
    run(Duration.ofMinutes(80));
    assertThat(deployments.ended()).isEqualTo(12);
    assertThat(deployments.lost()).isEmpty();
    assertThat(servers()).isZero();
  }

  /** The pods' list fails, kubelets are silent and the process starts anew, while Jobs go on. */
  @ParameterizedTest
  @ValueSource(longs = {2, 3, 4})
  void no_work_is_lost_in_a_troubled_world(long seed) {
    start(seed);
    Dice dice = world.dice();
    for (int i = 0; i < 40; i++) {
      deployments.run("job-" + i, dice.between(1, 4) * SMALL, minutes(dice, 1, 70));
      deployments.scale("web", (int) dice.between(0, 4), SMALL, dice.between(0, 1) == 0);
      trouble(dice);
      run(minutes(dice, 1, 8));
    }
    listFails = false;
    deployments.scale("web", 0, SMALL, true);
    run(Duration.ofHours(4));

    assertThat(deployments.lost()).isEmpty();
    assertThat(deployments.ended()).isEqualTo(40);
    assertThat(servers()).isZero();
  }

  private void trouble(Dice dice) {
    listFails = dice.between(0, 3) == 0;
    if (dice.between(0, 3) == 0) {
      loop = new Reconciler(unreliable(given.getLast()), settings());
    }
    List<ClusterNode> nodes = List.copyOf(world.cluster().nodes());
    ClusterNode one = dice.oneOf(nodes);
    if (dice.between(0, 2) == 0 && !one.name().equals("control-plane-1")) {
      world.cluster().silence(one.name(), minutes(dice, 1, 9));
    }
  }

  private Ports unreliable(Ports ports) {
    return Planted.with(
        ports,
        new Planted.PlantedCluster(ports) {
          @Override
          public Reading<List<Workload>> workloads() {
            return listFails
                ? new Reading.Failed<>(Reading.Trouble.FORBIDDEN, "403", world.now())
                : super.workloads();
          }
        });
  }

  private static Duration minutes(Dice dice, long least, long most) {
    return Duration.ofMinutes(dice.between(least, most));
  }
}
