package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What of several proposals comes into the plan. */
class FoldingTest {

  private static final String NAME = Leaving.NAME;
  private static final StateChange FACT = new StateChange.LaunchResolved(NAME);

  private static final Plan.Sizes NONE = new Plan.Sizes(0, List.of());

  @Test
  void of_several_actions_for_one_machine_the_first_is_taken() {
    Plan plan = fold(act(Kind.DEREGISTER), act(Kind.ANNOTATE), act(Kind.REMOVE));

    assertThat(plan.actions()).extracting(Action::kind).containsExactly(Kind.DEREGISTER);
    assertThat(plan.decisions()).extracting(Decision::action).containsExactly(Kind.DEREGISTER);
  }

  @Test
  void of_several_explanations_the_last_is_shown() {
    Plan plan =
        fold(
            new Proposal.Explain(NAME, reason(Code.HOUR_ENDS)),
            new Proposal.Explain(NAME, reason(Code.WAITING_FOR_PODS)));

    assertThat(plan.machineReasons()).containsEntry(NAME, reason(Code.WAITING_FOR_PODS));
  }

  @Test
  void what_is_under_way_for_a_machine_is_waited_for() {
    Plan plan = new Folding(Set.of(NAME), false).plan(given(), Map.of(), List.of(), NONE);

    assertThat(plan.actions()).isEmpty();
    assertThat(plan.changes()).isEmpty();
  }

  @Test
  void a_pause_takes_only_what_ends_something() {
    List<Proposal> both = List.of(act(Kind.DEREGISTER), act(Kind.CANCEL));
    Plan plan = new Folding(Set.of(), true).plan(both, Map.of(), List.of(), NONE);

    assertThat(plan.actions()).extracting(Action::kind).containsExactly(Kind.CANCEL);
  }

  @Test
  void what_an_action_lets_us_remember_is_remembered_with_it_alone() {
    assertThat(new Folding(Set.of(), false).plan(given(), Map.of(), List.of(), NONE).changes())
        .containsExactly(FACT);
    assertThat(fold(act(Kind.DEREGISTER), given().getFirst()).changes()).isEmpty();
    assertThat(fold(act(Kind.DEREGISTER), new Proposal.Remember(FACT)).changes())
        .containsExactly(FACT);
  }

  @Test
  void the_same_warning_is_given_once() {
    Proposal warning = Proposal.warn(Code.TAINTED, "A taint.");

    assertThat(fold(warning, warning).warnings()).hasSize(1);
  }

  private static List<Proposal> given() {
    Action action = new Action(NAME, Kind.GIVE_UP_BOOT, reason(Code.NODE_NEVER_JOINED), List.of());
    return List.of(new Proposal.Act(action, List.of(FACT)));
  }

  private static Plan fold(Proposal... proposals) {
    return new Folding(Set.of(), false).plan(List.of(proposals), Map.of(), List.of(), NONE);
  }

  private static Proposal act(Kind kind) {
    return Proposal.act(NAME, kind, reason(Code.HOUR_ENDS), List.of());
  }

  private static Reason reason(Code code) {
    return new Reason(code, "Why.");
  }
}
