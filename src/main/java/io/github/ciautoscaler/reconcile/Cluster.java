package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.fleet.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The Kubernetes cluster that machines join. Every call is bounded in time and never throws. */
public interface Cluster {

  /** Version, CA hash and permissions; asked seldom. */
  Reading<ClusterInfo> describe();

  /** All nodes, whoever's. */
  Reading<List<Node>> nodes();

  /** The runner pods of the configured namespace and selector. */
  Reading<List<Pod>> runnerPods();

  /** All pods of one node, in every namespace. */
  Reading<List<Pod>> podsOn(String node);

  /** All unfinished pods with what they ask for; read only where machines are there for pods. */
  Reading<List<Workload>> workloads();

  /** One atomic patch. 404 is {@link Outcome.Missing}, a lost race {@link Outcome.Transient}. */
  Outcome patch(String node, NodePatch patch);

  /** 404 is {@link Outcome.Gone}; a Node with another uid is {@link Outcome.Refused}. */
  Outcome deleteNode(String node, String uid);

  /**
   * Through the eviction API, for the pod with this uid only. 404 is {@link Outcome.Gone}, a
   * disruption budget's 429 or 500 {@link Outcome.Blocked}.
   */
  Outcome evict(String namespace, String pod, String uid);

  /**
   * Makes a bootstrap token Secret in kube-system. A name that exists is {@link Outcome.NameTaken}.
   */
  Outcome createJoinToken(String id, Secret secret, String server, Instant expires);

  /** 404 is {@link Outcome.Gone}. */
  Outcome deleteJoinToken(String id);

  /** What it said of the time when it last answered quickly; empty until then. No request. */
  Optional<ServerTime> serverTime();

  /** Publishes a Kubernetes Event about a node or about ourselves; best effort. */
  Outcome publish(Event event);

  /**
   * @param node null for one about the autoscaler itself
   * @param reason UpperCamelCase
   */
  record Event(
      @org.jspecify.annotations.Nullable String node,
      boolean warning,
      String reason,
      String message,
      Instant at) {}
}
