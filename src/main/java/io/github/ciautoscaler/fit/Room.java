package io.github.ciautoscaler.fit;

import io.github.ciautoscaler.fleet.Constraints;
import io.github.ciautoscaler.fleet.Constraints.Spread;
import io.github.ciautoscaler.fleet.Resources;
import io.github.ciautoscaler.fleet.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A machine that is filled with pods, one after the other. */
public final class Room {

  private final Host host;
  private final List<Workload> pods = new ArrayList<>();
  private Resources free;

  public Room(Host host) {
    this.host = host;
    this.free = host.free();
  }

  public String name() {
    return host.name();
  }

  public void add(Workload pod) {
    pods.add(pod);
    free = free.minus(pod.requests());
  }

  public void remove(Workload pod) {
    if (pods.remove(pod)) {
      free = free.plus(pod.requests());
    }
  }

  /**
   * Why this pod does not fit here; empty where it does.
   *
   * @param all every room among which pods may have to be spread
   */
  public String against(Workload pod, Collection<Room> all) {
    Constraints constraints = pod.constraints();
    if (constraints.unsupported() != null) {
      return constraints.unsupported();
    }
    if (!constraints.allows(host.labels())) {
      return "its node selector or affinity asks for other labels";
    }
    if (!constraints.tolerates(host.taints())) {
      return "it does not tolerate the taints";
    }
    String lack = pod.requests().lackingIn(free);
    if (!lack.isEmpty()) {
      return "there is too little " + lack;
    }
    return besides(pod, all);
  }

  private String besides(Workload pod, Collection<Room> all) {
    for (Workload other : pods) {
      if (other.constraints().ofPods().hostPorts().stream()
          .anyMatch(pod.constraints().ofPods().hostPorts()::contains)) {
        return "its host port is taken";
      }
      if (keepsApart(pod, other) || keepsApart(other, pod)) {
        return "its anti-affinity keeps it from pods there";
      }
    }
    boolean even =
        pod.constraints().ofPods().spread().stream().allMatch(it -> staysEven(it, pod, all));
    return even ? "" : "its topology spread asks for other hosts";
  }

  private static boolean keepsApart(Workload one, Workload other) {
    return one.constraints().ofPods().apart().stream().anyMatch(apart -> apart.concerns(other));
  }

  private boolean staysEven(Spread spread, Workload pod, Collection<Room> all) {
    int here = count(spread, pod);
    int least = here;
    for (Room room : all) {
      if (least > 0 && pod.constraints().allows(room.host.labels())) {
        least = Math.min(least, room.count(spread, pod));
      }
    }
    int own = spread.concerns(pod, pod.pod().namespace()) ? 1 : 0;
    return here + own - least <= spread.maxSkew();
  }

  private int count(Spread spread, Workload pod) {
    String namespace = pod.pod().namespace();
    return (int) pods.stream().filter(other -> spread.concerns(other, namespace)).count();
  }
}
