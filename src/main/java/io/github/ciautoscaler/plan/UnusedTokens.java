package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Deletes the join tokens of machines that did not come, so that nobody else can use them. */
final class UnusedTokens {

  /** By then the token expired, and the cluster deletes it by itself. */
  private static final Duration SPARE = Duration.ofMinutes(5);

  private final FleetState fleet;
  private final PlanSettings settings;
  private final Proposals actions;

  UnusedTokens(FleetState fleet, PlanSettings settings, Proposals actions) {
    this.fleet = fleet;
    this.settings = settings;
    this.actions = actions;
  }

  void delete() {
    Instant now = fleet.seen().now();
    Duration life = settings.longestProvisioning().plus(SPARE);
    fleet
        .seen()
        .stored()
        .launches()
        .unusedTokens()
        .forEach((id, since) -> {
          if (since.plus(life).isAfter(now)) {
            actions.start(
                "join-token/" + id,
                Kind.DELETE_JOIN_TOKEN,
                new Reason(
                    Code.JOIN_TOKEN_UNUSED, "Its machine did not come; its join token is deleted."),
                List.of(new Effect.DeleteJoinToken(id)));
          } else {
            actions.remember(new StateChange.JoinTokenDeleted(id));
          }
        });
  }
}
