package io.github.ciautoscaler.app.loop;

import io.github.ciautoscaler.api.AuditListener;
import io.github.ciautoscaler.api.Audited;
import io.github.ciautoscaler.fleet.ClusterInfo.Permission;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.reconcile.Background;
import io.github.ciautoscaler.reconcile.Cluster;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.report.ActionEvent;
import io.github.ciautoscaler.report.FleetEvent;
import io.github.ciautoscaler.report.FleetListener;
import io.github.ciautoscaler.report.FleetUpdate;
import java.time.Instant;
import java.util.Optional;

/** Tells the cluster's own event log what a pass began, where we may write there. */
public final class ClusterEvents implements FleetListener, AuditListener {

  private final Cluster cluster;
  private final Background background;
  private volatile boolean allowed;

  public ClusterEvents(Cluster cluster, Background background) {
    this.cluster = cluster;
    this.background = background;
  }

  @Override
  public void onUpdate(FleetUpdate update) {
    allowed =
        update
            .report()
            .fleet()
            .seen()
            .clusterInfo()
            .map(info -> info.granted().contains(Permission.EVENTS))
            .orElse(false);
    if (!allowed) {
      return;
    }
    for (FleetEvent.Entry entry : update.events()) {
      if (entry.event() instanceof ActionEvent.Started(Action action)) {
        reason(action.kind()).ifPresent(reason -> publish(event(action, reason, entry.at())));
      }
    }
  }

  /** What a person asked for, once it was accepted. */
  @Override
  public void onWrite(Audited write) {
    if (allowed && write.isAccepted() && !write.request().dryRun()) {
      String after = write.after() == null ? "" : " " + write.after();
      String message = write.caller().who() + ": " + write.request().what() + "." + after;
      publish(
          new Cluster.Event(
              write.request().node(), false, "OperatorRequest", message, write.caller().at()));
    }
  }

  private void publish(Cluster.Event event) {
    background.<Outcome>read("events", () -> cluster.publish(event));
  }

  private static Cluster.Event event(Action action, String reason, Instant now) {
    boolean aboutNode =
        switch (action.kind()) {
          case CREATE,
              RESOLVE_LAUNCH,
              CONNECT,
              GIVE_UP_BOOT,
              REMOVE_VANISHED,
              REMOVE_ORPHAN_RUNNER ->
              false;
          case ADOPT,
              ANNOTATE,
              DISABLE,
              DEREGISTER,
              DRAIN,
              EVICT,
              REMOVE,
              FINISH,
              CANCEL,
              REMOVE_ORPHAN_NODE,
              DELETE_JOIN_TOKEN ->
              true;
        };
    return new Cluster.Event(
        aboutNode ? action.machine() : null,
        action.kind() == Action.Kind.GIVE_UP_BOOT,
        reason,
        action.machine() + ": " + action.reason().message(),
        now);
  }

  private static Optional<String> reason(Action.Kind kind) {
    return switch (kind) {
      case CREATE -> Optional.of("ScaleUp");
      case ADOPT -> Optional.of("NodeAdopted");
      case DISABLE -> Optional.of("TakesNoMoreJobs");
      case DEREGISTER -> Optional.of("Deregistering");
      case DRAIN -> Optional.of("Draining");
      case REMOVE -> Optional.of("ScaleDown");
      case FINISH -> Optional.of("NodeRemoved");
      case CANCEL -> Optional.of("TerminationCancelled");
      case GIVE_UP_BOOT -> Optional.of("ProvisioningFailed");
      case REMOVE_VANISHED, REMOVE_ORPHAN_NODE, REMOVE_ORPHAN_RUNNER ->
          Optional.of("OrphanRemoved");
      case RESOLVE_LAUNCH, CONNECT, ANNOTATE, EVICT, DELETE_JOIN_TOKEN -> Optional.empty();
    };
  }
}
