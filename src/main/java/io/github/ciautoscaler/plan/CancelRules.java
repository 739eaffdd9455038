package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.plan.Reason.Code;
import java.util.List;

/**
 * Whether a termination goes on: the questions in their order. The first that has an opinion
 * decides; to keep the machine is to cancel its termination.
 */
final class CancelRules {

  private static final Answer GOES_ON =
      Answer.terminate(Code.OPERATOR_DRAIN, "Nothing keeps it any more.");

  /** One question about a machine on its way out. */
  interface Question {
    Answer ask(Termination termination, Situation situation);
  }

  /** A question, its name, and how people put it. */
  record Rule(String name, String question, Question asks) {
    Answer ask(Termination termination, Situation situation) {
      return asks.ask(termination, situation);
    }
  }

  static final List<Rule> IN_ORDER =
      List.of(
          new Rule("too-far", "Is it too late to cancel?", CancelRules::tooFar),
          new Rule("job-slipped-in", "Does a job run there?", CancelRules::jobSlippedIn),
          new Rule("paused", "Is everything paused?", CancelRules::pause),
          new Rule("operator-drain", "Does a person drain it?", CancelRules::drain),
          new Rule("drain-taken-back", "Was its drain taken back?", CancelRules::drainTakenBack),
          new Rule("pods-stay", "Do pods stay that fit nowhere else?", CancelRules::podsStay),
          new Rule("demand-returned", "Will a queued job take it?", CancelRules::demandReturned),
          new Rule("pods-wait", "Does a pod that waits fit there?", CancelRules::podsWait),
          new Rule("kept-ready", "Does its pool hold it ready?", CancelRules::keptReady),
          new Rule("cause-ended", "Is it over why it was to go?", CancelRules::causeEnded),
          new Rule("hour-missed", "Has it missed its hour's end?", CancelRules::hourMissed));

  private CancelRules() {}

  static Answer ask(Termination termination, Situation situation) {
    for (Rule rule : IN_ORDER) {
      Answer answer = rule.ask(termination, situation);
      if (!answer.equals(Answer.NONE)) {
        return answer;
      }
    }
    return Answer.NONE;
  }

  /** Once its server is being deleted, only a job that runs there all the same keeps it. */
  private static Answer tooFar(Termination it, Situation situation) {
    boolean busy = situation.namesRunners() ? it.machine().isBusy() : works(it, situation);
    return it.isDeleting() && (!busy || it.isForced()) ? GOES_ON : Answer.NONE;
  }

  private static Answer jobSlippedIn(Termination it, Situation situation) {
    if (!it.machine().isDrained() && works(it, situation)) {
      Answer takenBack = drainTakenBack(it, situation);
      return !takenBack.equals(Answer.NONE)
          ? takenBack
          : Answer.keep(
              Code.JOB_SLIPPED_IN, "A job began while it was being deregistered; it stays.");
    }
    return it.isDeleting()
        ? Answer.keep(Code.JOB_SLIPPED_IN, "A job runs there; it stays.")
        : Answer.NONE;
  }

  /**
   * Where nobody says who works, a job that may be there is waited for; one that shows keeps it.
   */
  private static boolean works(Termination it, Situation situation) {
    return !it.machine().jobs().isEmpty()
        && (situation.namesRunners() || WorkElsewhere.isActive(it.machine()));
  }

  private static Answer pause(Termination it, Situation situation) {
    return situation.isPaused()
        ? Answer.keep(Code.PAUSED, "Paused by an operator; it stays.")
        : Answer.NONE;
  }

  /** Who drains a machine wants it gone, whatever the queue and the paid hour say. */
  private static Answer drain(Termination it, Situation situation) {
    return it.machine().isDrained() ? GOES_ON : Answer.NONE;
  }

  private static Answer drainTakenBack(Termination it, Situation situation) {
    return it.cause().code() == Code.OPERATOR_DRAIN
        ? Answer.keep(Code.DRAIN_TAKEN_BACK, "The operator took the drain back.")
        : Answer.NONE;
  }

  private static Answer demandReturned(Termination it, Situation situation) {
    return yields(it, situation) && situation.needs().wantedBack().contains(it.name())
        ? Answer.keep(Code.DEMAND_RETURNED, "A queued job that fits will take it.")
        : Answer.NONE;
  }

  /** Pods came, or those that were to move fit nowhere else any more. */
  private static Answer podsStay(Termination it, Situation situation) {
    boolean lost =
        it.cause().code() == Code.NODE_LOST
            && !it.cause().isOver(it.machine(), situation)
            && LostNodeRule.mayEnd(it.machine().work());
    return !lost
            && !it.machine().work().staying().isEmpty()
            && !situation.moves().allows(it.machine())
        ? Answer.keep(Code.RUNNING_PODS, RunningPodsRule.said(it.machine()) + " It stays.")
        : Answer.NONE;
  }

  private static Answer podsWait(Termination it, Situation situation) {
    return yields(it, situation) && situation.pods().wantedBack().contains(it.name())
        ? Answer.keep(Code.KEPT_FOR_PODS, "A pod that waits fits there; it stays.")
        : Answer.NONE;
  }

  private static Answer keptReady(Termination it, Situation situation) {
    return yields(it, situation) && situation.needs().reserve().wantedBack().contains(it.name())
        ? Answer.keep(Code.KEPT_READY, "Its pool holds it ready for jobs to come.")
        : Answer.NONE;
  }

  /** A cause that is over holds no machine that somebody needs, also while its hour ends. */
  private static boolean yields(Termination it, Situation situation) {
    return it.cause().yieldsToDemand() || it.cause().isOver(it.machine(), situation);
  }

  /** Then it is an idle machine as any other, until its hour ends. */
  private static Answer causeEnded(Termination it, Situation situation) {
    Server server = it.machine().server();
    boolean paid =
        server != null
            && situation
                .hourEnd()
                .removableFrom(server, it.phase().since(), situation.now())
                .map(from -> from.isAfter(situation.now()))
                .orElse(true);
    return paid && it.cause().isOver(it.machine(), situation)
        ? Answer.keep(Code.CAUSE_ENDED, "Why it was to go is over, and its hour is paid; it stays.")
        : Answer.NONE;
  }

  private static Answer hourMissed(Termination it, Situation situation) {
    Server server = it.machine().server();
    return server != null
            && it.cause().yieldsToPaidHour()
            && situation.hourEnd().isMissed(server, it.phase(), situation.now())
        ? new Answer.Keep(tooLate(PodsLeft.lastSeen(it.machine(), situation)))
        : Answer.NONE;
  }

  /** Who goes on paying wants to know for whom. */
  private static Reason tooLate(PodsLeft left) {
    String late = "It could not be gone before the next paid hour began; it stays.";
    return new Reason(
        Code.TOO_LATE_FOR_HOUR, left.isNone() ? late : late + " It waited for " + left.said());
  }
}
