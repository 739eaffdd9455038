package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.reconcile.EffectChain;
import io.github.ciautoscaler.reconcile.Operator;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.PassReport.Mode;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** S6: only who leads acts, and a paused autoscaler starts nothing new. */
final class Standstill {

  private final World world;
  private final Scenario scenario;
  private final People people;
  private final WatchRecord watch;
  private final Set<Long> terminationsBegun = new HashSet<>();
  private final Set<Long> removalsBegun = new HashSet<>();

  Standstill(World world, Scenario scenario, People people, WatchRecord watch) {
    this.world = world;
    this.scenario = scenario;
    this.people = people;
    this.watch = watch;
  }

  void afterPass(Replica replica, PassReport report) {
    String leader = SimLeases.holder(world);
    boolean counts = report.mode() == Mode.ACTING || report.mode() == Mode.PAUSED;
    if (counts && isGuarded() && isAnother(leader, replica)) {
      watch.broken(
          "S6", "", replica.identity() + " counts as the leader while " + leader + " leads");
    }
    for (Action action : report.started()) {
      boolean anew = action.effects().stream().anyMatch(effect -> isNew(action, effect));
      if (anew && people.pauses().isPromised()) {
        broken(action, "in a pause that an operator was promised");
      }
      switch (report.mode()) {
        case ACTING -> {}
        case PAUSED -> {
          if (anew) {
            broken(action, "while paused");
          }
        }
        case DRY_RUN, NOT_LEADER, OBSERVING_AFTER_START -> broken(action, "while " + report.mode());
      }
    }
    report.started().forEach(this::takeDown);
  }

  private void takeDown(Action action) {
    Long server = world.origins().serverOf(action.machine());
    if (server == null) {
      return;
    }
    for (Effect effect : action.effects()) {
      if (effect instanceof Effect.DeleteServer) {
        removalsBegun.add(server);
      } else if (taints(effect)) {
        terminationsBegun.add(server);
      }
    }
  }

  private static boolean taints(Effect effect) {
    return effect instanceof Effect.PatchNode(var node, var patch)
        && Boolean.TRUE.equals(patch.terminationTaint());
  }

  private void broken(Action action, String when) {
    watch.broken("S6", action.machine(), "begins " + action.kind().word() + " " + when);
  }

  /** Whether it begins something, and does not only end what was begun before the pause. */
  private boolean isNew(Action action, Effect effect) {
    return switch (effect) {
      case Effect.CreateServer _,
          Effect.CreateJoinToken _,
          Effect.LabelServer _,
          Effect.EvictPod _,
          Effect.DisableRunner _ ->
          true;
      case Effect.PatchNode _ -> taints(effect);
      case Effect.DeleteServer _, Effect.DeleteNode _, Effect.DeleteRunner _ ->
          !endsWhatWasBegun(world.origins().serverOf(action.machine()));
      case Effect.DeleteJoinToken _,
          Effect.FindServer _,
          Effect.VerifyUnoccupied _,
          Effect.VerifyServerGone _,
          Effect.AttachServer _,
          Effect.PowerOnServer _,
          Effect.EnableRunner _ ->
          false;
    };
  }

  /**
   * Its server was to be deleted before, or it was on its way out and somebody else deleted it:
   * what is left of it may go.
   */
  private boolean endsWhatWasBegun(@Nullable Long server) {
    return server != null
        && (removalsBegun.contains(server)
            || (terminationsBegun.contains(server)
                && world.cloud().server(server).map(CloudServer::isDeleting).orElse(true)));
  }

  private boolean isGuarded() {
    return world.cluster().permissions().containsAll(scenario.permissions());
  }

  private static boolean isAnother(String leader, Replica replica) {
    return !leader.isEmpty() && !leader.equals(replica.identity());
  }

  /** Only who leads promises anything to an operator. */
  void answered(Replica replica, Operator.@Nullable Answer answer) {
    String leader = SimLeases.holder(world);
    if (answer instanceof Operator.Accepted accepted
        && accepted.changed()
        && isGuarded()
        && isAnother(leader, replica)) {
      watch.broken("S6", "", replica.identity() + " takes a request while " + leader + " leads");
    }
  }

  /** An effect took place, or was refused. */
  void tookPlace(
      Replica replica, EffectChain chain, Effect effect, Outcome outcome, String leader) {
    boolean acted = !(outcome instanceof Outcome.Refused) && !effect.isLook();
    if (acted && isGuarded() && isAnother(leader, replica)) {
      watch.broken(
          "S6", chain.action().machine(), replica.identity() + " acts while " + leader + " leads");
    }
  }
}
