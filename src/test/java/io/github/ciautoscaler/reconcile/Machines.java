package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Machine.Ownership;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.NodeAnnotations;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.fleet.Requirements;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.fleet.Slots;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Machines for tests, one per phase. Server ids and runner ids follow from the number. */
public final class Machines {

  private Machines() {}

  public static String name(int number) {
    return "ci-runner-%08x".formatted(number);
  }

  public static Server server(int number, Instant created) {
    return new Server(
        1000 + number,
        new Server.Metadata(
            name(number),
            Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_US, Labels.INSTALLATION, "installation")),
        "running",
        new Server.Paid(created, new Offering("ccx33", "nbg1"), true, null),
        Server.Addresses.NONE);
  }

  public static Runner runner(int number) {
    return new Runner(
        number, name(number), new Runner.State(true, false, false), false, Set.of("linux"));
  }

  public static Job job(long id, @Nullable Long runner, String... labels) {
    Job.Title title = new Job.Title("build " + id, "https://gitea.example/jobs/" + id);
    Job.Run run = new Job.Run("acme/shop", 9L, 1, null, null);
    return new Job(id, title, new Requirements(Set.of(labels)), runner, run);
  }

  public static Machine provisioning(int number, Instant created) {
    return machine(
        number,
        created,
        false,
        NodeAnnotations.NONE,
        List.of(),
        new Phase.Launching(Phase.Launching.Step.JOINING, created));
  }

  public static Machine busy(int number, Instant created, Job job) {
    return busy(number, created, job, NodeAnnotations.NONE);
  }

  public static Machine busy(int number, Instant created, Job job, NodeAnnotations ownAnnotations) {
    return machine(
        number,
        created,
        true,
        ownAnnotations,
        List.of(job),
        new Phase.InService(created.plusSeconds(90)));
  }

  public static Machine idle(int number, Instant created, Instant since) {
    return machine(
        number, created, true, NodeAnnotations.NONE, List.of(), new Phase.InService(since));
  }

  public static Machine draining(int number, Instant created, Instant since, Job... jobs) {
    return machine(
        number,
        created,
        true,
        NodeAnnotations.of(
            Map.of(
                NodeAnnotations.STAGE, "draining", NodeAnnotations.STAGE_SINCE, since.toString())),
        List.of(jobs),
        new Phase.Terminating(
            Phase.Terminating.Step.DRAINING, since, "", Phase.Terminating.Looks.NONE, null));
  }

  private static Machine machine(
      int number,
      Instant created,
      boolean joined,
      NodeAnnotations ownAnnotations,
      List<Job> jobs,
      Phase phase) {
    String name = name(number);
    return new Machine(
        new Machine.Id(name, "default", Ownership.OURS),
        new Machine.Faces(
            server(number, created),
            joined ? node(name, created.plusSeconds(60), ownAnnotations) : null,
            List.of(),
            joined ? List.of(runner(number)) : List.of()),
        new Slots(1, jobs),
        null,
        phase);
  }

  private static Node node(String name, Instant created, NodeAnnotations ownAnnotations) {
    return new Node(
        new Node.Meta(
            name,
            "uid-" + name,
            created,
            Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_US),
            Map.of()),
        new Node.Readiness(Node.Ready.TRUE, created),
        Node.Scheduling.OPEN,
        new Node.Addresses(List.of("10.0.0.9"), List.of(), null),
        ownAnnotations);
  }
}
