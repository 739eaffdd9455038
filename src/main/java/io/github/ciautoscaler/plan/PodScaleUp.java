package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fit.Host;
import io.github.ciautoscaler.fit.Room;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Workload;
import io.github.ciautoscaler.plan.Reason.Code;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    List<String> why = new ArrayList<>();
    for (Pool pool : pools) {
      if (PodPacking.serves(pool, pod) && launched(pool, pod, why)) {
        return;
      }
    }
    if (!why.isEmpty()) {
      unplaced.put(pod.name(), new Reason(Code.POD_FITS_NO_POOL, fitsNone(pod, why)));
    }
  }

  private static String fitsNone(Workload pod, List<String> why) {
    return "Pod " + pod.name() + " waits, and " + String.join("; ", why) + ".";
  }

  /**
   * @param why gets what keeps the pod off a machine of this pool
   */
  private boolean launched(Pool pool, Workload pod, List<String> why) {
    Offering next = launches.coolDowns().firstFree(pool);
    Offering offering = next == null ? pool.offerings().getFirst() : next;
    Host host = packing.hosts().fresh(pool, offering);
    if (host == null) {
      why.add("how large " + offering.serverType() + " is, is not known yet");
      return false;
    }
    Room room = new Room(host.named("new-" + (coming.size() + 1)));
    String against = room.against(pod, rooms);
    if (!against.isEmpty()) {
      why.add("on a new machine of pool " + pool.name() + " " + against + basis(pool, offering));
      return false;
    }
    Reason end = refused.get(pool.name());
    end = end == null ? launching.launch(new Launch(pool, Set.of(), false), why(pod)) : end;
    if (end != null) {
      refused.put(pool.name(), end);
      return false;
    }
    room.add(pod);
    rooms.add(room);
    coming.add(new Coming(pool, room));
    return true;
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
