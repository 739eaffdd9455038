package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.JobName;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.plan.Assignment;
import io.github.ciautoscaler.plan.Reason.Code;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import io.github.ciautoscaler.reconcile.Reconciler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A second job while the only machine is busy: it waits where that one's job soon ends. */
class PatienceLifeTest {

  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  private final Life life = new Life();

  @Test
  void forty_seconds_before_the_job_there_ends_the_next_one_waits_for_its_machine() {
    life.runsThreeTimes("build", TEN_MINUTES);
    ForgeJob first = life.submit("build", TEN_MINUTES);
    life.goUntilBegun(first);
    life.go(TEN_MINUTES.minusSeconds(40));

    ForgeJob second = life.submit("test", Duration.ofMinutes(2));
    life.go(Duration.ofSeconds(10));
    assertThat(life.assigned())
        .extracting(one -> one.reason().code())
        .containsExactly(Code.WAITS_FOR_JOB);

    life.go(Duration.ofSeconds(60));
    assertThat(second.is(ForgeJob.Status.IN_PROGRESS)).isTrue();
    assertThat(life.created).as("no second machine").hasSize(1);
  }

  @Test
  void twenty_minutes_before_it_ends_the_next_one_gets_a_machine_at_once() {
    Duration long_ = Duration.ofMinutes(21);
    life.runsThreeTimes("deploy", long_);
    ForgeJob first = life.submit("deploy", long_);
    life.goUntilBegun(first);
    life.go(Duration.ofMinutes(1));
    life.created.clear();

    life.submit("test", Duration.ofMinutes(2));
    life.go(Duration.ofSeconds(10));

    assertThat(life.created).as("the busy one, and a new one").hasSize(2);
  }

  @Test
  void one_that_waits_in_vain_gets_a_machine_when_its_patience_is_over() {
    life.runsThreeTimes("build", TEN_MINUTES);
    ForgeJob first = life.submit("build", Duration.ofMinutes(30));
    life.goUntilBegun(first);
    life.go(TEN_MINUTES.minusSeconds(40));
    life.created.clear();

    ForgeJob second = life.submit("test", Duration.ofMinutes(2));
    life.go(Duration.ofMinutes(6));

    assertThat(life.created).hasSize(2);
    assertThat(second.conclusion()).as("on the new one").isEqualTo("success");
  }

  @Test
  void what_was_learnt_is_known_after_a_restart_and_how_long_a_job_ran_already() {
    life.runsThreeTimes("build", TEN_MINUTES);
    ForgeJob first = life.submit("build", TEN_MINUTES);
    life.goUntilBegun(first);
    life.go(TEN_MINUTES.minusSeconds(60));
    life.restart();
    life.go(Duration.ofSeconds(20));

    JobName name = new JobName(first.repo().fullName(), "build");
    assertThat(life.last().fleet().seen().stored().measurements().lengths().of(name)).hasSize(3);
    ForgeJob second = life.submit("test", Duration.ofMinutes(2));
    life.go(Duration.ofSeconds(60));
    assertThat(second.is(ForgeJob.Status.IN_PROGRESS)).isTrue();
    assertThat(life.created).hasSize(1);
  }

  /** The loop in a calm world in which nothing else happens. */
  private static final class Life {
    private final Ports ports;
    private final ReconcileSettings settings;
    private final World world;
    private final Set<String> created = new HashSet<>();
    private Reconciler loop;
    private @Nullable PassReport last;

    Life() {
      List<Ports> all = new ArrayList<>();
      List<ReconcileSettings> theirs = new ArrayList<>();
      Simulation.run(
          Scenario.calm("patience").lasting(Duration.ofMinutes(1)),
          1,
          (its, read) -> {
            all.add(its);
            theirs.add(read);
            return Autoscaler.production(its, read);
          });
      ports = all.getFirst();
      settings = theirs.getFirst();
      world = (World) ports.clock().steady();
      // Whoever led before lets go, and what is left of its day.
      world.advance(Duration.ofHours(2));
      loop = new Reconciler(ports, settings);
    }

    void restart() {
      loop = new Reconciler(ports, settings);
    }

    ForgeJob submit(String name, Duration length) {
      JobSpec spec = JobSpec.of(name, length, "linux");
      return world.forge().submit(world.forge().repos().getFirst(), List.of(spec)).getFirst();
    }

    /** One after the other, so that one machine does. */
    void runsThreeTimes(String name, Duration length) {
      for (int i = 0; i < 3; i++) {
        ForgeJob job = submit(name, length);
        while (!job.is(ForgeJob.Status.COMPLETED)) {
          go(Duration.ofSeconds(5));
        }
      }
      go(Duration.ofSeconds(5));
      created.clear();
    }

    void goUntilBegun(ForgeJob job) {
      while (!job.is(ForgeJob.Status.IN_PROGRESS)) {
        go(Duration.ofSeconds(5));
      }
    }

    void go(Duration length) {
      for (long second = 0; second < length.toSeconds(); second += 5) {
        world.advance(Duration.ofSeconds(5));
        loop.beat();
        PassReport report = loop.pass();
        last = report;
        report.fleet().machines().stream().map(Machine::name).forEach(created::add);
      }
    }

    PassReport last() {
      return Objects.requireNonNull(last);
    }

    List<Assignment> assigned() {
      return last().plan().jobs();
    }
  }
}
