package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Phase.Terminating;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.Workload;
import io.github.ciautoscaler.fleet.Workloads;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each termination rule by itself, and the order in which they are asked. */
class TerminationRulesTest {

  private static final String NAME = Leaving.NAME;

  /** A scene about whose machine this rule has an opinion. */
  record Case(TerminationRule rule, Scene scene, Code code, Class<? extends Answer> answer) {
    @Override
    public String toString() {
      return rule.getClass().getSimpleName();
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        keeps(new PodsUnknownRule(), podsUnread(), Code.SOURCE_UNKNOWN),
        keeps(
            new UnseenRunnerRule(),
            withoutRunner().without(Capability.EVERY_RUNNER),
            Code.UNSEEN_RUNNER),
        terminates(new OperatorDrainRule(), drained(), Code.OPERATOR_DRAIN),
        terminates(
            new LostNodeRule(), calm().notReadyFor(NAME, Duration.ofSeconds(300)), Code.NODE_LOST),
        terminates(new NoRunnerRule(), withoutRunner(), Code.RUNNER_NEVER_CAME),
        keeps(new RunningJobRule(), calm().runs(7, "linux"), Code.RUNNING_JOB),
        keeps(new RunningPodsRule(), forPods(web().on(NAME)), Code.RUNNING_PODS),
        terminates(new UsedUpRule(), usedUp(), Code.USED_UP),
        terminates(
            new AboveMaximumRule(),
            calm().with(Scene.settings(0, Duration.ofMinutes(5), null)),
            Code.ABOVE_MAXIMUM),
        terminates(new RemovedPoolRule(), ofRemovedPool(), Code.POOL_REMOVED),
        keeps(new NeededRule(), calm().queued(1, "linux"), Code.KEPT_FOR_QUEUE),
        keeps(new PendingPodsRule(), forPods(web().waiting()), Code.KEPT_FOR_PODS),
        keeps(new KeptReadyRule(), calm().with(holdingOne()), Code.KEPT_READY),
        keeps(
            new NeverRule(), calm().with(Scene.settings(5, Duration.ZERO, null)), Code.PAID_UNTIL),
        terminates(new HourEndRule(), Leaving.due(), Code.HOUR_ENDS),
        keeps(new UnusableRunnerRule(), unusable(), Code.RUNNER_UNUSABLE),
        new Case(new PaidHourRule(), calm(), Code.PAID_UNTIL, Answer.WaitUntil.class));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_rule_answers_for_its_own_machine_and_has_no_opinion_of_another(Case it) {
    assertThat(ask(it.rule(), it.scene())).isInstanceOf(it.answer());
    assertThat(code(ask(it.rule(), it.scene()))).isEqualTo(it.code());
    if (it.answer() != Answer.WaitUntil.class) {
      assertThat(ask(it.rule(), calm())).isEqualTo(Answer.NONE);
    }
  }

  @Test
  void every_rule_of_the_list_is_asked_here_in_the_order_of_the_list() {
    assertThat(cases().map(it -> it.rule().getClass().getSimpleName()))
        .isEqualTo(
            TerminationRules.IN_ORDER.stream().map(it -> it.getClass().getSimpleName()).toList());
  }

  @Test
  void a_waiting_machine_is_told_when_it_goes() {
    assertThat(ask(new PaidHourRule(), calm()))
        .isInstanceOfSatisfying(
            Answer.WaitUntil.class,
            it -> assertThat(it.when()).isEqualTo(Scene.NOON.plus(Duration.ofMinutes(35))));
  }

  @Test
  void the_first_rule_with_an_opinion_decides() {
    assertThat(TerminationRules.ask(machine(drained()), drained().situation()))
        .satisfies(it -> assertThat(code(it)).isEqualTo(Code.OPERATOR_DRAIN));
    assertThat(
            code(
                TerminationRules.ask(
                    machine(drained().runs(7, "linux")), drained().runs(7, "linux").situation())))
        .isEqualTo(Code.OPERATOR_DRAIN);
  }

