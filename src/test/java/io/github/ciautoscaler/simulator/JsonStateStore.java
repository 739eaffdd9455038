package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.kubernetes.StateJson;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import io.github.ciautoscaler.reconcile.StateStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Production whose state passes through the JSON of its ConfigMap, as they do outside: what the
 * document forgets is lost in the simulated day too.
 */
final class JsonStateStore implements StateStore {

  private final StateStore store;

  private JsonStateStore(StateStore store) {
    this.store = store;
  }

  static Autoscaler production(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        new Ports(
            ports.outside(),
            new Ports.Shared(new JsonStateStore(ports.state()), ports.leases()),
            ports.process()),
        settings);
  }

  @Override
  public Reading<Optional<Stored>> load() {
    return store.load();
  }

  @Override
  public SaveResult save(StoredState stored, @Nullable String version) {
    return store.save(StateJson.throughJson(stored), version);
  }
}
