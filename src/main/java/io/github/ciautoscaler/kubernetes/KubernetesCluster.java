package io.github.ciautoscaler.kubernetes;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.fleet.Workload;
import io.github.ciautoscaler.http.DateHeader;
import io.github.ciautoscaler.reconcile.Cluster;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.ServerTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cluster through the official client. Only {@link #describe}, the join tokens and the Events
 * use more than the original's RBAC, and each works without it.
 */
public final class KubernetesCluster implements Cluster {

  private static final String UNFINISHED = "status.phase!=Succeeded,status.phase!=Failed";

  private final KubernetesSettings settings;
  private final DateHeader date;
  private final Api api;
  private final Listing listing;
  private final InstantSource time;
  private final Permissions permissions;
  private final Description description;
  private final NodeWrites nodeWrites;
  private final Evictions evictions;
  private final JoinTokens joinTokens;
  private final Events events;

  public KubernetesCluster(Connection connection, KubernetesSettings settings, InstantSource time) {
    this.settings = settings;
    date = new DateHeader(time);
    api = new Api(connection, date);
    this.time = time;
    permissions = new Permissions(api, settings);
    listing = new Listing(api, time);
    description = new Description(connection, api, permissions, time);
    nodeWrites = new NodeWrites(api);
    evictions = new Evictions(api);
    joinTokens = new JoinTokens(api);
    events = new Events(api, settings);
  }

  @Override
  public Reading<ClusterInfo> describe() {
    return description.read();
  }

  /** What it cannot work without and may not do, each as one line of YAML with where it belongs. */
  public Reading<List<String>> missingRights() {
    Instant now = time.instant();
    try {
      return new Reading.Complete<>(permissions.missing(), now);
    } catch (CallFailed e) {
      return e.failure().reading(now);
    }
  }

  @Override
  public Reading<List<Node>> nodes() {
    return listing.read(NodeWrites.NODES, Map.of(), Wire.NodePage.class, Mapping::node);
  }

  @Override
  public Reading<List<Pod>> runnerPods() {
    return listing.read(
        "/api/v1/namespaces/" + api.segment(settings.runnerNamespace()) + "/pods",
        Map.of("labelSelector", settings.runnerPodSelector()),
        Wire.PodPage.class,
        Mapping::pod);
  }

  @Override
  public Reading<List<Pod>> podsOn(String node) {
    return listing.read(
        "/api/v1/pods",
        Map.of("fieldSelector", "spec.nodeName=" + node),
        Wire.PodPage.class,
        Mapping::pod);
  }

  @Override
  public Reading<List<Workload>> workloads() {
    return listing.read(
        "/api/v1/pods",
        Map.of("fieldSelector", UNFINISHED),
        Wire.WorkloadPage.class,
        WorkloadMapping::map);
  }

  @Override
  public Outcome patch(String node, NodePatch patch) {
    return nodeWrites.patch(node, patch);
  }

  @Override
  public Outcome deleteNode(String node, String uid) {
    return nodeWrites.delete(node, uid);
  }

  @Override
  public Outcome evict(String namespace, String pod, String uid) {
    return evictions.evict(namespace, pod, uid);
  }

  @Override
  public Outcome createJoinToken(String id, Secret secret, String server, Instant expires) {
    return joinTokens.create(id, secret, server, expires);
  }

  @Override
  public Outcome deleteJoinToken(String id) {
    return joinTokens.delete(id);
  }

  @Override
  public Optional<ServerTime> serverTime() {
    return Optional.ofNullable(date.latest()).map(it -> new ServerTime(it.said(), it.heard()));
  }

  @Override
  public Outcome publish(Event event) {
    return events.publish(event);
  }
}