  @Test
  void each_cause_is_found_by_the_code_that_the_node_carries() {
    for (TerminationRule rule : TerminationRules.IN_ORDER) {
      if (rule instanceof TerminationCause cause) {
        Scene scene =
            Leaving.disabled("deregistering", Map.of("stage-reason", cause.code().name()));
        assertThat(machine(scene).phase())
            .isInstanceOfSatisfying(
                Terminating.class,
                phase -> assertThat(TerminationRules.causeOf(phase)).isEqualTo(cause));
      }
    }
  }

  private static Case terminates(TerminationRule rule, Scene scene, Code code) {
    return new Case(rule, scene, code, Answer.Terminate.class);
  }

  private static Case keeps(TerminationRule rule, Scene scene, Code code) {
    return new Case(rule, scene, code, Answer.Keep.class);
  }

  private static Answer ask(TerminationRule rule, Scene scene) {
    return rule.ask(machine(scene), scene.situation());
  }

  private static Machine machine(Scene scene) {
    List<Machine> machines = scene.fleet().machines();
    assertThat(machines).hasSize(1);
    return machines.getFirst();
  }

  private static Code code(Answer answer) {
    return switch (answer) {
      case Answer.NoOpinion _ -> throw new AssertionError("no opinion");
      case Answer.Keep(var why) -> why.code();
      case Answer.WaitUntil(_, var why) -> why.code();
      case Answer.Terminate(var because) -> because.code();
    };
  }

  private static PlanSettings holdingOne() {
    Offering ccx33 = new Offering("ccx33", "nbg1");
    return Scene.settings(5, Pools.withMinimum(Pools.ofDefault(5, ccx33), 1));
  }

  /** An idle machine in the middle of its hour. */
  private static Scene calm() {
    return new Scene().idle(NAME, Duration.ofMinutes(20), Duration.ofMinutes(10), 7, "linux");
  }

  /** A machine that is there for pods, in the middle of its hour. */
  private static Scene forPods(Workload... pods) {
    return PodScene.machine(PodScene.of(5, pods), NAME, Duration.ofMinutes(20));
  }

  private static Scene podsUnread() {
    return forPods().seenAs(seen -> PodScene.unread(seen, List.of()));
  }

  private static Workloads web() {
    return Workloads.pod("web-1", Scene.NOON.minusSeconds(60));
  }

  private static Scene ofRemovedPool() {
    Pool other = Pools.of("other", 5, Set.of("linux"), new Offering("ccx33", "nbg1"));
    return Leaving.due().with(Scene.settings(5, other));
  }

  private static Scene usedUp() {
    Pool pool = Pools.withMaxUses(Pools.ofDefault(5, new Offering("ccx33", "nbg1")), 1);
    return calm().with(Scene.settings(5, pool)).recorded(NAME, "ci-autoscaler.io/used-by", "41.1");
  }

  private static Scene drained() {
    return new Scene()
        .server(NAME, Duration.ofMinutes(20))
        .node(
            NAME,
            true,
            Map.of("ci-autoscaler.io/runner-ids", "7", "ci-autoscaler.io/drain", Leaving.ago(1)))
        .runner(NAME, 7, true, false, "linux");
  }

  private static Scene unusable() {
    return new Scene()
        .server(NAME, Duration.ofMinutes(20))
        .node(
            NAME,
            true,
            Map.of(
                "ci-autoscaler.io/runner-ids", "7", "ci-autoscaler.io/idle-since", Leaving.ago(1)))
        .runner(NAME, 7, true, true, "linux");
  }

  private static Scene withoutRunner() {
    return new Scene()
        .server(NAME, Duration.ofMinutes(56))
        .node(NAME, true, Map.of("ci-autoscaler.io/ready-at", Leaving.ago(3000)));
  }
}
