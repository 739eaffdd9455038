package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.BackOff;
import io.github.ciautoscaler.fleet.BootFailures;
import io.github.ciautoscaler.fleet.CoolDown;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.LaunchOrder;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.PendingLaunch;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each launch rule by itself: what it has something against, and that it answers that alone. */
class LaunchRulesTest {

  private static final String NAME = "ci-runner-00000001";
  private static final Offering ONLY = new Offering("ccx33", "nbg1");
  private static final Pool POOL = Pools.ofDefault(2, ONLY);
  private static final BackOff STOP = new BackOff(Scene.NOON.plusSeconds(9), "limit", "no more");
  private static final Launch LAUNCH = new Launch(POOL, Set.of("linux"), false);

  /** A scene against which only this rule has something. */
  record Case(LaunchRule rule, Scene scene, Launch launch, Code code) {
    @Override
    public String toString() {
      return rule.getClass().getSimpleName();
    }
  }

  static Stream<Case> cases() {
    Pool rated =
        Pools.withLimits(
            POOL, new Pool.Limits(0, 2, new Pool.LaunchRate(1, Duration.ofMinutes(10))));
    return Stream.of(
        new Case(
            new ProbeLaunchRule(),
            booting(),
            new Launch(POOL, Set.of("linux", "x64"), true),
            Code.LEARNING_LABELS),
        of(
            new PausedLaunchRule(),
            calm().stored(it -> StoredStates.withPause(it, new Pause(Scene.NOON, null, null))),
            Code.PAUSED),
        of(new UnknownSourceLaunchRule(), calm().serversArePartial(), Code.SOURCE_UNKNOWN),
        of(new UnresolvedLaunchRule(), unanswered(), Code.LAUNCHES_UNRESOLVED),
        of(
            new BlindStartLaunchRule(),
            calm().nothingIsRecorded().startedAgo(Duration.ofSeconds(29)),
            Code.OBSERVING_AFTER_START),
        of(
            new AccountStopLaunchRule(),
            calm().stored(it -> StoredStates.withCreateBackOff(it, STOP)),
            Code.CREATE_STOPPED),
        of(new RequestReserveLaunchRule(), calm().budget(50), Code.RATE_LIMIT_LOW),
        of(
            new PoolPausedLaunchRule(),
            calm()
                .stored(it ->
                    StoredStates.withPoolPause(
                        it, Pool.DEFAULT, new Pause(Scene.NOON, null, null))),
            Code.POOL_PAUSED),
        of(
            new PoolStopLaunchRule(),
            calm()
                .stored(
                    it -> StoredStates.withPool(it, Pool.DEFAULT, health -> health.refused(STOP))),
            Code.CREATE_STOPPED),
        of(new BootBackOffLaunchRule(), failed(calm(), 59), Code.BOOT_BACKOFF),
        of(new TotalMaximumLaunchRule(), booting().with(settings(1, POOL)), Code.AT_MAX_NODES),
        of(
            new MaxJobsLaunchRule(),
            booting().with(CapsTest.settings(1, null, null)),
            Code.AT_MAX_JOBS),
        of(
            new PoolMaximumLaunchRule(),
            booting().server("ci-runner-00000002", Duration.ofMinutes(1)),
            Code.AT_MAX_NODES),
        of(new OneBootLaunchRule(), failed(booting(), 61), Code.BOOT_BACKOFF),
        new Case(
            new RateLaunchRule(),
            booting(),
            new Launch(rated, Set.of("linux"), false),
            Code.LAUNCH_RATE),
        of(
            new OfferingLaunchRule(),
            calm()
                .stored(it ->
                    StoredStates.withCoolDowns(
                        it,
                        all -> {
                          all.put(
                              ONLY,
                              new CoolDown(Scene.NOON.plusSeconds(9), CoolDown.Cause.SOLD_OUT, ""));
                          return all;
                        })),
            Code.OFFERINGS_COOLING_DOWN),
        of(
            new HourSpendLaunchRule(),
            calm().with(CapsTest.settings(null, "1", null)),
            Code.SPEND_LIMIT),
        of(
            new DaySpendLaunchRule(),
            calm().with(CapsTest.settings(null, null, "1")),
            Code.SPEND_LIMIT));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void it_stands_against_a_launch(Case it) {
    Launches launches = launches(it.scene());

    assertThat(it.rule().against(it.launch(), launches))
        .isNotNull()
        .extracting(Reason::code)
        .isEqualTo(it.code());
    for (LaunchRule other : LaunchRules.IN_ORDER) {
      if (other.getClass() != it.rule().getClass()) {
        assertThat(other.against(it.launch(), launches)).as("%s", other).isNull();
      }
    }
  }

  @Test
  void every_rule_of_the_list_has_a_case_in_its_order() {
    assertThat(cases().map(it -> it.rule().getClass()).toList())
        .isEqualTo(LaunchRules.IN_ORDER.stream().map(LaunchRule::getClass).toList());
  }

  @Test
  void the_first_that_stands_against_it_gives_the_reason() {
    assertThat(LaunchRules.against(LAUNCH, launches(calm()))).isNull();

    Scene both =
        failed(calm(), 59)
            .stored(it -> StoredStates.withPause(it, new Pause(Scene.NOON, null, null)));
    assertThat(LaunchRules.against(LAUNCH, launches(both)))
        .isNotNull()
        .extracting(Reason::code)
        .isEqualTo(Code.PAUSED);
  }

  @Test
  void a_rate_counts_what_this_pass_launched_and_forgets_what_is_long_ago() {
    Pool.LaunchRate two = new Pool.LaunchRate(2, Duration.ofMinutes(1));
    Pool rated = Pools.withLimits(POOL, new Pool.Limits(0, 9, two));
    Launch launch = new Launch(rated, Set.of("linux"), false);
    Launches launches = launches(calm().server(NAME, Duration.ofSeconds(60)));
    launches.add(rated, rated.offerings().getFirst());
    assertThat(new RateLaunchRule().against(launch, launches)).isNull();

    launches.add(rated, rated.offerings().getFirst());
    assertThat(new RateLaunchRule().against(launch, launches))
        .isNotNull()
        .extracting(Reason::message)
        .asString()
        .contains("Pool default", "2 machines within 60 s");
  }

  private static Case of(LaunchRule rule, Scene scene, Code code) {
    return new Case(rule, scene, LAUNCH, code);
  }

  private static PlanSettings settings(int max, Pool pool) {
    return Scene.settings(max, pool);
  }

  private static Scene calm() {
    return new Scene().with(settings(5, POOL));
  }

  private static Scene booting() {
    return calm().server(NAME, Duration.ofMinutes(1));
  }

  private static Scene failed(Scene scene, long secondsAgo) {
    BootFailures one = new BootFailures(1, Scene.NOON.minusSeconds(secondsAgo));
    return scene.stored(it -> StoredStates.withBootFailures(it, Pool.DEFAULT, one));
  }

  /** A launch of a process that is gone, whose answer nobody knows. */
  private static Scene unanswered() {
    PendingLaunch pending =
        PendingLaunch.begun(
            new LaunchOrder(Pool.DEFAULT, ONLY, Set.of("linux"), null, null),
            Scene.NOON.minusSeconds(5),
            "another-process");
    return calm()
        .stored(it ->
            StoredStates.withLaunches(
                it,
                all -> {
                  all.put(NAME, pending);
                  return all;
                }));
  }

  private static Launches launches(Scene scene) {
    FleetState fleet = scene.fleet();
    PlanSettings settings = scene.settings();
    return new Launches(
        fleet, settings, Freshness.of(fleet, settings), new Learning(fleet, settings));
  }
}
