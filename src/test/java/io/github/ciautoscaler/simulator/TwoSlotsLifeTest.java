package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import io.github.ciautoscaler.reconcile.Reconciler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines with two slots, from the first job to the end of the last hour. */
class TwoSlotsLifeTest {

  @Test
  void two_jobs_share_a_machine_which_stays_until_both_have_ended() {
    Life life = new Life();
    ForgeJob brief = life.submit(Duration.ofMinutes(5));
    ForgeJob lasting = life.submit(Duration.ofMinutes(75));

    life.go(Duration.ofMinutes(15));
    assertThat(life.machines).hasSize(1);
    assertThat(brief.conclusion()).isEqualTo("success");
    assertThat(life.machines.getFirst().jobs()).hasSize(1);

    life.go(Duration.ofMinutes(60));
    assertThat(lasting.is(ForgeJob.Status.IN_PROGRESS)).isTrue();
    assertThat(life.machines).singleElement().matches(Machine::isBusy);

    life.go(Duration.ofMinutes(50));
    assertThat(lasting.conclusion()).isEqualTo("success");
    assertThat(life.machines).isEmpty();
    assertThat(life.created).hasSize(1);
  }

  @Test
  void a_third_job_gets_a_machine_of_its_own_and_a_fourth_shares_it() {
    Life life = new Life();
    List<ForgeJob> jobs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      jobs.add(life.submit(Duration.ofMinutes(10)));
    }

    life.go(Duration.ofMinutes(20));

    assertThat(jobs).allMatch(job -> "success".equals(job.conclusion()));
    assertThat(life.created).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void a_day_of_storm_breaks_nothing(long seed) {
    Simulation.Result result = Simulation.run(Scenario.named("two-slots"), seed);

    assertThat(result.violation()).as(result.report()).isEmpty();
  }

  @Test
  void a_calm_day_costs_less_than_with_one_slot() {
    Scenario one = Scenario.calm("one-slot").working(Workload.Rhythm.restless());
    Simulation.Result two = Simulation.run(one.in(Surrounding.TWO_RUNNERS), 1);

    assertThat(two.violation()).as(two.report()).isEmpty();
    assertThat(two.hours()).isLessThan(Simulation.run(one, 1).hours());
  }

  /** The loop in a calm world in which nothing else happens. */
  private static final class Life {
    private final Reconciler loop;
    private final World world;
    private List<Machine> machines = List.of();
    private final Set<String> created = new HashSet<>();

    Life() {
      List<Ports> ports = new ArrayList<>();
      List<ReconcileSettings> settings = new ArrayList<>();
      Simulation.run(
          Scenario.calm("two-slots").lasting(Duration.ofMinutes(1)).in(Surrounding.TWO_RUNNERS),
          1,
          (its, theirs) -> {
            ports.add(its);
            settings.add(theirs);
            return Autoscaler.production(its, theirs);
          });
      world = (World) ports.getFirst().clock().steady();
      // Whoever led before lets go, and what is left of its day.
      world.advance(Duration.ofHours(2));
      loop = new Reconciler(ports.getFirst(), settings.getFirst());
    }

    ForgeJob submit(Duration length) {
      JobSpec spec = JobSpec.of("build", length, "linux");
      return world.forge().submit(world.forge().repos().getFirst(), List.of(spec)).getFirst();
    }

    void go(Duration length) {
      for (long second = 0; second < length.toSeconds(); second += 5) {
        world.advance(Duration.ofSeconds(5));
        loop.beat();
        machines = loop.pass().fleet().machines();
        machines.forEach(machine -> created.add(machine.name()));
      }
    }
  }
}
