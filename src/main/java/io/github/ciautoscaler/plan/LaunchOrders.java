package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.ControlPlane;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.JoiningMachine;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.LastSeen;
import io.github.ciautoscaler.fleet.LaunchOrder;
import io.github.ciautoscaler.fleet.MachineBootstrap.Credential;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.PendingLaunch;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.plan.Action.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes of each launch an order: a fresh name, the server's labels, a join token if needed. */
final class LaunchOrders {

  /** How much longer than the provisioning timeout a join token lives. */
  private static final Duration TOKEN_SPARE = Duration.ofMinutes(5);

  private final Observation seen;
  private final PlanSettings settings;
  private final Proposals actions;
  private final FreshNames names;

  LaunchOrders(FleetState fleet, PlanSettings settings, Proposals actions) {
    this.seen = fleet.seen();
    this.settings = settings;
    this.actions = actions;
    this.names = new FreshNames(fleet);
  }

  /**
   * @param request the operator's request that it is for; null for a job
   * @return the machine's name
   */
  String order(Launch launch, Offering offering, Reason why, @Nullable String request) {
    Pool pool = launch.pool();
    String name = names.next(pool.template().options().namePrefix());
    String token = needsToken(pool) ? names.token() : null;
    List<Effect> effects = new ArrayList<>();
    if (token != null) {
      Duration life = settings.timesOf(pool.name()).provisioning().plus(TOKEN_SPARE);
      effects.add(new Effect.CreateJoinToken(token, name, life));
    }
    Map<String, String> labels = labels(pool, name, token);
    effects.add(new Effect.CreateServer(joining(name, pool, token), pool, offering, labels));
    actions.start(name, Kind.CREATE, why, effects);
    PendingLaunch pendingLaunch =
        PendingLaunch.begun(
            new LaunchOrder(pool.name(), offering, launch.labels(), request, token),
            seen.now(),
            seen.process());
    actions.remember(new StateChange.LaunchPending(name, pendingLaunch));
    return name;
  }

  private Map<String, String> labels(Pool pool, String name, @Nullable String token) {
    Map<String, String> labels = new HashMap<>(pool.template().labels());
    labels.put(Labels.MANAGED_BY, Labels.MANAGED_BY_US);
    labels.put(Labels.INSTALLATION, seen.installation());
    labels.put(Labels.POOL, pool.name());
    labels.put(Labels.NAME, name);
    labels.put(Labels.RUNNERS_BEFORE, String.valueOf(highestRunner()));
    String demand = pool.demand().word();
    if (demand != null) {
      labels.put(Labels.DEMAND, demand);
    }
    if (token != null) {
      labels.put(Labels.JOIN_TOKEN, token);
    }
    return labels;
  }

  private long highestRunner() {
    long highest = 0;
    for (Runner row : LastSeen.of(seen.runners())) {
      highest = Math.max(highest, row.id());
    }
    return highest;
  }

  private boolean needsToken(Pool pool) {
    return seen.clusterInfo()
        .map(pool.template().bootstrap()::credential)
        .filter(Credential.OWN_TOKEN::equals)
        .isPresent();
  }

  private JoiningMachine joining(String name, Pool pool, @Nullable String token) {
    return new JoiningMachine(
        name,
        pool.name(),
        seen.clusterInfo().orElse(null),
        ControlPlane.addresses(LastSeen.of(seen.nodes())),
        token);
  }
}
