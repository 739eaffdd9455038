package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.ForgeInfo;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.RateLimit;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.reconcile.Background;
import io.github.ciautoscaler.reconcile.EffectChain;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import io.github.ciautoscaler.simulator.Planted.PlantedCloud;
import io.github.ciautoscaler.simulator.Planted.PlantedCluster;
import io.github.ciautoscaler.simulator.Planted.PlantedForge;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bugs in how often somebody is asked, and in what is made of the answer: each is caught. */
class PlantedAskingBugsTest {

  static Stream<PlantedBug> bugs() {
    return Stream.of(
        new PlantedBug(
            "does not mind the request budget",
            "A1",
            5,
            PlantedBug.CALM.with(Fault.REQUESTS_SPENT_BY_OTHERS, 1),
            PlantedAskingBugsTest::mindsNoBudget),
        new PlantedBug(
            "asks again before the answer came",
            "A1",
            3,
            PlantedBug.CALM.with(Fault.READ_SLOW, 0.01),
            PlantedAskingBugsTest::asksTwice),
        new PlantedBug(
            "does not ask again what could not be read",
            "A1",
            10,
            PlantedBug.CALM.with(Fault.READ_ERROR, 0.6),
            PlantedAskingBugsTest::asksOnce),
        new PlantedBug(
            "takes a server that could not be asked for as gone",
            "T1",
            10,
            PlantedBug.CALM.with(PlantedBug.FAILING_READS),
            PlantedAskingBugsTest::unansweredIsGone),
        new PlantedBug(
            "waits for pods that have ended",
            "T1",
            5,
            PlantedBug.CALM.with(Fault.POD_ENDS, 4),
            PlantedAskingBugsTest::waitsForEnded));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bugs")
  void is_caught(PlantedBug bug) {
    bug.mustBeCaught();
  }

  private static Autoscaler mindsNoBudget(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedCloud(ports) {
              @Override
              public RateLimit budget() {
                return RateLimit.UNKNOWN;
              }
            }),
        settings);
  }

  private static Autoscaler asksTwice(Ports ports, ReconcileSettings settings) {
    Background real = ports.background();
    return Autoscaler.production(
        Planted.with(
            ports,
            new Background() {
              @Override
              public <T> Pending<T> read(String source, Supplier<T> call) {
                Pending<T> first = real.read(source, call);
                return source.equals("gitea") && first.result().isEmpty()
                    ? real.read(source, call)
                    : first;
              }

              @Override
              public void await(Collection<? extends Pending<?>> reads, Duration atMost) {
                real.await(reads, atMost);
              }

              @Override
              public void run(EffectChain chain) {
                real.run(chain);
              }
            }),
        settings);
  }

  private static Autoscaler asksOnce(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedForge(ports) {
              private @Nullable Reading<ForgeInfo> answer;

              @Override
              public Reading<ForgeInfo> describe() {
                if (answer == null) {
                  answer = real.describe();
                }
                return answer;
              }
            }),
        settings);
  }

  private static Autoscaler unansweredIsGone(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedCloud(ports) {
              @Override
              public Reading<Optional<Server>> find(long id) {
                Reading<Optional<Server>> reading = real.find(id);
                return reading instanceof Reading.Failed
                    ? new Reading.Complete<>(Optional.empty(), reading.takenAt())
                    : reading;
              }
            }),
        settings);
  }

  private static Autoscaler waitsForEnded(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedCluster(ports) {
              @Override
              public Reading<List<Pod>> podsOn(String node) {
                return real.podsOn(node) instanceof Reading.Complete<List<Pod>>(var pods, var at)
                    ? new Reading.Complete<>(
                        pods.stream().map(PlantedAskingBugsTest::running).toList(), at)
                    : real.podsOn(node);
              }
            }),
        settings);
  }

  private static Pod running(Pod pod) {
    return new Pod(
        new Pod.Id(pod.namespace(), pod.name(), pod.uid()),
        pod.node(),
        false,
        pod.deletion(),
        pod.origin());
  }
}
