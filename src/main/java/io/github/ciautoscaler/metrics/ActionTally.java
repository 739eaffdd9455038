package io.github.ciautoscaler.metrics;

import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.PendingLaunch;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.PassReport;

/** Counts what ended actions did, at the moments at which the original counted it. */
final class ActionTally {

  private final OriginalFamilies original;
  private final OwnFamilies own;
  private final Removals servers = new Removals();
  private final Removals runners = new Removals();

  ActionTally(OriginalFamilies original, OwnFamilies own) {
    this.original = original;
    this.own = own;
  }

  void count(PassReport report, PassReport.Ended ended) {
    Action action = ended.action();
    own.actions.labelValues(action.kind().word(), ended.succeeded() ? "succeeded" : "failed").inc();
    for (int i = 0; i < ended.outcomes().size(); i++) {
      count(report, action, action.effects().get(i), ended.outcomes().get(i));
    }
  }

  private void count(PassReport report, Action action, Effect effect, Outcome outcome) {
    if (isTermination(action.kind()) && isError(outcome)) {
      original.scaleDownErrors.inc();
    }
    switch (effect) {
      case Effect.CreateServer create -> created(create.offering(), outcome);
      case Effect.FindServer find -> found(report, find.name(), outcome);
      case Effect.DeleteServer delete -> deleted(action.kind(), delete.id(), outcome);
      case Effect.DeleteRunner delete -> {
        if (runners.isNew(delete.id(), outcome)) {
          original.runnersDeregistered.inc();
        }
      }
      case Effect.DeleteNode delete -> {
        if (action.kind() == Action.Kind.REMOVE_ORPHAN_NODE && outcome instanceof Outcome.Done) {
          original.orphanedNodesRemoved.inc();
        }
      }
      case Effect.CreateJoinToken _,
          Effect.DeleteJoinToken _,
          Effect.LabelServer _,
          Effect.AttachServer _,
          Effect.PowerOnServer _,
          Effect.VerifyUnoccupied _,
          Effect.VerifyServerGone _,
          Effect.DisableRunner _,
          Effect.EnableRunner _,
          Effect.PatchNode _,
          Effect.EvictPod _ -> {}
    }
  }

  private void created(Offering offering, Outcome outcome) {
    if (outcome instanceof Outcome.Created) {
      created(offering);
    } else if (outcome instanceof Outcome.Failure && isError(outcome)) {
      original.scaleUpErrors.inc();
    }
  }

  /** A create call whose answer was lost made a server after all. */
  private void found(PassReport report, String name, Outcome outcome) {
    PendingLaunch pendingLaunch = report.fleet().seen().stored().launches().pending().get(name);
    if (outcome instanceof Outcome.Found(var server)
        && server.isPresent()
        && pendingLaunch != null
        && pendingLaunch.process().equals(report.fleet().seen().process())) {
      created(pendingLaunch.offering());
    }
  }

  private void created(Offering offering) {
    original.nodesCreated.inc();
    original.nodesCreatedByPlacement.labelValues(offering.serverType(), offering.location()).inc();
  }

  private void deleted(Action.Kind kind, long id, Outcome outcome) {
    if (servers.isNew(id, outcome)) {
      original.nodesDeleted.inc();
      if (kind == Action.Kind.GIVE_UP_BOOT) {
        // The original counts a boot that came to nothing as a failed launch.
        original.scaleUpErrors.inc();
      }
    }
  }

  private static boolean isTermination(Action.Kind kind) {
    return switch (kind) {
      case DEREGISTER,
          REMOVE_VANISHED,
          DRAIN,
          EVICT,
          REMOVE,
          FINISH,
          GIVE_UP_BOOT,
          REMOVE_ORPHAN_NODE,
          REMOVE_ORPHAN_RUNNER ->
          true;
      case CREATE, RESOLVE_LAUNCH, CONNECT, ADOPT, ANNOTATE, DISABLE, CANCEL, DELETE_JOIN_TOKEN ->
          false;
    };
  }

  /** What a budget, a look or the forge's age forbids is waited for as designed: no error. */
  private static boolean isError(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done _,
          Outcome.Gone _,
          Outcome.Created _,
          Outcome.Found _,
          Outcome.Blocked _,
          Outcome.Refused _,
          Outcome.Unsupported _,
          Outcome.PlacementUnavailable _,
          Outcome.TypeUnavailable _,
          Outcome.LimitUnclear _ ->
          false;
      case Outcome.Unknown _,
          Outcome.Transient _,
          Outcome.Locked _,
          Outcome.Missing _,
          Outcome.NameTaken _,
          Outcome.LimitReached _,
          Outcome.Unauthorized _,
          Outcome.Forbidden _,
          Outcome.RateLimited _,
          Outcome.Invalid _ ->
          true;
    };
  }
}
