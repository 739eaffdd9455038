package io.github.ciautoscaler.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;

/**
 * The 20 families of {@code rustunit/gitea-ci-autoscaler} 0.4.1 with its names, types, labels,
 * buckets and help texts, so that its dashboards and alerts work unchanged. No label may be added.
 */
final class OriginalFamilies {

  final Gauge desiredNodes;
  final Gauge managedNodes;
  final Gauge nodeAge;
  final Gauge nodeIdle;
  final Gauge jobsWaiting;
  final Gauge jobsRunning;
  final Gauge lastSuccess;
  final Counter nodesCreated;
  final Counter nodesCreatedByPlacement;
  final Counter placementUnavailable;
  final Counter nodesDeleted;
  final Counter scaleUpErrors;
  final Counter scaleDownErrors;
  final Counter runnersDeregistered;
  final Counter orphanedNodesRemoved;
  final Histogram giteaDuration;
  final Histogram hetznerDuration;
  final Histogram kubernetesDuration;
  final Histogram loopDuration;
  final Histogram provisioningDuration;

  OriginalFamilies(Families families) {
    desiredNodes = families.gauge("autoscaler_desired_nodes", "Target node count");
    managedNodes = families.gauge("autoscaler_managed_nodes", "Per-state node count", "state");
    nodeAge = families.gauge("autoscaler_node_age_seconds", "Per-node age", "node");
    nodeIdle = families.gauge("autoscaler_node_idle_seconds", "Per-node idle duration", "node");
    jobsWaiting = families.gauge("autoscaler_linux_jobs_waiting", "Filtered linux jobs waiting");
    jobsRunning = families.gauge("autoscaler_linux_jobs_running", "Filtered linux jobs running");
    lastSuccess =
        families.gauge(
            "autoscaler_last_success_timestamp_seconds",
            "Unix time of the last fully-successful control loop iteration");
    nodesCreated = families.counter("autoscaler_nodes_created_total", "Servers created");
    nodesCreatedByPlacement =
        families.counter(
            "autoscaler_nodes_created_by_placement_total",
            "Servers created per server type and location",
            "server_type",
            "location");
    placementUnavailable =
        families.counter(
            "autoscaler_placement_unavailable_total",
            "Times Hetzner had no capacity for a server type in a location",
            "server_type",
            "location");
    nodesDeleted = families.counter("autoscaler_nodes_deleted_total", "Servers deleted");
    scaleUpErrors = families.counter("autoscaler_scale_up_errors_total", "Failed create calls");
    scaleDownErrors =
        families.counter("autoscaler_scale_down_errors_total", "Failed teardown operations");
    runnersDeregistered =
        families.counter(
            "autoscaler_runners_deregistered_total", "Runners deregistered from Gitea");
    orphanedNodesRemoved =
        families.counter(
            "autoscaler_orphaned_nodes_removed_total",
            "K8s nodes removed because their Hetzner server was gone");
    giteaDuration = families.seconds("autoscaler_gitea_api_duration_seconds", "Gitea API latency");
    hetznerDuration =
        families.seconds("autoscaler_hetzner_api_duration_seconds", "Hetzner API latency");
    kubernetesDuration =
        families.seconds("autoscaler_k8s_api_duration_seconds", "Kubernetes API latency");
    loopDuration =
        families.seconds("autoscaler_loop_duration_seconds", "Control loop iteration time");
    provisioningDuration =
        families.seconds(
            "autoscaler_provisioning_duration_seconds",
            "Time from server creation to runner registration",
            30,
            60,
            90,
            120,
            180,
            240,
            300,
            600);
  }
}
