package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.ForeignServer;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.PendingLaunch;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.PassReport.Mode;
import io.github.ciautoscaler.simulator.Answers.Asked;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * V1: what a pass shows is true: what is called an orphan is ours, without a server or a machine,
 * and silent; what is called foreign is; and a machine's word, since when, and the end of its paid
 * hour agree with what is shown on it.
 */
final class Claims {

  /** A label that says since when it is ours is written before the call that may be slow. */
  private static final Duration ADOPTED_WITHIN = Duration.ofMinutes(1);

  /** The list of servers may be so old while the request budget is low. */
  private static final Duration LISTED_WITHIN = Duration.ofSeconds(75);

  /** A server that is called a stranger's young one is counted so long, at least. */
  private static final Duration YOUNG = Invariants.PROVISIONING_TIMEOUT.minusSeconds(60);

  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(45);

  private static final long DATED_WITHIN = 240;

  private final World world;
  private final People people;
  private final WatchRecord watch;
  private final Map<Long, Instant> adopted = new HashMap<>();
  private final Map<Long, Instant> dated = new HashMap<>();
  private final Map<Gone, Instant> gone = new HashMap<>();

  private record Gone(Answers process, long server) {}

  Claims(World world, People people, WatchRecord watch) {
    this.world = world;
    this.people = people;
    this.watch = watch;
  }

  /** A server is marked as ours now. */
  void relabels(CloudServer server) {
    adopted.putIfAbsent(server.id(), world.now());
    dated.put(server.id(), world.now());
  }

  /** A process asked for this server, and was told that there is none. */
  void toldGone(Answers process, long server) {
    gone.putIfAbsent(new Gone(process, server), world.now());
  }

  /** A launch whose server was asked for in vain is over. */
  private void mustBeOver(Machine machine, Answers process, Instant passBegan) {
    PendingLaunch launch = machine.pendingLaunch();
    Long id = launch == null ? null : launch.serverId();
    Instant told = id == null ? null : gone.get(new Gone(process, id));
    if (told != null && told.isBefore(passBegan) && machine.server() == null) {
      broken(machine.name(), "is on its way, and its server " + id + " was gone at " + told);
    }
  }

  void afterPass(Replica replica, PassReport report) {
    FleetState fleet = report.fleet();
    for (Machine machine : fleet.machines()) {
      if (!fleet.seen().inFlight().contains(machine.name())) {
        mustBeOver(machine, replica.answers(), replica.passBegan());
      }
    }
    fleet.machines().forEach(machine -> judge(machine, fleet.seen().now()));
    fleet.orphans().nodes().forEach(node -> orphan(node, replica.answers()));
    fleet.orphans().runners().forEach(this::orphan);
    fleet.foreign().forEach(foreign -> foreign(foreign, replica.answers()));
    adoptionsAreDated();
    boolean acts = report.mode() == Mode.ACTING || report.mode() == Mode.PAUSED;
    for (Machine machine : acts ? fleet.machines() : List.<Machine>of()) {
      if (fleet.conditions().machines().vanishedNodes().containsKey(machine.name())) {
        mustHaveJoined(machine);
      }
    }
  }

  /** Only a Node that was there vanishes; older servers may have failed to boot. */
  private void mustHaveJoined(Machine machine) {
    CloudServer server =
        machine.server() == null ? null : world.cloud().server(machine.server().id()).orElse(null);
    if (server != null
        && world.origins().maker(server.id()) == Maker.US
        && !world.origins().hasJoined(server.id())
        && !isOlder(server.created(), YOUNG)
        && !people.mayBeForgotten(server.created())) {
      broken(machine.name(), "its Node is called vanished, and it never joined");
    }
  }

  private void judge(Machine machine, Instant now) {
    boolean starts = machine.phase() instanceof Phase.Launching;
    if (starts && !machine.jobs().isEmpty() && machine.server() != null) {
      broken(machine.name(), "starts, with " + machine.jobs().size() + " jobs");
    }
    if (!machine.isBusy() && !machine.jobs().isEmpty() && machine.server() != null) {
      broken(machine.name(), "not busy, with " + machine.jobs().size() + " jobs");
    }
    Instant paid = machine.paidUntil(now);
    if (paid != null && !paid.isAfter(now)) {
      broken(machine.name(), "its paid hour ended at " + paid + ", and it is " + now);
    }
    if (machine.phase() instanceof Phase.Launching(var step, var since)) {
      launching(machine, since, step);
    }
  }

