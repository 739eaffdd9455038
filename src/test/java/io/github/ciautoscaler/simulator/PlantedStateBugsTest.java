package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.fleet.PendingLaunch;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.ScaleRequest;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import io.github.ciautoscaler.reconcile.StateStore;
import io.github.ciautoscaler.simulator.Planted.PlantedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bugs in what is written down: each is caught. */
class PlantedStateBugsTest {

  static Stream<PlantedBug> bugs() {
    return Stream.of(
        new PlantedBug(
            "records the newest runner alone",
            "V2",
            10,
            PlantedBug.CALM.with(Fault.RUNNER_DELETED_BY_HAND, 4),
            PlantedStateBugsTest::newestRunnerAlone),
        new PlantedBug(
            "records a machine as quiet before it is",
            "T1",
            3,
            PlantedBug.CALM,
            PlantedStateBugsTest::quietTooEarly),
        new PlantedBug(
            "records no server of a machine",
            "V2",
            3,
            PlantedBug.CALM,
            PlantedStateBugsTest::noServer),
        new PlantedBug(
            "forgets the labels of a pool",
            "V2",
            3,
            PlantedBug.CALM,
            PlantedStateBugsTest::noLabels),
        new PlantedBug(
            "closes a launch that still boots",
            "V2",
            3,
            PlantedBug.CALM,
            PlantedStateBugsTest::closesLaunches),
        new PlantedBug(
            "counts what was refused as launched",
            "V3",
            20,
            PlantedBug.CALM.with(Fault.OPERATOR_SCALE, 3).with(Fault.STOCK_OUT, 4),
            PlantedStateBugsTest::countsRefused),
        new PlantedBug(
            "saves again without a look at what the last save did",
            "V2",
            3,
            PlantedBug.CALM.with(Fault.TIMEOUT_AFTER_EFFECT, 0.1),
            PlantedStateBugsTest::savesBlindly),
        new PlantedBug(
            "calls a Node vanished that never was",
            "V1",
            10,
            PlantedBug.CALM.with(PlantedBug.LOST_ANSWERS),
            PlantedStateBugsTest::closesLaunches),
        new PlantedBug(
            "never closes a launch",
            "V1",
            10,
            PlantedBug.CALM.with(PlantedBug.LOST_ANSWERS).with(Fault.LOST_AFTER_CREATE, 2),
            PlantedStateBugsTest::keepsLaunches),
        new PlantedBug(
            "forgets what operators asked for",
            "V3",
            10,
            PlantedBug.CALM.with(PlantedBug.LOST_ANSWERS).with(Fault.OPERATOR_SCALE, 3),
            PlantedStateBugsTest::forgetsRequests),
        new PlantedBug(
            "promises more than the maximum",
            "V3",
            10,
            PlantedBug.CALM.atMost(3).with(Fault.OPERATOR_SCALE, 3),
            PlantedStateBugsTest::promisesMore));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bugs")
  void is_caught(PlantedBug bug) {
    bug.mustBeCaught();
  }

  private static Autoscaler newestRunnerAlone(Ports ports, ReconcileSettings settings) {
    return writing(
        ports,
        settings,
        NodeAnnotations.RUNNER_IDS,
        ids -> ids.substring(ids.lastIndexOf(',') + 1));
  }

  private static Autoscaler quietTooEarly(Ports ports, ReconcileSettings settings) {
    return writing(
        ports,
        settings,
        NodeAnnotations.QUIET_SINCE,
        at -> Instant.parse(at).minus(Duration.ofMinutes(1)).toString());
  }

  private static Autoscaler noServer(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedCluster(ports) {
              @Override
              public Outcome patch(String node, NodePatch patch) {
                return real.patch(node, patch.with(NodeAnnotations.SERVER_ID, null));
              }
            }),
        settings);
  }

  private static Autoscaler noLabels(Ports ports, ReconcileSettings settings) {
    return saving(
        ports,
        settings,
        stored ->
            stored.runners().rememberedSince().isEmpty()
                ? stored
                : StoredStates.withLabelsShown(stored, Pool.DEFAULT, Set.of()));
  }

  private static Autoscaler writing(
      Ports ports, ReconcileSettings settings, String key, UnaryOperator<String> spoilt) {
    return Autoscaler.production(
        Planted.with(
            ports,
            new PlantedCluster(ports) {
              @Override
              public Outcome patch(String node, NodePatch patch) {
                String value = patch.annotations().get(key);
                return real.patch(
                    node, value == null ? patch : patch.with(key, spoilt.apply(value)));
              }
            }),
        settings);
  }

  private static Autoscaler closesLaunches(Ports ports, ReconcileSettings settings) {
    return saving(
        ports,
        settings,
        stored ->
            StoredStates.withLaunches(
                stored,
                launches -> {
                  launches.values().removeIf(launch -> launch.serverId() != null);
                  return launches;
                }));
  }

  private static Autoscaler countsRefused(Ports ports, ReconcileSettings settings) {
    Map<String, Integer> most = new HashMap<>();
    return saving(
        ports,
        settings,
        stored ->
            StoredStates.withScaleRequests(
                stored,
                requests -> {
                  requests.replaceAll((key, request) -> {
                    int launched = most.merge(key, request.launched(), Math::max);
                    return new ScaleRequest(
                        request.count(), launched, request.at(), request.pool());
                  });
                  return requests;
                }));
  }

  private static Autoscaler savesBlindly(Ports ports, ReconcileSettings settings) {
    StateStore real = ports.state();
    return saving(
        ports,
        settings,
        (state, version) -> {
          StateStore.SaveResult first = real.save(state, version);
          return first instanceof StateStore.NotSaved ? real.save(state, version) : first;
        });
  }

  private static Autoscaler keepsLaunches(Ports ports, ReconcileSettings settings) {
    Map<String, PendingLaunch> all = new HashMap<>();
    return saving(
        ports,
        settings,
        stored ->
            StoredStates.withLaunches(
                stored,
                launches -> {
                  launches.values().removeIf(launch -> launch.serverId() == null);
                  all.putAll(launches);
                  Map<String, PendingLaunch> kept = new HashMap<>(all);
                  kept.putAll(stored.launches().pending());
                  return kept;
                }));
  }

  private static Autoscaler forgetsRequests(Ports ports, ReconcileSettings settings) {
    return saving(
        ports, settings, stored -> StoredStates.withScaleRequests(stored, all -> Map.of()));
  }

  private static Autoscaler promisesMore(Ports ports, ReconcileSettings settings) {
    PlanSettings plan = settings.plan();
    return Autoscaler.production(
        ports,
        Planted.with(
            settings,
            new PlanSettings(
                plan.pools(),
                plan.maxNodes() + 5,
                plan.times(),
                plan.pace(),
                new PlanSettings.AsTheOriginal(false, false))));
  }

  private static Autoscaler saving(
      Ports ports, ReconcileSettings settings, UnaryOperator<StoredState> spoilt) {
    StateStore real = ports.state();
    return saving(ports, settings, (state, version) -> real.save(spoilt.apply(state), version));
  }

  /** How a state is saved, over which version. */
  private interface Save {
    StateStore.SaveResult state(StoredState state, @Nullable String version);
  }

  private static Autoscaler saving(Ports ports, ReconcileSettings settings, Save save) {
    StateStore real = ports.state();
    return Autoscaler.production(
        Planted.with(
            ports,
            new StateStore() {
              @Override
              public Reading<Optional<Stored>> load() {
                return real.load();
              }

              @Override
              public SaveResult save(StoredState state, @Nullable String version) {
                return save.state(state, version);
              }
            }),
        settings);
  }
}
