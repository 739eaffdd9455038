package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.PendingLaunch;
import io.github.ciautoscaler.fleet.ScaleRequest;
import io.github.ciautoscaler.fleet.StoredState;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * V2 and V3: our ConfigMap forgets no runner of a machine that is there, no launch before it served
 * or failed, and no server that an operator asked for and did not get.
 */
final class StateChecks {

  /** Less than the provisioning time-out, as clocks differ. */
  private static final Duration YOUNG = Invariants.PROVISIONING_TIMEOUT.minusSeconds(90);

  private final World world;
  private final Lives lives;
  private final WatchRecord watch;
  private final Map<String, Long> made = new HashMap<>();
  private StoredState before = StoredState.EMPTY;

  StateChecks(World world, Lives lives, WatchRecord watch) {
    this.world = world;
    this.lives = lives;
    this.watch = watch;
  }

  void created(CloudServer server) {
    made.put(server.name(), server.id());
  }

  /** Nobody can know any more what stood there. */
  void forget() {
    before = StoredState.EMPTY;
  }

  /** It was written: several times between two turns perhaps, and each is judged. */
  void afterTurn() {
    StoredState now = SimStateStore.truth(world);
    if (now == before) {
      return;
    }
    if (now == StoredState.EMPTY) {
      forget(); // a person deleted the ConfigMap
    }
    keepsRunners(now);
    keepsLaunches(now);
    keepsRequests(now);
    keepsLabels(now);
    before = now;
  }

  /** Who does not know what a save did reads the state before the next. */
  void afterPass(Answers process) {
    if (process.savedBlindly()) {
      watch.broken("V2", "", "state is saved, and nobody read what the last save had done");
    }
  }

  private void keepsRunners(StoredState now) {
    before
        .runners()
        .registrations()
        .forEach((name, ids) -> {
          Set<Long> kept = now.runners().registrations().get(name);
          if (kept != null && !kept.containsAll(ids)) {
            watch.broken("V2", name, "runners that were registered are forgotten: " + ids);
          }
        });
  }

  /** What a pool's runners showed once is known on, also while it has none. */
  private void keepsLabels(StoredState now) {
    before
        .runners()
        .shownLabels()
        .forEach((pool, labels) -> {
          if (!labels.isEmpty()
              && now.runners().shownLabels().getOrDefault(pool, Set.of()).isEmpty()) {
            watch.broken("V2", "", "the labels of pool " + pool + " are forgotten: " + labels);
          }
        });
  }

  private void keepsLaunches(StoredState now) {
    for (String name : closed(now)) {
      CloudServer server = world.cloud().server(made.getOrDefault(name, -1L)).orElse(null);
      if (server != null && boots(server)) {
        watch.broken("V2", name, "its launch is resolved, and it has not served");
      }
    }
  }

  private boolean boots(CloudServer server) {
    boolean young = server.created().plus(YOUNG).isAfter(world.cloud().clock());
    return young && !server.isDeleting() && !lives.hasServed(server.id());
  }

  private Set<String> closed(StoredState now) {
    Set<String> closed = new HashSet<>(before.launches().pending().keySet());
    closed.removeAll(now.launches().pending().keySet());
    return closed;
  }

  private void keepsRequests(StoredState now) {
    before
        .wishes()
        .scaleRequests()
        .forEach((key, old) -> {
          ScaleRequest request = now.wishes().scaleRequests().get(key);
          if (request != null) {
            int most = old.launched() + begun(key, now) - vain(key, now);
            if (request.launched() > Math.max(0, most)) {
              watch.broken(
                  "V3",
                  "",
                  request.launched()
                      + " servers of "
                      + key
                      + " count as launched where "
                      + most
                      + " are or may come");
            }
          }
        });
  }

  private int begun(String key, StoredState now) {
    int begun = 0;
    for (Map.Entry<String, PendingLaunch> launch : now.launches().pending().entrySet()) {
      boolean known = before.launches().pending().containsKey(launch.getKey());
      if (!known && key.equals(launch.getValue().order().request())) {
        begun++;
      }
    }
    return begun;
  }

  /** Launches for it that were closed, and of which no server was ever made. */
  private int vain(String key, StoredState now) {
    int vain = 0;
    for (String name : closed(now)) {
      PendingLaunch launch = before.launches().pending().get(name);
      if (launch != null && key.equals(launch.order().request()) && !made.containsKey(name)) {
        vain++;
      }
    }
    return vain;
  }
}
