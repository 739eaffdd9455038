package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Phase.Launching;
import io.github.ciautoscaler.fleet.Phase.Terminating;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.plan.Asked.Says;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks the planner's own rules about one pass once more, all of them, and says what each answers.
 * Nothing is decided by it. Any thread may ask.
 */
public final class Explainer {

  private final Situation situation;
  private final Launches launches;
  private final Offers offers;

  Explainer(Situation situation, Launches launches) {
    this.situation = situation;
    this.launches = launches;
    this.offers = new Offers(situation.seen().stored(), situation.seen().priceList());
  }

  /** The rules about when a machine goes; none about one that has no Node or is not ours. */
  public synchronized List<Asked> machine(Machine machine) {
    Node node = machine.node();
    if (node == null || !machine.isOurs()) {
      return List.of();
    }
    return machine.phase() instanceof Terminating terminating
        ? leaving(Termination.of(machine, node, terminating, situation))
        : staying(machine);
  }

  /** What stands against one more machine of a pool; none about one that is not configured. */
  public synchronized List<Asked> pool(String name) {
    return situation.settings().pool(name).map(pool -> launching(pool, Set.of())).orElse(List.of());
  }

  /**
   * Of each pool whether it serves the job; where no machine is expected for it, also what stands
   * against launching one.
   */
  public synchronized List<Asked> job(Assignment assignment) {
    List<Asked> all = new ArrayList<>();
    for (Pool pool : situation.settings().pools()) {
      boolean serves = serves(pool, assignment, all);
      if (serves && assignment.machine() == null) {
        launching(pool, assignment.job().labels()).forEach(asked -> all.add(asked.of(pool.name())));
      }
    }
    return all;
  }

  /** The jobs that a pool's machines serve, by labels and repository; empty: no such pool. */
  public Optional<Predicate<Job>> servedBy(String name) {
    return situation
        .settings()
        .pool(name)
        .map(pool ->
            job ->
                offers.covers(pool, job.labels())
                    && pool.repositories().allow(job.run().repository()));
  }

  /** When a machine that is on its way is given up; empty for any other. */
  public Optional<Instant> givenUpAt(Machine machine) {
    return machine.phase() instanceof Launching launching
        ? Optional.of(
            launching.since().plus(situation.settings().timesOf(machine.pool()).provisioning()))
        : Optional.empty();
  }

  private boolean serves(Pool pool, Assignment assignment, List<Asked> all) {
    boolean offered = offers.covers(pool, assignment.job().labels());
    boolean allowed = pool.repositories().allow(assignment.job().run().repository());
    all.add(yesOrNo("offers-labels", "Does it offer the job's labels?", offered, pool));
    all.add(yesOrNo("serves-repository", "Does it serve the job's repository?", allowed, pool));
    return offered && allowed;
  }

  private static Asked yesOrNo(String rule, String question, boolean yes, Pool pool) {
    return new Asked(rule, question, yes ? Says.YES : Says.NO, false, null).of(pool.name());
  }

  private List<Asked> launching(Pool pool, Set<String> labels) {
    Launch launch = new Launch(pool, labels, false);
    AskedRules asked = new AskedRules();
    for (LaunchRule rule : LaunchRules.IN_ORDER) {
      Reason against = rule.against(launch, launches);
      Says says = against == null ? Says.NO_OPINION : Says.AGAINST;
      asked.add(Asked.nameOf(rule.getClass(), "LaunchRule"), rule.question(), says, against);
    }
    return asked.all();
  }

  private List<Asked> staying(Machine machine) {
    AskedRules asked = new AskedRules();
    Answer first = Answer.NONE;
    for (TerminationRule rule : TerminationRules.IN_ORDER) {
      Answer answer = rule.ask(machine, situation);
      first = first.equals(Answer.NONE) ? answer : first;
      asked.add(Asked.nameOf(rule.getClass(), "Rule"), rule.question(), answer);
    }
    List<Asked> all = new ArrayList<>(asked.all());
    if (first instanceof Answer.Terminate) {
      Reason against = ScaleDown.against(situation);
      Says says = against == null ? Says.YES : Says.NO;
      all.add(new Asked("may-begin", "May a termination begin now?", says, false, against));
    }
    return all;
  }

  private List<Asked> leaving(Termination termination) {
    AskedRules asked = new AskedRules();
    boolean cancelled = CancelRules.ask(termination, situation) instanceof Answer.Keep;
    for (CancelRules.Rule rule : CancelRules.IN_ORDER) {
      Answer answer = rule.ask(termination, situation);
      Says says = answer instanceof Answer.Keep ? Says.CANCEL : Says.GO_ON;
      asked.add(
          rule.name(),
          rule.question(),
          answer.equals(Answer.NONE) ? Says.NO_OPINION : says,
          AskedRules.reason(answer));
    }
    List<Asked> all = new ArrayList<>(asked.all());
    if (!cancelled) {
      situation.evidence().ifPresent(evidence -> all.addAll(steps(termination, evidence)));
    }
    return all;
  }

  /** Up to the one that holds: no later one is asked. */
  private List<Asked> steps(Termination termination, Evidence evidence) {
    List<Asked> all = new ArrayList<>();
    for (Step step : TerminationSteps.of(termination, situation)) {
      String name = Asked.nameOf(step.getClass(), "Step");
      if (step.next(termination, evidence, situation) instanceof Progress.Holds(var proposals)) {
        all.add(new Asked(name, step.says(), Says.HOLDS, true, said(proposals)));
        return all;
      }
      all.add(new Asked(name, step.says(), Says.PASSED, false, null));
    }
    return all;
  }

  private static @Nullable Reason said(List<Proposal> proposals) {
    Reason said = null;
    for (Proposal proposal : proposals) {
      said =
          switch (proposal) {
            case Proposal.Explain(_, Reason reason) -> reason;
            case Proposal.NotDone(_, Reason reason) -> reason;
            case Proposal.Act(Action action, _) -> said == null ? action.reason() : said;
            case Proposal.Warn _, Proposal.Remember _ -> said;
          };
    }
    return said;
  }
}