  private void launching(Machine machine, Instant since, Phase.Launching.Step step) {
    Node node = machine.node();
    boolean fellSilent = node != null && node.ready() == Node.Ready.UNKNOWN;
    if (fellSilent && (step == Phase.Launching.Step.NOT_READY || !machine.wasEverReady())) {
      broken(machine.name(), "never Ready, and its Node fell silent after it was");
    }
    Server server = machine.server();
    boolean marked = server != null && server.labels().containsKey(Labels.INSTALLATION);
    Instant ours = marked && server != null ? adopted.get(server.id()) : null;
    if (ours != null && since.plus(ADOPTED_WITHIN).isBefore(ours)) {
      broken(machine.name(), "ordered at " + since + ", and adopted at " + ours);
    }
  }

  private void orphan(Node shown, Answers answers) {
    Long id = world.origins().serverBehind(shown.name());
    if (id != null && answers.servers().stream().anyMatch(it -> isThere(it, id))) {
      broken(shown.name(), "an orphan, and its server " + id + " is there");
    }
    Instant told = answers.known(Asked.NODES);
    if (told != null
        && world.cluster().node(shown.name()).filter(it -> isReady(it, shown, told)).isPresent()) {
      broken(shown.name(), "an orphan, and Ready");
    }
  }

  /** Long enough to have been in an earlier list too, should the last one have come late. */
  private boolean isThere(Server listed, long id) {
    return listed.id() == id
        && isOlder(listed.created(), CLOCKS_DIFFER.plus(LISTED_WITHIN))
        && world.cloud().server(id).map(server -> !server.isDeleting()).orElse(false);
  }

  /** For long when the process was last told of the Nodes: what it was not told it cannot show. */
  private static boolean isReady(ClusterNode node, Node shown, Instant told) {
    boolean same = node.uid().equals(shown.uid());
    return same && node.isReady() && node.readySince().plus(CLOCKS_DIFFER).isBefore(told);
  }

  private boolean isOlder(Instant then, Duration age) {
    return then.plus(age).isBefore(world.now());
  }

  private void orphan(Runner shown) {
    RunnerRow row = world.forge().runner(shown.id()).orElse(null);
    if (row != null && shown.online()) {
      broken(row.machine(), "runner " + row.id() + " is an orphan, and online");
    }
    if (row != null && row.process().beats(row) && isOlder(row.registered(), LISTED_WITHIN)) {
      broken(row.machine(), "runner " + row.id() + " is an orphan, and lives");
    }
  }

  private void foreign(ForeignServer shown, Answers answers) {
    Origins origins = world.origins();
    long id = shown.server().id();
    if (origins.isOurs(id)) {
      broken(shown.server().name(), "ours, and called foreign");
    }
    boolean marked = shown.server().labels().containsKey(Labels.INSTALLATION);
    if (!marked && answers.known(Asked.NODES) == null) {
      broken(shown.server().name(), "called foreign, and no Node was ever listed");
    }
    if (origins.maker(id) == Maker.ORIGINAL
        && !isOlder(shown.server().created(), YOUNG)
        && shown.server().name().startsWith("ci-runner-")) {
      broken(shown.server().name(), "the original's, young, and called foreign");
    }
  }

  /** When a server was taken over is recorded on it, in seconds. */
  private void adoptionsAreDated() {
    dated.forEach((id, at) -> {
      Map<String, String> labels =
          world.cloud().server(id).map(CloudServer::labels).orElse(Map.of());
      String recorded = labels.get(Labels.ADOPTED_AT);
      if (recorded != null) {
        long differs = Math.abs(Long.parseLong(recorded) - at.getEpochSecond());
        if (differs > DATED_WITHIN) {
          broken(id + "", "adopted at " + at + ", and recorded is " + recorded);
        }
      }
    });
  }

  private void broken(String machine, String words) {
    watch.broken("V1", machine, words);
  }
}
