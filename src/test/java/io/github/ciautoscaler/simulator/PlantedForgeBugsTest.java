package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Jobs;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import io.github.ciautoscaler.simulator.Planted.PlantedForge;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bugs in what it is told of jobs and runners: each is caught. */
class PlantedForgeBugsTest {

  static Stream<PlantedBug> bugs() {
    return Stream.of(
        new PlantedBug(
            "counts blocked jobs as demand",
            "P1",
            3,
            PlantedBug.CALM,
            PlantedForgeBugsTest::countsBlocked),
        new PlantedBug(
            "counts blocked jobs as demand while operators scale",
            "P1",
            5,
            PlantedBug.CALM.with(Fault.OPERATOR_SCALE, 1),
            PlantedForgeBugsTest::countsBlocked),
        new PlantedBug(
            "does not look again after the disable",
            "S1",
            60,
            PlantedBug.RESTLESS,
            PlantedForgeBugsTest::noLook),
        new PlantedBug(
            "takes a failed list of jobs for an empty one",
            "S4",
            5,
            PlantedBug.RESTLESS.with(Fault.OUTAGE, 4),
            PlantedForgeBugsTest::failedIsEmpty),
        new PlantedBug(
            "deletes servers before their job is done",
            "S1",
            5,
            PlantedBug.RESTLESS,
            PlantedForgeBugsTest::ignoresJobs),
        new PlantedBug(
            "does not look where runners cannot be disabled",
            "S1",
            10,
            PlantedBug.RESTLESS.on("1.25.4"),
            PlantedForgeBugsTest::ignoresJobs),
        new PlantedBug(
            "unregisters the runner first",
            "S1",
            3,
            PlantedBug.CALM,
            PlantedForgeBugsTest::runnerFirst));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bugs")
  void is_caught(PlantedBug bug) {
    bug.mustBeCaught();
  }

  private static Autoscaler countsBlocked(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedForge(ports) {
              @Override
              public Reading<List<Job>> queued() {
                if (!(real.queued() instanceof Reading.Complete<List<Job>>(var jobs, var at))
                    || !(real.blocked() instanceof Reading.Complete<Integer>(var blocked, var b))) {
                  return real.queued();
                }
                List<Job> all = new ArrayList<>(jobs);
                for (int i = 0; i < blocked; i++) {
                  all.add(Jobs.queued(-1 - i, Set.of("linux")));
                }
                return new Reading.Complete<>(all, at);
              }
            }),
        settings);
  }

  /** A disabled runner is taken for a free one, whatever it was handed meanwhile. */
  private static Autoscaler noLook(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedForge(ports) {
              @Override
              public Reading<List<Job>> running() {
                if (!(real.running() instanceof Reading.Complete<List<Job>>(var jobs, var at))
                    || !(real.runners()
                        instanceof Reading.Complete<List<Runner>>(var rows, var b))) {
                  return real.running();
                }
                Set<Long> disabled = new HashSet<>();
                rows.stream().filter(Runner::disabled).forEach(row -> disabled.add(row.id()));
                return new Reading.Complete<>(
                    jobs.stream().filter(job -> !disabled.contains(job.runnerId())).toList(), at);
              }

              @Override
              public Reading<List<Runner>> runners() {
                return notBusy(real.runners(), true);
              }
            }),
        settings);
  }

  private static Reading<List<Runner>> notBusy(
      Reading<List<Runner>> reading, boolean onlyDisabled) {
    if (!(reading instanceof Reading.Complete<List<Runner>>(var rows, var at))) {
      return reading;
    }
    return new Reading.Complete<>(
        rows.stream()
            .map(row ->
                onlyDisabled && !row.disabled()
                    ? row
                    : new Runner(
                        row.id(),
                        row.name(),
                        new Runner.State(row.online(), false, row.disabled()),
                        row.ephemeral(),
                        row.labels()))
            .toList(),
        at);
  }

  private static Autoscaler failedIsEmpty(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedForge(ports) {
              @Override
              public Reading<List<Job>> queued() {
                return orEmpty(real.queued());
              }

              @Override
              public Reading<List<Job>> running() {
                return orEmpty(real.running());
              }

              @Override
              public Reading<List<Runner>> runners() {
                return notBusy(real.runners(), false);
              }
            }),
        settings);
  }

  private static <T> Reading<List<T>> orEmpty(Reading<List<T>> reading) {
    return reading instanceof Reading.Failed<List<T>> failed
        ? new Reading.Complete<>(List.of(), failed.takenAt())
        : reading;
  }

  private static Autoscaler ignoresJobs(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedForge(ports) {
              @Override
              public Reading<List<Job>> running() {
                return real.running() instanceof Reading.Complete<List<Job>>(var jobs, var at)
                    ? new Reading.Complete<>(List.of(), at)
                    : real.running();
              }

              @Override
              public Reading<List<Runner>> runners() {
                return notBusy(real.runners(), false);
              }
            }),
        settings);
  }

  private static Autoscaler runnerFirst(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedForge(ports) {
              @Override
              public Outcome disable(long runnerId) {
                return real.delete(runnerId);
              }
            }),
        settings);
  }
}
