package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.fleet.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An empty cluster that takes every write, and remembers its Events and when the last join token
 * ends.
 */
public final class ScriptedCluster implements Cluster {

  Optional<ServerTime> time = Optional.empty();

  private final List<Event> published = new ArrayList<>();

  @Nullable Instant tokenEnds;

  /** Every Event so far, the oldest first. */
  public List<Event> published() {
    return List.copyOf(published);
  }

  @Override
  public Reading<ClusterInfo> describe() {
    return ScriptedForge.failed();
  }

  @Override
  public Reading<List<Node>> nodes() {
    return ScriptedForge.complete(List.of());
  }

  @Override
  public Reading<List<Pod>> runnerPods() {
    return ScriptedForge.complete(List.of());
  }

  @Override
  public Reading<List<Pod>> podsOn(String node) {
    return ScriptedForge.complete(List.of());
  }

  @Override
  public Reading<List<Workload>> workloads() {
    return ScriptedForge.complete(List.of());
  }

  @Override
  public Outcome patch(String node, NodePatch patch) {
    return new Outcome.Done();
  }

  @Override
  public Outcome deleteNode(String node, String uid) {
    return new Outcome.Done();
  }

  @Override
  public Outcome evict(String namespace, String pod, String uid) {
    return new Outcome.Done();
  }

  @Override
  public Outcome createJoinToken(String id, Secret secret, String server, Instant expires) {
    tokenEnds = expires;
    return new Outcome.Done();
  }

  @Override
  public Outcome deleteJoinToken(String id) {
    return new Outcome.Done();
  }

  @Override
  public Outcome publish(Event event) {
    published.add(event);
    return new Outcome.Done();
  }

  @Override
  public Optional<ServerTime> serverTime() {
    return time;
  }
}
