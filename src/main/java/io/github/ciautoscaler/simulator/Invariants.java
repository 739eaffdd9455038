package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.BillingHour;
import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.ManagedNode;
import io.github.ciautoscaler.fleet.NodeMarks;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Tracked;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.reconcile.EffectChain;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.PassReport;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks what must never happen (S1 to S6) against the world's truth: at the moment in which each
 * effect takes place, and after each pass.
 */
final class Invariants {

  static final Duration PROVISIONING_TIMEOUT = Duration.ofSeconds(600);

  /** A server without a Node may be known and waited for so long, while things go wrong. */
  static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(60);

  private static final Duration STALE_AFTER = Duration.ofSeconds(80);
  private static final Duration WANTED_WITHIN = Duration.ofMinutes(2);
  private static final int LINES = 30;

  private final World world;
  private final Scenario scenario;
  private final Set<String> forced = new HashSet<>();
  private final Set<String> askedToGo = new HashSet<>();
  private final Map<String, String> cordonedByHand = new HashMap<>();
  private Instant pausePromisedUntil = Instant.MIN;
  private final Set<String> notesLost = new HashSet<>();
  private final Map<String, Instant> seenByUs = new HashMap<>();
  private final Set<Long> rowsSeen = new HashSet<>();
  private final Set<Long> deletedByUs = new HashSet<>();
  private final Map<Instant, Integer> queuedAt = new LinkedHashMap<>();
  private @Nullable Violation violation;

  Invariants(World world, Scenario scenario) {
    this.world = world;
    this.scenario = scenario;
  }

  Optional<Violation> violation() {
    return Optional.ofNullable(violation);
  }

  void broken(String invariant, String machine, String words) {
    if (violation == null) {
      world.log(machine, invariant + " broken: " + words);
      List<Trace.Line> lines =
          machine.isEmpty() ? world.trace().last(LINES) : world.trace().last(LINES, machine);
      violation = new Violation(invariant, words, world.now(), machine, lines);
    }
  }

  /**
   * An operator asks for a drain, which does not wait for the hour's end.
   *
   * @param force excuses a lost job on this machine
   */
  void askedToGo(String machine, boolean force) {
    askedToGo.add(machine);
    if (force) {
      forced.add(machine);
    }
  }

  /**
   * @param uid of the Node that a person cordoned while it was not
   */
  void cordonedByHand(String node, String uid) {
    cordonedByHand.put(node, uid);
  }

  void uncordonedByHand(String node) {
    cordonedByHand.remove(node);
  }

  /** An operator was told that nothing new is started until then, also over a restart. */
  void pausePromisedUntil(Instant then) {
    pausePromisedUntil = then;
  }

  /** A person deletes a Node, and our notes with it; without a ConfigMap there are no others. */
  void nodeDeletedByHand(String node) {
    if (!scenario.permissions().contains(ClusterInfo.Permission.CONFIG_MAPS)) {
      notesLost.add(node);
    }
  }

  /** Whether nothing may say any more which runner rows were this machine's. */
  boolean isNotesLost(String machine) {
    return notesLost.contains(machine);
  }

  /** Whether some pass saw this row beside its machine. */
  boolean wasSeen(long row) {
    return rowsSeen.contains(row);
  }

  Witness witness(Replica replica) {
    return new Eyes(replica);
  }

  /** What one replica does. */
  private final class Eyes implements Witness {
    private final Replica replica;

    Eyes(Replica replica) {
      this.replica = replica;
    }

    @Override
    public void creates(CreateRequest request) {
      long alive = 1;
      for (CloudServer server : world.cloud().servers()) {
        if (isOurs(server) && !server.isDeleting()) {
          alive++;
        }
      }
      boolean leads = SimLeases.holder(world).equals(replica.identity());
      if (alive > replica.maxNodes() && (leads || scenario.replicas() == 1)) {
        broken(
            "S3",
            request.name(),
            "a create makes " + alive + " machines where " + replica.maxNodes() + " are allowed");
      }
      mustBeWanted(request.name());
    }

    @Override
    public void deletes(CloudServer server) {
      if (!isOurs(server)) {
        broken("S2", server.name(), "a server that is not ours is deleted: " + server.labels());
      }
      if (!server.isDeleting()) {
        mustBeFree(server.name(), "its server is deleted");
        mustBeLate(server);
      }
    }

