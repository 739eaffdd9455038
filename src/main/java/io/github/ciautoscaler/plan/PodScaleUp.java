package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fit.Host;
import io.github.ciautoscaler.fit.Room;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Workload;
import io.github.ciautoscaler.plan.Reason.Code;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Launches machines for pods that no machine has room for, many pods a machine. */
final class PodScaleUp {

  /** Of more pods than this that get no machine it is only said how many they are. */
  private static final int NAMED = 10;

  /** Launches one machine; why not, if it may not. */
  interface Launching {
    @Nullable Reason launch(Launch launch, Reason why);
  }

  private record Coming(Pool pool, Room room) {}

  private final PodPacking packing;
  private final List<Pool> pools;
  private final Launches launches;
  private final Proposals actions;
  private final Launching launching;
  private final List<Room> rooms;
  private final List<Coming> coming = new ArrayList<>();
  private final Map<String, Optional<Host>> hosts = new HashMap<>();

  /** Why no more of a pool's offering, by both. */
  private final Map<String, Reason> stopped = new HashMap<>();

  private final Map<String, Reason> refused = new LinkedHashMap<>();
  private final Map<String, Reason> unplaced = new LinkedHashMap<>();

  PodScaleUp(PodPacking packing, Launches launches, Proposals actions, Launching launching) {
    this.packing = packing;
    this.launches = launches;
    this.actions = actions;
    this.launching = launching;
    this.rooms = new ArrayList<>(packing.rooms());
    this.pools =
        launches.settings().pools().stream()
            .filter(pool -> pool.demand().hasPods())
            .sorted(Comparator.comparingLong(Pool::priority).reversed())
            .toList();
  }

  void launch() {
    if (pools.isEmpty()) {
      return;
    }
    if (!packing.isKnown()) {
      pools.forEach(pool -> notDone(pool.name(), unknown()));
      return;
    }
    packing.left().forEach(this::serve);
    packing.inVain().forEach(this::sayInVain);
    refused.forEach(this::notDone);
    say();
  }

  private static Reason unknown() {
    return new Reason(
        Code.SOURCE_UNKNOWN,
        "Which pods wait is not known; nothing is launched for them, and no machine that is there"
            + " for pods goes.");
  }

  private void notDone(String pool, Reason why) {
    actions.notDone(pool, why);
    actions.explain("pool/" + pool, why);
  }

  private void serve(Workload pod) {
    for (Coming one : coming) {
      if (PodPacking.serves(one.pool(), pod) && one.room().against(pod, rooms).isEmpty()) {
        one.room().add(pod);
        return;
      }
    }
    Set<String> why = new LinkedHashSet<>();
    for (Pool pool : pools) {
      if (PodPacking.serves(pool, pod) && launched(pool, pod, why)) {
        return;
      }
    }
    if (!why.isEmpty()) {
      unplaced.put(pod.name(), new Reason(Code.POD_FITS_NO_POOL, fitsNone(pod, why)));
    }
  }

  private static String fitsNone(Workload pod, Set<String> why) {
    return "Pod " + pod.name() + " waits, and " + String.join("; ", why) + ".";
  }

  /**
   * Launches the first of the pool's offerings that the pod fits on.
   *
   * @param why gets what keeps the pod off a machine of this pool
   */
  private boolean launched(Pool pool, Workload pod, Set<String> why) {
    boolean anyFree = launches.coolDowns().firstFree(pool) != null;
    for (Offering offering : pool.offerings()) {
      Room room = roomFor(pool, offering, pod, why);
      if (room != null && anyFree && !launches.coolDowns().isFree(offering)) {
        why.add(offering + " would have room, and was refused a short while ago");
      } else if (room != null) {
        return launched(pool, offering, room, pod);
      }
    }
    return false;
  }

  private boolean launched(Pool pool, Offering offering, Room room, Workload pod) {
    String machine = pool.name() + " " + offering;
    Reason end = stopped.get(machine);
    end =
        end == null ? launching.launch(new Launch(pool, Set.of(), false, offering), why(pod)) : end;
    if (end != null) {
      stopped.put(machine, end);
      refused.putIfAbsent(pool.name(), end);
      return false;
    }
    room.add(pod);
    rooms.add(room);
    coming.add(new Coming(pool, room));
    return true;
  }

  /** The room of a new machine that the pod fits on; null where it does not. */
  private @Nullable Room roomFor(Pool pool, Offering offering, Workload pod, Set<String> why) {
    Host host =
        hosts
            .computeIfAbsent(
                pool.name() + " " + offering,
                none -> Optional.ofNullable(packing.hosts().fresh(pool, offering)))
            .orElse(null);
    if (host == null) {
      why.add("how large " + offering.serverType() + " is, is not known yet");
      return null;
    }
    Room room = new Room(host.named("new-" + (coming.size() + 1)));
    String against = room.against(pod, rooms);
    if (!against.isEmpty()) {
      why.add("on a new machine of pool " + pool.name() + " " + against + basis(pool, offering));
      return null;
    }
    return room;
  }

  private String basis(Pool pool, Offering offering) {
    return packing.hosts().isLearnt(pool, offering)
        ? " (as its Nodes show)"
        : " (as computed of " + offering.serverType() + " less the usual reserves)";
  }

  private static Reason why(Workload pod) {
    return new Reason(
        Code.PODS_PENDING, "Pod " + pod.name() + " waits, and no machine has room for it.");
  }

  private void sayInVain(Workload pod) {
    unplaced.put(
        pod.name(),
        new Reason(
            Code.POD_NOT_TAKEN,
            "Pod "
                + pod.name()
                + " waits though a machine that served for minutes seems to have room for it; no"
                + " other is launched while that is there. Its Events say what the scheduler"
                + " misses."));
  }

  private void say() {
    unplaced.entrySet().stream()
        .limit(NAMED)
        .forEach(one -> actions.notDone("pod/" + one.getKey(), one.getValue()));
    for (Pool pool : pools) {
      if (!refused.containsKey(pool.name()) && unplaced.size() > NAMED) {
        Reason more =
            new Reason(
                Code.POD_FITS_NO_POOL,
                unplaced.size() + " pods wait that get no machine; the first are named.");
        notDone(pool.name(), more);
        return;
      }
    }
  }
}
