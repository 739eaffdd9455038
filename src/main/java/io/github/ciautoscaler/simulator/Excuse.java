package io.github.ciautoscaler.simulator;

/**
 * What the world did, or people did in it, that makes something allowed which otherwise breaks an
 * invariant. None rests on what the code under test says of itself; each use is counted.
 */
public enum Excuse {
  // why an idle machine's next hour may be paid
  JOB_WAITED("L2", "a queued job, or a pod that waited, could have taken it"),
  HELD_READY("L2", "the pool holds free machines ready, and there were no more of them"),
  CLOUD_DARK("L2", "the list of servers could not be read"),
  FORGE_DARK("L2", "the forge's jobs or runners could not be read"),
  CLUSTER_DARK("L2", "nodes, pods or our stored state could not be read"),
  ANSWER_SLOW("L2", "a read hung"),
  WRITE_FAILED("L2", "a write to cloud, forge or cluster was refused or lost"),
  EFFECT_HUNG("L2", "a write took place seconds after it was sent"),
  BUDGET_BLOCKED("L2", "a disruption budget held one of its pods"),
  POD_STAYED("L2", "a pod of it hung in its end, or came back whatever keeps others away"),
  NODE_DOWN("L2", "its Node was not Ready, or gone"),
  PAUSED("L2", "an operator had asked for a pause"),
  PROCESS_STOOD_STILL("L2", "the process that leads stood still"),
  NOBODY_LED("L2", "the process that leads was dead, or nobody held the Lease"),
  ORIGINAL_MAY_RUN("L2", "a young process looks on while the original may still run"),
  RUNNER_TOUCHED("L2", "a person enabled or deleted its runner, or it registered anew"),
  WORK_SOMEWHERE(
      "L2", "the forge does not say where a job runs, and nothing showed that not there"),
  // why a machine may go before its hour ends
  DRAIN_ASKED("L2 early", "an operator asked for its drain"),
  NODE_LOST("L2 early", "its Node was not Ready, or gone, for minutes"),
  NEVER_SERVED("L2 early", "no runner of it ever came"),
  USED_UP("L2 early", "it had been given as many jobs as it may be"),
  ABOVE_MAXIMUM("L2 early", "there were more machines than the maximum"),
  HOUR_JUST_MISSED("L2 early", "it was on its way out when its hour ended, and the world held it"),
  // others
  DRAIN_FORCED("S1", "an operator forced its drain"),
  FORGE_TOO_OLD("S1", "the forge cannot disable runners, and the job began after the last look"),
  CAME_BACK("K1", "a pod that may be moved came while it left, whatever keeps others away"),
  LOST_BY_OTHERS("L1", "a person or an accident ended the job's machine, pod or row"),
  NOTES_LOST("L3", "people deleted both its Node and the ConfigMap, or no ConfigMap may be kept"),
  WISHED("P1", "an operator asked for more machines"),
  LABELS_UNKNOWN("P1", "nobody could know whether our runners have what a job asks for"),
  UNSEEN_IN_THE_DARK("S5", "no process was given a complete list");

  private final String invariant;
  private final String words;

  Excuse(String invariant, String words) {
    this.invariant = invariant;
    this.words = words;
  }

  public String invariant() {
    return invariant;
  }

  public String words() {
    return words;
  }
}
