package io.github.ciautoscaler.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import java.util.List;

/** The families that the original does not have. */
final class OwnFamilies {

  final Gauge jobsQueued;
  final Gauge jobsBlocked;
  final Gauge jobsRunning;
  final Gauge jobsUnservable;
  final Gauge queueOldest;
  final Gauge sourceUp;
  final Gauge sourceAge;
  final Gauge foreignServers;
  final Gauge foreignAge;
  final Gauge foreignCost;
  final Gauge paused;
  final Gauge leader;
  final Gauge dryRun;
  final Gauge maxNodes;
  final Gauge limit;
  final Gauge poolMachines;
  final Gauge poolSlots;
  final Gauge configRefused;
  final Gauge configRestartNeeded;
  final Gauge configLoaded;
  final Gauge costPerHour;
  final Gauge costToday;
  final Gauge requestsRemaining;
  final Gauge requestsLimit;
  final Gauge actionsInFlight;
  final Gauge missingPermissions;
  final Gauge warnings;
  final Gauge webhookWorking;
  final Counter webhookDeliveries;
  final Counter webhookMissed;
  final Gauge offeringsCoolingDown;
  final Gauge lastPass;
  final Counter passes;
  final Counter decisions;
  final Counter actions;
  final Counter invariantViolations;

  OwnFamilies(Families families) {
    jobsQueued =
        families.gauge("autoscaler_jobs_queued", "Jobs that could run now, whatever they ask for");
    jobsBlocked =
        families.gauge(
            "autoscaler_jobs_blocked", "Jobs that wait for another job, a limit or an approval");
    jobsRunning = families.gauge("autoscaler_jobs_running", "Jobs that run, on any runner");
    jobsUnservable =
        families.gauge("autoscaler_jobs_unservable", "Queued jobs that no machine can serve");
    queueOldest =
        families.gauge(
            "autoscaler_queue_oldest_seconds", "How long some label set has had queued jobs");
    sourceUp =
        families.gauge(
            "autoscaler_source_up", "Whether every reading of a source is complete", "source");
    sourceAge =
        families.gauge(
            "autoscaler_source_age_seconds",
            "Age of the oldest complete reading of a source; absent before the first",
            "source");
    foreignServers =
        families.gauge("autoscaler_foreign_servers", "Servers that look managed and are not ours");
    foreignAge =
        families.gauge(
            "autoscaler_foreign_servers_age_seconds", "Age of the oldest foreign server");
    foreignCost =
        families.gauge(
            "autoscaler_foreign_servers_cost",
            "What the foreign servers have cost so far, net, as far as prices are known",
            "currency");
    paused = families.gauge("autoscaler_paused", "Whether an operator paused it");
    leader = families.gauge("autoscaler_leader", "Whether this replica may act");
    dryRun = families.gauge("autoscaler_dry_run", "Whether it only decides and reports");
    maxNodes = families.gauge("autoscaler_max_nodes", "The most machines it keeps");
    limit =
        families.gauge(
            "autoscaler_limit",
            "Limits over all pools that are set: jobs, spend_per_hour, spend_per_day",
            "name");
    poolMachines =
        families.gauge("autoscaler_pool_machines", "Machines of a pool by state", "pool", "state");
    poolSlots =
        families.gauge(
            "autoscaler_pool_slots",
            "Slots for jobs of a pool: busy, idle, coming, and wanted by jobs that have none",
            "pool",
            "state");
    configRefused =
        families.gauge(
            "autoscaler_config_reload_failed",
            "Whether a changed file of settings is wrong, and not used");
    configRestartNeeded =
        families.gauge(
            "autoscaler_config_restart_needed", "Changed values that hold from the next start");
    configLoaded =
        families.gauge(
            "autoscaler_config_last_reload_success_timestamp_seconds",
            "Unix time at which the files of settings were last taken");
    costPerHour =
        families.gauge(
            "autoscaler_cost_per_hour",
            "Price of all machines of ours for one hour, net; absent while one is unknown",
            "currency");
    costToday =
        families.gauge(
            "autoscaler_cost_today",
            "Price of the hours that began since midnight UTC, net; absent while one is unknown",
            "currency");
    requestsRemaining =
        families.gauge(
            "autoscaler_hetzner_requests_remaining", "Requests left in Hetzner's rate limit");
    requestsLimit =
        families.gauge("autoscaler_hetzner_requests_limit", "Hetzner's rate limit per hour");
    actionsInFlight = families.gauge("autoscaler_actions_in_flight", "Actions under way");
    missingPermissions =
        families.gauge(
            "autoscaler_missing_permissions", "Kubernetes permissions that a feature lacks");
    warnings = families.gauge("autoscaler_warnings", "Warnings of the last pass");
    webhookWorking =
        families.gauge(
            "autoscaler_webhook_working",
            "Whether the webhook announced each of the latest jobs, so that polling may be slower");
    webhookDeliveries =
        families.counter(
            "autoscaler_webhook_deliveries_total",
            "Deliveries to the webhook, by whether they were signed and could be read",
            "result");
    webhookMissed =
        families.counter(
            "autoscaler_webhook_missed_jobs_total", "Jobs that no delivery announced in time");
    lastPass =
        families.gauge(
            "autoscaler_last_pass_timestamp_seconds", "Unix time at which the last pass began");
    passes =
        families.counter("autoscaler_passes_total", "Passes, by whether all was known", "outcome");
    decisions =
        families.counter(
            "autoscaler_decisions_total",
            "Decisions of all passes, by reason code, for (done) and against",
            "reason",
            "done");
    offeringsCoolingDown =
        families.gauge(
            "autoscaler_offerings_cooling_down",
            "Server types at locations that are skipped for a while",
            "cause");
    actions =
        families.counter("autoscaler_actions_total", "Actions that ended", "action", "outcome");
    invariantViolations =
        families.counter(
            "autoscaler_invariant_violations_total",
            "Broken promises; anything above zero is a bug to report",
            "invariant");
    startAtZero();
  }

  private void startAtZero() {
    List.of("complete", "incomplete").forEach(passes::initLabelValues);
    List.of("taken", "refused").forEach(webhookDeliveries::initLabelValues);
    InvariantWatch.INVARIANTS.forEach(invariantViolations::initLabelValues);
  }
}
