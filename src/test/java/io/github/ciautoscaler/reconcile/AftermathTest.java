package io.github.ciautoscaler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.BackOff;
import io.github.ciautoscaler.fleet.CoolDown;
import io.github.ciautoscaler.fleet.CoolDown.Cause;
import io.github.ciautoscaler.fleet.LaunchOrder;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.PendingLaunch;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.ScaleRequest;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.fleet.StateChanges;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.plan.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AftermathTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Offering PLACEMENT = new Offering("ccx33", "nbg1");
  private static final String NAME = "ci-runner-0000aaaa";

  private static final Offering ELSEWHERE = new Offering("ccx33", "fsn1");
  private static final Offering OTHER_TYPE = new Offering("cx43", "nbg1");
  private static final Instant LATER = NOW.plus(Duration.ofMinutes(5));

  private final Aftermath aftermath = new Aftermath("ours", settings());

  @Test
  void afterTooManyRequestsNothingIsLaunchedForAsLongAsWasTold() {
    StoredState stored = after(new Outcome.RateLimited("limit reached", Duration.ofSeconds(30)));

    assertThat(stored.health().createBackOff())
        .isEqualTo(new BackOff(NOW.plusSeconds(30), "rate-limit", "limit reached"));
    assertThat(stored.launches().pending()).isEmpty();
  }

  @Test
  void whatIsSoldOutCoolsDownAndStopsNothingElse() {
    StoredState stored = after(new Outcome.PlacementUnavailable("error during placement"));

    assertThat(stored.health().coolDowns())
        .isEqualTo(
            Map.of(PLACEMENT, new CoolDown(LATER, Cause.SOLD_OUT, "error during placement")));
    assertThat(stored.health().createBackOff()).isNull();
    assertThat(stored.launches().pending()).isEmpty();
  }

  @Test
  void a_type_that_is_refused_cools_down_at_every_location_and_stops_no_other_type() {
    StoredState stored = after(new Outcome.TypeUnavailable("dedicated core limit exceeded"));

    CoolDown refused = new CoolDown(LATER, Cause.TYPE, "dedicated core limit exceeded");
    assertThat(stored.health().coolDowns())
        .isEqualTo(Map.of(PLACEMENT, refused, ELSEWHERE, refused));
    assertThat(stored.health().createBackOff()).isNull();
    assertThat(stored.launches().pending()).isEmpty();
  }

  @Test
  void a_limit_of_unknown_reach_stops_this_offering_alone() {
    StoredState stored = after(new Outcome.LimitUnclear("limit exceeded"));

    assertThat(stored.health().coolDowns())
        .isEqualTo(Map.of(PLACEMENT, new CoolDown(LATER, Cause.LIMIT, "limit exceeded")));
    assertThat(stored.health().createBackOff()).isNull();
  }

  @Test
  void of_two_stops_the_longer_one_holds() {
    StoredState limited = after(new Outcome.LimitReached("server limit exceeded"));

    assertThat(after(limited, new Outcome.Transient("no connection")).health().createBackOff())
        .isEqualTo(new BackOff(LATER, "limit", "server limit exceeded"));
  }

  @Test
  void aLostAnswerKeepsTheLaunchToBeLookedUp() {
    StoredState stored = after(new Outcome.Unknown("timed out"));

    assertThat(stored.launches().pending().get(NAME)).isEqualTo(pendingLaunch(NOW));
  }

  @Test
  void aRefusedLaunchIsStillOwedToTheOperatorWhoAskedForIt() {
    StoredState asked =
        StoredStates.withScaleRequests(
            StoredState.EMPTY,
            all -> {
              all.put("key", new ScaleRequest(2, 1, NOW, null));
              return all;
            });

    assertThat(after(asked, new Outcome.PlacementUnavailable("sold out")).wishes().scaleRequests())
        .isEqualTo(Map.of("key", new ScaleRequest(2, 0, NOW, null)));
    assertThat(after(asked, new Outcome.Unknown("timed out")).wishes().scaleRequests())
        .isEqualTo(asked.wishes().scaleRequests());
  }

  @Test
  void a_refused_look_at_labels_is_owed_still_and_one_whose_server_was_lost_is_not() {
    StoredState probed =
        StoredStates.withProbes(StoredState.EMPTY, none -> new HashMap<>(Map.of("default", NOW)));
    Outcome refusal = new Outcome.PlacementUnavailable("error during placement");
    assertThat(after(probed, refusal).runners().probes()).isEmpty();

    StoredState earlier =
        StoredStates.withProbes(
            StoredState.EMPTY, none -> new HashMap<>(Map.of("default", NOW.minusSeconds(1))));
    assertThat(after(earlier, refusal).runners().probes()).isEqualTo(earlier.runners().probes());
    Effect gone = new Effect.VerifyServerGone(5);
    assertThat(
            ended(probed, gone, pendingLaunch(NOW), new Outcome.Gone(), "ours").runners().probes())
        .isEqualTo(probed.runners().probes());
  }

  @Test
  void aNameThatIsTakenIsLookedUp() {
    assertThat(after(new Outcome.NameTaken("taken")).launches().pending().get(NAME))
        .isEqualTo(pendingLaunch(NOW));
  }

  @Test
  void anAccountsLimitStopsLaunchesForFiveMinutes() {
    StoredState stored = after(new Outcome.LimitReached("no more servers"));

    assertThat(stored.health().createBackOff())
        .isEqualTo(new BackOff(NOW.plusSeconds(300), "limit", "no more servers"));
    assertThat(stored.launches().pending()).isEmpty();
  }

  @Test
  void a_name_is_looked_for_for_half_a_minute_before_it_counts_as_not_launched() {
    Outcome notFound = new Outcome.Found(Optional.empty());
    assertThat(looked(pendingLaunch(null), notFound).launches().pending().get(NAME))
        .isEqualTo(pendingLaunch(NOW));
    assertThat(looked(pendingLaunch(NOW.minusSeconds(29)), notFound).launches().pending())
        .containsKey(NAME);
    assertThat(looked(pendingLaunch(NOW.minusSeconds(30)), notFound).launches().pending())
        .isEmpty();
  }

  @Test
  void an_order_of_a_process_that_died_counts_from_when_it_was_sent_at_the_latest() {
    Outcome notFound = new Outcome.Found(Optional.empty());
    assertThat(looked(ordered(40), notFound).launches().pending().get(NAME))
        .isEqualTo(ordered(40).callEnded(NOW.minusSeconds(10)));
    assertThat(looked(ordered(59), notFound).launches().pending()).containsKey(NAME);
    assertThat(looked(ordered(60), notFound).launches().pending()).isEmpty();
  }

  @Test
  void the_token_of_a_launch_that_came_to_nothing_is_recorded_until_it_is_deleted() {
    StoredState lost = looked(ordered(60), new Outcome.Found(Optional.empty()));
    assertThat(lost.launches().unusedTokens()).isEqualTo(Map.of("abcdef", NOW));

    assertThat(deleted(lost, new Outcome.Transient("no answer")).launches().unusedTokens())
        .containsKey("abcdef");
    assertThat(deleted(lost, new Outcome.Done()).launches().unusedTokens()).isEmpty();
    assertThat(deleted(lost, new Outcome.Gone()).launches().unusedTokens()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void the_token_of_every_refused_order_is_recorded(Outcome refusal) {
    Effect create = create("abcdef");

    assertThat(ended(create, ordered(1), refusal, "ours").launches().unusedTokens())
        .isEqualTo(Map.of("abcdef", NOW));
  }

  private static Effect create(@Nullable String tokenId) {
    return new Effect.CreateServer(
        Pools.joining(NAME, tokenId), Pools.ofDefault(5, PLACEMENT), PLACEMENT, Map.of());
  }

  static Stream<Outcome> refusals() {
    return Stream.of(
        new Outcome.PlacementUnavailable("sold out"),
        new Outcome.TypeUnavailable("cores"),
        new Outcome.LimitUnclear("limit"),
        new Outcome.LimitReached("servers"),
        new Outcome.Unauthorized("token"),
        new Outcome.Forbidden("token"),
        new Outcome.RateLimited("too many", null),
        new Outcome.Invalid("name"),
        new Outcome.Missing("image"),
        new Outcome.Transient("no connection"),
        new Outcome.Refused("not the leader"));
  }

  private static StoredState deleted(StoredState before, Outcome outcome) {
    Action delete =
        new Action(
            "join-token/abcdef",
            Action.Kind.DELETE_JOIN_TOKEN,
            new Reason(Reason.Code.JOIN_TOKEN_UNUSED, "why"),
            List.of(new Effect.DeleteJoinToken("abcdef")));
    return StateChanges.apply(
        before,
        new Aftermath("ours", settings()).of(new PassReport.Ended(delete, List.of(outcome), NOW)));
  }

  /** So many seconds ago, by a process that is gone. */
  private static PendingLaunch ordered(long ago) {
    return PendingLaunch.begun(
        new LaunchOrder("default", PLACEMENT, Set.of(), null, "abcdef"),
        NOW.minusSeconds(ago),
        "gone");
  }

  @Test
  void onlyAServerOfOursIsTakenForTheOneThatWasLaunched() {
    Server ours = Machines.server(1, NOW);
    Outcome found = new Outcome.Found(Optional.of(ours));
    assertThat(looked(pendingLaunch(NOW), found, "installation").launches().pending().get(NAME))
        .isEqualTo(pendingLaunch(NOW).found(ours.id()));
    assertThat(looked(pendingLaunch(NOW), found, "another").launches().pending()).isEmpty();
  }

  @Test
  void aServerThatIsGoneClosesItsLaunchAndCoolsItsOfferingDown() {
    StoredState stored =
        ended(new Effect.VerifyServerGone(5), pendingLaunch(NOW), new Outcome.Gone(), "ours");

    assertThat(stored.launches().pending()).isEmpty();
    assertThat(stored.health().coolDowns()).containsKey(PLACEMENT);
  }

  private static StoredState looked(PendingLaunch pendingLaunch, Outcome outcome) {
    return looked(pendingLaunch, outcome, "ours");
  }

  private static StoredState looked(
      PendingLaunch pendingLaunch, Outcome outcome, String installation) {
    Instant ended = pendingLaunch.callEndedAt();
    Instant by = ended == null ? pendingLaunch.startedAt().plusSeconds(30) : ended;
    return ended(new Effect.FindServer(NAME, by), pendingLaunch, outcome, installation);
  }

  private static StoredState ended(
      Effect effect, PendingLaunch pendingLaunch, Outcome outcome, String installation) {
    return ended(StoredState.EMPTY, effect, pendingLaunch, outcome, installation);
  }

  private static StoredState ended(
      StoredState start,
      Effect effect,
      PendingLaunch pendingLaunch,
      Outcome outcome,
      String installation) {
    Action action =
        new Action(
            NAME,
            Action.Kind.RESOLVE_LAUNCH,
            new Reason(Reason.Code.LOST_ANSWER, "why"),
            List.of(effect));
    StoredState before =
        StoredStates.withLaunches(
            start,
            pendingLaunches -> {
              pendingLaunches.put(NAME, pendingLaunch);
              return pendingLaunches;
            });
    return StateChanges.apply(
        before,
        new Aftermath(installation, settings())
            .of(new PassReport.Ended(action, List.of(outcome), NOW)));
  }

  private StoredState after(Outcome outcome) {
    return after(StoredState.EMPTY, outcome);
  }

  private StoredState after(StoredState start, Outcome outcome) {
    Effect create = create(null);
    Action action =
        new Action(
            NAME,
            Action.Kind.CREATE,
            new Reason(Reason.Code.QUEUE_EXCEEDS_CAPACITY, "why"),
            List.of(create));
    StoredState before =
        StoredStates.withLaunches(
            start,
            pendingLaunches -> {
              pendingLaunches.put(NAME, pendingLaunch(null));
              return pendingLaunches;
            });
    return StateChanges.apply(
        before, aftermath.of(new PassReport.Ended(action, List.of(outcome), NOW)));
  }

  private static PlanSettings settings() {
    Pool pool = Pools.ofDefault(5, PLACEMENT, ELSEWHERE, OTHER_TYPE);
    return new PlanSettings(
        List.of(pool),
        5,
        new Pool.Times(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(10)),
        new PlanSettings.Pace(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofSeconds(10)),
        new PlanSettings.AsTheOriginal(false, false));
  }

  private static PendingLaunch pendingLaunch(@Nullable Instant callEndedAt) {
    return new PendingLaunch(
        new LaunchOrder("default", PLACEMENT, Set.of(), "key", null),
        NOW,
        "process",
        null,
        callEndedAt);
  }
}