    @Override
    public void relabels(CloudServer server) {
      Origins origins = world.origins();
      if (!origins.isOurs(server) && !origins.mayBeAdopted(server.id())) {
        Maker maker = origins.maker(server.id());
        broken("S2", server.name(), "a server that " + maker + " made is marked as ours");
      }
      origins.adopt(server.id());
    }

    @Override
    public void deletes(RunnerRow row) {
      mustBeOurs(row.machine(), "runner " + row.id() + " of another machine is deleted");
      deletedByUs.add(row.id());
      RunnerProcess process = row.process();
      if (process.row() == row && process.isAlive()) {
        broken(
            "S1",
            row.machine(),
            "runner " + row.id() + " is deleted while it lives, and so may register anew");
      }
    }

    @Override
    public void disables(RunnerRow row) {
      mustBeOurs(row.machine(), "runner " + row.id() + " of another machine is disabled");
    }

    @Override
    public void evicts(ClusterPod pod) {
      mustBeOurs(pod.node(), "pod " + pod.name() + " of another node is evicted");
      if (!pod.isTerminating()) {
        mustBeFree(pod.node(), "pod " + pod.name() + " is evicted");
      }
    }

    @Override
    public void patches(ClusterNode node) {
      mustBeOurs(node.name(), "a node that is not ours is changed");
    }

    @Override
    public void deletes(ClusterNode node) {
      mustBeOurs(node.name(), "a node that is not ours is deleted");
      boolean alive =
          world.cloud().servers().stream()
              .anyMatch(server -> server.name().equals(node.name()) && !server.isDeleting());
      if (alive) {
        broken("S5", node.name(), "its Node, with all our notes, is deleted before its server");
      }
    }
  }

  boolean isOurs(CloudServer server) {
    return world.origins().isOurs(server);
  }

  private void mustBeOurs(String machine, String words) {
    if (!world.origins().isOurs(machine)) {
      broken("S2", machine, words);
    }
  }

  private void mustBeFree(String machine, String words) {
    // Without a disable the teardown is the strongest that the forge allows, and not proof.
    boolean promised = SimForge.canDisable(scenario.forgeVersion());
    if (promised && world.forge().worksOn(machine) && !forced.contains(machine)) {
      broken("S1", machine, words + " while it runs a job");
    }
  }

  /** L2's second half: an idle, healthy machine is not taken before its window opens. */
  private void mustBeLate(CloudServer server) {
    ClusterNode node = world.cluster().node(server.name()).orElse(null);
    if (node == null
        || askedToGo.contains(server.name())
        || !"HOUR_ENDS".equals(node.spec().annotations().get(NodeMarks.STAGE_REASON))) {
      return;
    }
    Instant now = world.cloud().clock();
    Duration left = Duration.between(now, BillingHour.paidUntil(server.created(), now));
    // Where things go wrong, what could not go before the boundary, because the cloud refused it or
    // a
    // lost job still seemed to run there, goes soon after it.
    boolean excused = !scenario.rates().isEmpty();
    boolean missed = excused && left.compareTo(Duration.ofMinutes(40)) > 0;
    if (!missed && left.compareTo(Duration.ofMinutes(5).plusSeconds(25)) > 0) {
      broken("L2", server.name(), "deleted with " + left + " of its paid hour left");
    }
  }

  /** An effect was performed, or refused. */
  void tookPlace(
      Replica replica, EffectChain chain, Effect effect, Outcome outcome, String leader) {
    String machine = chain.action().machine();
    world.log(
        machine,
        replica.identity() + " " + effect.getClass().getSimpleName() + ": " + words(outcome));
    boolean acted = !(outcome instanceof Outcome.Refused) && !effect.isLook();
    boolean guarded = world.cluster().permissions().containsAll(scenario.permissions());
    if (acted && guarded && !leader.isEmpty() && !leader.equals(replica.identity())) {
      broken("S6", machine, replica.identity() + " acts while " + leader + " leads");
    }
  }

  private static String words(Outcome outcome) {
    return outcome instanceof Outcome.Failure failure
        ? outcome.getClass().getSimpleName() + " " + failure.message()
        : outcome.getClass().getSimpleName();
  }

  void afterPass(Replica replica, PassReport report) {
    for (Action action : report.started()) {
      world.log(
          action.machine(),
          replica.identity() + " starts " + action.kind().word() + ", " + action.reason());
      mustBeAllowed(action, report);
      mustRestOnKnowledge(action, report);
    }
    for (ManagedNode machine : report.fleet().machines()) {
      seenByUs.put(machine.name(), world.now());
      machine.runners().forEach(row -> rowsSeen.add(row.id()));
    }
    handsOff();
    taintsAreNoted();
    nothingForgotten();
    noJobLost();
    countQueue();
  }

