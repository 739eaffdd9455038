package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Age;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.LastSeen;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Names the jobs that count as running long after their runner was heard of. No job is ended by us,
 * so that each keeps its machine until the forge or a person ends it.
 */
final class EndlessJobs implements Proposer {

  /** A forge that gives such a job up by itself needs about a quarter of an hour. */
  static final Duration AFTER = Duration.ofMinutes(30);

  @Override
  public List<Proposal> propose(Situation situation) {
    Proposals proposals = new Proposals();
    if (!situation.fleet().conditions().jobs().silent().isEmpty()
        && situation.evidence().isPresent()) {
      warn(situation.fleet(), proposals);
    }
    return proposals.all();
  }

  private static void warn(FleetState fleet, Proposals proposals) {
    for (Machine machine : fleet.machines()) {
      Node node = machine.node();
      Silence silence = silence(machine.jobs(), node, fleet);
      if (silence != null) {
        warn(
            machine,
            silence.on(machine.name()) + (node == null ? withoutNode() : mend(node)),
            proposals);
      }
    }
    onGoneMachines(fleet, proposals);
  }

  private static void warn(Machine machine, String sentence, Proposals proposals) {
    proposals.warn(Code.ENDLESS_JOB, sentence);
    if (!machine.isTerminating()) {
      proposals.explain(machine.name(), new Reason(Code.ENDLESS_JOB, sentence));
    }
  }

  /** A row that we recorded keeps its job when the whole machine is gone. */
  private static void onGoneMachines(FleetState fleet, Proposals proposals) {
    Map<String, Set<Long>> rows = new TreeMap<>(fleet.seen().stored().runners().registrations());
    fleet.machines().forEach(machine -> rows.remove(machine.name()));
    rows.forEach((name, ids) -> {
      List<Job> jobs = new ArrayList<>();
      for (Job job : LastSeen.of(fleet.seen().running())) {
        if (job.runnerId() != null && ids.contains(job.runnerId())) {
          jobs.add(job);
        }
      }
      Silence silence = silence(jobs, null, fleet);
      if (silence != null) {
        proposals.warn(
            Code.ENDLESS_JOB,
            silence.on(name) + "Its server is gone. Cancel the job in the forge.");
      }
    });
  }

  /** Jobs on one machine, and since when nothing is heard of any runner of theirs. */
  private record Silence(List<Long> jobs, Instant since) {
    String on(String machine) {
      String ids = jobs.toString().replace("[", "").replace("]", "");
      return (jobs.size() == 1 ? "Job " + ids + " counts" : "Jobs " + ids + " count")
          + " as running on "
          + machine
          + ", and nothing is heard of its runner since "
          + since
          + ": it never ends by itself. ";
    }
  }

  /** Null while every job's runner is online, or was so not long ago. */
  private static @Nullable Silence silence(List<Job> jobs, @Nullable Node node, FleetState fleet) {
    List<Long> ids = new ArrayList<>();
    Instant first = fleet.seen().now();
    for (Job job : jobs) {
      Instant since = since(job, node, fleet);
      if (since != null && Age.of(since, fleet.seen().now()).reached(AFTER)) {
        ids.add(job.id());
        first = since.isBefore(first) ? since : first;
      }
    }
    Collections.sort(ids);
    return ids.isEmpty() ? null : new Silence(ids, first);
  }

  /** The Node's own word outlives our restarts. */
  private static @Nullable Instant since(Job job, @Nullable Node node, FleetState fleet) {
    Instant seen = fleet.conditions().jobs().silent().get(job.id());
    Instant lost = node == null || node.isReady() ? null : node.readySince();
    return seen != null && lost != null && lost.isBefore(seen) ? lost : seen;
  }

  private static String withoutNode() {
    return "It has no Node. Cancel the job in the forge.";
  }

  private static String mend(Node node) {
    return "Its Node is "
        + (node.isReady() ? "Ready, so look at its runner's pod" : "not Ready")
        + ". Cancel the job in the forge, or, if the machine is dead, force its drain: POST"
        + " /api/nodes/"
        + node.name()
        + "/drain with {\"force\":true}.";
  }
}
