package io.github.ciautoscaler.plan;

import java.util.List;

/**
 * The safe termination, as a table of steps. In every pass each is asked from the first on, and the
 * first that holds is the one to be done. Every step rests on what is seen, not on what was sent,
 * so that a restart at any point goes on where it was.
 */
final class TerminationSteps {

  private static final Step DISABLE_RUNNERS = new DisableRunnersStep();
  private static final Step FETCH_WINDOW = new FetchWindowStep();
  private static final Step STRANGER = new StrangerStep();
  private static final Step ELSEWHERE = new ElsewhereStep();
  private static final Step UNSEEN_RUNNER = new UnseenRunnerStep();
  private static final Step DELETE_SERVER = new DeleteServerStep();
  private static final Step FINISH = new FinishStep();

  /** No runner of it takes a job any more, and none has one. */
  static final List<Step> DISABLING =
      List.of(
          new DrainedJobStep(),
          DISABLE_RUNNERS,
          FETCH_WINDOW,
          ELSEWHERE,
          UNSEEN_RUNNER,
          new BeginDrainingStep());

  /** The other pods go; the idle, disabled runner stays as it is. */
  static final List<Step> DRAINING =
      List.of(
          new KnownPodsStep(),
          new PodsGoneStep(),
          new JobStep(),
          ELSEWHERE,
          STRANGER,
          UNSEEN_RUNNER,
          DISABLE_RUNNERS,
          FETCH_WINDOW,
          new BetweenJobsStep(),
          new EvictPodsStep(),
          new RunnersGoneStep(),
          DELETE_SERVER);

  /**
   * The server goes, then the runner rows, and the Node last, because it carries our annotations.
   */
  static final List<Step> DELETING =
      List.of(
          FINISH,
          new ServerDeletingStep(),
          DISABLE_RUNNERS,
          FETCH_WINDOW,
          STRANGER,
          ELSEWHERE,
          UNSEEN_RUNNER,
          new WorkPodsStep(),
          DELETE_SERVER);

  private TerminationSteps() {}

  static List<Proposal> next(Termination termination, Evidence evidence, Situation situation) {
    for (Step step : of(termination, situation)) {
      if (step.next(termination, evidence, situation) instanceof Progress.Holds(var proposals)) {
        return proposals;
      }
    }
    return List.of();
  }

  /** The pods of a Node that is silent for long cannot be evicted; its runners may work on. */
  static List<Step> of(Termination termination, Situation situation) {
    return switch (termination.phase().step()) {
      case DISABLING -> DISABLING;
      case DRAINING -> termination.node().isLostAt(situation.now()) ? DELETING : DRAINING;
      case DELETING -> DELETING;
    };
  }
}