  /** S6: paused starts nothing new. */
  private void mustBeAllowed(Action action, PassReport report) {
    boolean anew =
        switch (action.kind()) {
          case CREATE, DEREGISTER, GIVE_UP_BOOT -> true;
          default -> false;
        };
    if (anew && world.now().isBefore(pausePromisedUntil)) {
      broken("S6", action.machine(), "begins " + action.kind().word() + " in an operator's pause");
    }
    if (report.mode() != PassReport.Mode.ACTING && anew) {
      broken("S6", action.machine(), "begins " + action.kind().word() + " while " + report.mode());
    }
  }

  /** S4: what removes something rests on complete and fresh readings. */
  private void mustRestOnKnowledge(Action action, PassReport report) {
    boolean removes =
        action.effects().stream()
            .anyMatch(effect ->
                effect instanceof Effect.DeleteServer || effect instanceof Effect.DeleteNode);
    if (!removes) {
      return;
    }
    Observation seen = report.fleet().seen();
    for (Tracked<?> source :
        List.<Tracked<?>>of(seen.servers(), seen.nodes(), seen.running(), seen.runners())) {
      boolean known =
          source.latest() instanceof Reading.Complete<?>(var value, var at)
              && !at.plus(STALE_AFTER).isBefore(world.now());
      if (!known) {
        broken("S4", action.machine(), action.kind().word() + " rests on " + source.latest());
      }
    }
  }

  /** A person's cordon stays until the person takes it back. */
  private void handsOff() {
    cordonedByHand.forEach((name, uid) -> {
      ClusterNode node = world.cluster().node(name).orElse(null);
      if (node != null && node.uid().equals(uid) && !node.spec().unschedulable()) {
        broken("S2", name, "a person's cordon was undone");
      }
    });
  }

  /** S1: nobody hands a job to a runner that we unregistered. */
  private void noJobLost() {
    for (RunnerRow row : world.forge().lostToDeletion()) {
      if (deletedByUs.contains(row.id())) {
        broken("S1", row.machine(), "a job was lost to runner " + row.id() + ", which we deleted");
      }
    }
  }

  private void countQueue() {
    Set<String> served = world.settings().runnerLabels();
    int queued = 0;
    for (ForgeJob job : world.forge().jobs(ForgeJob.Status.QUEUED)) {
      if (!job.labels().isEmpty() && served.containsAll(job.labels())) {
        queued++;
      }
    }
    queuedAt.put(world.now(), queued);
    Instant old = world.now().minus(WANTED_WITHIN);
    queuedAt.keySet().removeIf(at -> at.isBefore(old));
  }

  /** The promise: nothing is bought but for a job that is, or a moment ago was, queued. */
  private void mustBeWanted(String name) {
    if (scenario.rates().getOrDefault(Fault.OPERATOR_SCALE, 0.0) > 0) {
      return;
    }
    int most = queuedAt.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    long booting = 1;
    for (CloudServer server : world.cloud().servers()) {
      boolean young = server.created().plus(Duration.ofSeconds(20)).isAfter(world.now());
      if (isOurs(server) && !server.isDeleting() && young) {
        booting++;
      }
    }
    if (booting > most) {
      broken("P1", name, booting + " machines are bought where " + most + " jobs were queued");
    }
  }

  /** Killing the process loses nothing: whom we keep from work carries our note. */
  private void taintsAreNoted() {
    for (ClusterNode node : world.cluster().nodes()) {
      NodeSpec spec = node.spec();
      if (spec.taints().contains(Labels.TEARDOWN_TAINT)
          && !spec.annotations().containsKey(NodeMarks.STAGE)) {
        broken("P2", node.name(), "tainted by us without a note that survives a restart");
      }
    }
  }

  /** S5: every server that we pay for is known. */
  private void nothingForgotten() {
    for (CloudServer server : world.cloud().servers()) {
      if (isOurs(server) && !server.isDeleting()) {
        Instant last = seenByUs.getOrDefault(server.name(), server.created());
        if (last.plus(FORGOTTEN_AFTER).isBefore(world.now())) {
          broken("S5", server.name(), "paid for and in no pass since " + last);
        }
      }
    }
  }
}
