package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Claim;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import io.github.ciautoscaler.simulator.Planted.PlantedCluster;
import io.github.ciautoscaler.simulator.Planted.PlantedForge;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bugs in what it concludes where the forge does not say on which runner a job is. */
class PlantedSomewhereBugsTest {

  private static final Scenario FORGEJO_15 = PlantedBug.RESTLESS.on(Dialect.FORGEJO_15);
  private static final Scenario FORGEJO_11 = PlantedBug.RESTLESS.on(Dialect.FORGEJO_11);

  static Stream<PlantedBug> bugs() {
    return Stream.of(
        new PlantedBug(
            "takes a job for nobody's that began within ninety seconds",
            "S1",
            5,
            FORGEJO_15,
            PlantedSomewhereBugsTest::ignoresYoungJobs),
        new PlantedBug(
            "does not see that a runner is active",
            "S1",
            5,
            FORGEJO_15,
            (ports, settings) -> runners(ports, settings, it -> saying(it, it.online(), false))),
        new PlantedBug(
            "takes a runner that is not heard of for an idle one",
            "S1",
            5,
            FORGEJO_15.with(Fault.RUNNER_SILENT, 20),
            (ports, settings) -> runners(ports, settings, it -> saying(it, true, it.busy()))),
        new PlantedBug(
            "does not see a runner's labels",
            "S1",
            5,
            FORGEJO_15,
            (ports, settings) -> runners(ports, settings, PlantedSomewhereBugsTest::unlabelled)),
        new PlantedBug(
            "takes a pod for another in every look",
            "S1",
            5,
            FORGEJO_11,
            PlantedSomewhereBugsTest::podsAnew),
        new PlantedBug(
            "asks for the jobs of one label alone",
            "S1",
            10,
            FORGEJO_11,
            (ports, settings) ->
                running(ports, settings, job -> Set.of("linux").containsAll(job.labels()))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bugs")
  void is_caught(PlantedBug bug) {
    bug.mustBeCaught();
  }

  private static Autoscaler ignoresYoungJobs(Ports ports, ReconcileSettings settings) {
    Map<Claim, Instant> since = new HashMap<>();
    return running(
        ports,
        settings,
        job -> {
          Instant now = ports.clock().instant();
          Instant first = since.computeIfAbsent(Claim.of(job), none -> now);
          return first.plus(Duration.ofSeconds(90)).isBefore(now);
        });
  }

  private static Autoscaler running(Ports ports, ReconcileSettings settings, Predicate<Job> which) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedForge(ports) {
              @Override
              public Reading<List<Job>> running() {
                return real.running() instanceof Reading.Complete<List<Job>>(var jobs, var at)
                    ? new Reading.Complete<>(jobs.stream().filter(which).toList(), at)
                    : real.running();
              }
            }),
        settings);
  }

  private static Autoscaler runners(
      Ports ports, ReconcileSettings settings, UnaryOperator<Runner> change) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedForge(ports) {
              @Override
              public Reading<List<Runner>> runners() {
                return real.runners() instanceof Reading.Complete<List<Runner>>(var rows, var at)
                    ? new Reading.Complete<>(rows.stream().map(change).toList(), at)
                    : real.runners();
              }
            }),
        settings);
  }

  private static Runner saying(Runner row, boolean online, boolean busy) {
    Runner.State state = new Runner.State(online, busy, false);
    return new Runner(row.id(), row.name(), state, row.ephemeral(), row.labels());
  }

  private static Runner unlabelled(Runner row) {
    return new Runner(row.id(), row.name(), row.state(), row.ephemeral(), Set.of());
  }

  private static Autoscaler podsAnew(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedCluster(ports) {
              private long looks;

              @Override
              public Reading<List<Pod>> runnerPods() {
                looks++;
                return real.runnerPods() instanceof Reading.Complete<List<Pod>>(var pods, var at)
                    ? new Reading.Complete<>(pods.stream().map(this::anew).toList(), at)
                    : real.runnerPods();
              }

              private Pod anew(Pod pod) {
                Pod.Id id = new Pod.Id(pod.namespace(), pod.name(), pod.uid() + "." + looks);
                return new Pod(id, pod.node(), pod.finished(), pod.deletion(), pod.origin());
              }
            }),
        settings);
  }
}
