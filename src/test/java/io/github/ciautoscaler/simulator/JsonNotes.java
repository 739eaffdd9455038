package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Notes;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.kubernetes.NotesJson;
import io.github.ciautoscaler.reconcile.NoteStore;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Production whose notes pass through the JSON of its ConfigMap, as they do outside: what the
 * document forgets is lost in the simulated day too.
 */
final class JsonNotes implements NoteStore {

  private final NoteStore store;

  private JsonNotes(NoteStore store) {
    this.store = store;
  }

  static Autoscaler production(Ports ports, ReconcileSettings settings) {
    return Autoscaler.production(
        new Ports(
            ports.forge(),
            ports.cloud(),
            ports.cluster(),
            new JsonNotes(ports.notes()),
            ports.leases(),
            ports.background(),
            ports.randomness(),
            ports.clock()),
        settings);
  }

  @Override
  public Reading<Optional<Stored>> load() {
    return store.load();
  }

  @Override
  public SaveResult save(Notes notes, @Nullable String version) {
    return store.save(NotesJson.throughJson(notes), version);
  }
}
