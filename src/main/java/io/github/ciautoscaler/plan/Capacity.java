package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Age;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.LastSeen;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Requirements;
import io.github.ciautoscaler.fleet.RowsSeen;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.RunnerConditions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Slots that exist or are on their way, in the order in which they serve. */
final class Capacity {

  /** A free runner that leaves a fitting job queued for so long is no capacity for its labels. */
  static final Duration IGNORE_AFTER = Duration.ofSeconds(60);

  /** A Node that is not Ready for less than this, with its runner online, is capacity still. */
  private static final Duration UNREADY_FOR = Duration.ofSeconds(60);

  /** How a slot serves. */
  enum Kind {
    PERMANENT,
    IDLE,
    /** Its runner is between two registrations. */
    RETURNING,
    PROVISIONING,
    LEAVING,
    /** Its job is expected to end soon; it is none of those that are given out. */
    BUSY,
    /** Of a machine that this pass launches. */
    LAUNCHED
  }

  private final FleetState fleet;
  private final PlanSettings settings;
  private final Map<String, Pool> pools;
  private final Offers offers;
  private final ForeignRunners foreign;
  private final Instant now;
  private final Set<Long> occupied = new HashSet<>();
  private final List<Slot> slots = new ArrayList<>();

  Capacity(FleetState fleet, PlanSettings settings, Offers offers) {
    this.fleet = fleet;
    this.settings = settings;
    this.pools = settings.poolsByName();
    this.offers = offers;
    this.foreign = new ForeignRunners(fleet);
    this.now = fleet.seen().now();
    for (Job job : LastSeen.of(fleet.seen().running())) {
      if (job.runnerId() != null) {
        occupied.add(job.runnerId());
      }
    }
    fleet.permanentRunners().forEach(this::addPermanent);
    List<Machine> byHourLeft = byHourLeft();
    byHourLeft.forEach(machine -> add(machine, Kind.IDLE));
    byHourLeft.forEach(this::addReturning);
    byHourLeft.forEach(machine -> add(machine, Kind.PROVISIONING));
    byHourLeft.forEach(machine -> add(machine, Kind.LEAVING));
    if (fleet.seen().forgeCan(Capability.JOB_NAMES_RUNNER) || !fleet.seen().forge().wasRead()) {
      somewhere().forEach(this::occupy);
    } else {
      new SlotsOfWork(fleet, slots).occupy();
    }
  }

  /** Work of which nobody says where it runs, by what it asks for. */
  private Map<Requirements, Integer> somewhere() {
    Map<Requirements, Integer> somewhere = new LinkedHashMap<>();
    for (Job job : LastSeen.of(fleet.seen().running())) {
      if (job.isSomewhere()) {
        somewhere.merge(job.requirements(), 1, Integer::sum);
      }
    }
    return somewhere;
  }

  /** It takes as many slots as there are jobs, whichever they are: those are not free. */
  private void occupy(Requirements requirements, int jobs) {
    JobGroup anybodys = new JobGroup(requirements.labels(), Set.of());
    int there = take(Kind.PERMANENT, anybodys, jobs).size();
    take(Kind.IDLE, anybodys, jobs - there);
  }

  /** Takes the best free slots of this kind for so many jobs of this group. */
  List<Slot> take(Kind kind, JobGroup group, int jobs) {
    return take(kind, group.labels(), jobs, slot -> !group.closed().contains(slot.poolName));
  }

  /** Whether a job of this group may run there. */
  boolean fits(Slot slot, JobGroup group) {
    return !group.closed().contains(slot.poolName) && fits(slot, group.labels());
  }

  /** The same of permanent runners that are not known to leave this owner's jobs to others. */
  List<Slot> takePermanent(Set<String> labels, int jobs, String owner) {
    return take(Kind.PERMANENT, labels, jobs, slot -> !foreign.passesOver(slot.runnerId, owner));
  }

  /** The slots of so many machines more, which this pass is to launch. */
  void addLaunched(Pool pool, int machines) {
    for (int i = 0; i < machines * pool.slotsOfFresh(); i++) {
      slots.add(new Slot(Kind.LAUNCHED, "", pool));
    }
  }

  /** Those of this kind that nobody took, the machine with the most paid time left first. */
  List<Slot> left(Kind kind) {
    return slots.stream().filter(slot -> slot.kind == kind && !slot.taken).toList();
  }

  /** By machine, how many of its slots queued jobs were given. */
  Map<String, Integer> taken() {
    Map<String, Integer> taken = new HashMap<>();
    for (Slot slot : slots) {
      if (slot.taken && slot.kind != Kind.PERMANENT) {
        taken.merge(slot.name, 1, Integer::sum);
      }
    }
    return taken;
  }

  private List<Slot> take(Kind kind, Set<String> labels, int jobs, Predicate<Slot> which) {
    if (jobs == 0) {
      return List.of();
    }
    List<Slot> fitting = new ArrayList<>();
    for (Slot slot : slots) {
      if (slot.kind == kind && !slot.taken && which.test(slot) && fits(slot, labels)) {
        fitting.add(slot);
      }
    }
    fitting.sort(Comparator.comparingInt(Slot::spareLabels));
    List<Slot> taken = fitting.subList(0, Math.min(jobs, fitting.size()));
    taken.forEach(slot -> slot.taken = true);
    return taken;
  }

  private boolean fits(Slot slot, Set<String> labels) {
    if (slot.labels == null) {
      return slot.pool != null && offers.covers(slot.pool, labels);
    }
    return slot.labels.containsAll(labels) && !ignores(slot.runnerId, labels);
  }

  private boolean ignores(long runner, Set<String> labels) {
    RunnerConditions.Ignored ignored =
        fleet
            .conditions()
            .runners()
            .ignored()
            .get(new RunnerConditions.RunnerAndLabels(runner, labels));
    return ignored != null && Age.of(ignored.since(), now).reached(IGNORE_AFTER);
  }

  private void add(Machine machine, Kind kind) {
    switch (machine.phase()) {
      case Phase.Launching _ -> {
        Pool pool = pools.get(machine.pool());
        boolean overdue = settings.isLaunchOverdue(machine, now);
        if (kind == Kind.PROVISIONING && pool != null && !overdue && !isLost(machine)) {
          addSlots(kind, machine, pool);
        }
      }
      case Phase.InService _ -> {
        if (kind == Kind.IDLE && serves(machine)) {
          addIdle(machine);
        }
      }
      case Phase.Terminating terminating -> {
        if (kind == Kind.LEAVING && canComeBack(terminating.step()) && machine.jobs().isEmpty()) {
          addLeaving(kind, machine);
        }
      }
    }
  }

  /** Its Node was Ready, and went before a runner came: it leaves. */
  private boolean isLost(Machine machine) {
    Node node = machine.node();
    return node != null && machine.wasEverReady() && node.isLostAt(now);
  }

  private static boolean canComeBack(Phase.Terminating.Step step) {
    return switch (step) {
      case DISABLING, DRAINING -> true;
      case DELETING -> false;
    };
  }

  private void addLeaving(Kind kind, Machine machine) {
    if (machine.ownAnnotations().drain() == null && serves(machine)) {
      int left = Math.min(machine.slots().count(), machine.slots().uses().left());
      for (Runner runner : machine.runners()) {
        int free = runner.online() ? Math.min(left, machine.freeSlotsOf(runner)) : 0;
        left -= free;
        addSlots(kind, machine.name(), machine.pool(), runner, free);
      }
    }
  }

  /** What it can run at once is not known: one job. */
  private void addPermanent(Runner runner) {
    if (runner.isUsable() && !occupied.contains(runner.id())) {
      addSlots(Kind.PERMANENT, runner.name(), "", runner, 1);
    }
  }

  /** No more slots than it may be given jobs. */
  private void addIdle(Machine machine) {
    int left = machine.slots().uses().left();
    for (Runner runner : machine.runners()) {
      if (runner.isUsable()) {
        int free = Math.min(left, machine.freeSlotsOf(runner));
        left -= free;
        addSlots(Kind.IDLE, machine.name(), machine.pool(), runner, free);
      }
    }
  }

  /**
   * @param pool the name of its machine's; empty of a permanent one
   */
  private void addSlots(Kind kind, String name, String pool, Runner runner, int count) {
    for (int i = 0; i < count; i++) {
      slots.add(new Slot(kind, name, pool, runner.id(), runner.labels()));
    }
  }

  /** All of its slots: no runner of it is there yet. */
  private void addSlots(Kind kind, Machine machine, Pool pool) {
    int count = Math.min(pool.slots(), machine.slots().uses().left());
    for (int i = 0; i < count; i++) {
      slots.add(new Slot(kind, machine.name(), pool));
    }
  }

  /** A machine that served until now gets no second one while its next row is on its way. */
  private void addReturning(Machine machine) {
    if (!(machine.phase() instanceof Phase.InService) || !serves(machine)) {
      return;
    }
    RowsSeen seen = fleet.conditions().runners().rows().get(machine.name());
    if (seen == null) {
      addUnseen(machine);
      return;
    }
    int left = machine.slots().uses().left() - usable(machine);
    for (var row : seen.missing(machine.runners(), now)) {
      if (!occupied.contains(row.getKey()) && left-- > 0) {
        slots.add(
            new Slot(Kind.RETURNING, machine.name(), machine.pool(), row.getKey(), row.getValue()));
      }
    }
  }

  private static int usable(Machine machine) {
    return (int) machine.runners().stream().filter(Runner::isUsable).count();
  }

  /** Just after a start nobody has seen its rows: then it has what its pool showed. */
  private void addUnseen(Machine machine) {
    Pool pool = pools.get(machine.pool());
    boolean young = !Age.of(fleet.seen().startedAt(), now).reached(RowsSeen.KEPT_FOR);
    boolean without = machine.runners().isEmpty() && machine.jobs().isEmpty();
    if (pool != null && young && without) {
      addSlots(Kind.RETURNING, machine, pool);
    }
  }

  /**
   * A Node that is not Ready for seconds, and whose runner is heard of, serves on. A machine of a
   * pool that was removed does not, nor one that was given its last job.
   */
  boolean serves(Machine machine) {
    Node node = machine.node();
    if (node == null || !pools.containsKey(machine.pool()) || machine.isUsedUp()) {
      return false;
    }
    if (node.isReady()) {
      return true;
    }
    Instant since = node.readySince();
    return since != null
        && !Age.of(since, now).reached(UNREADY_FOR)
        && machine.runners().stream().anyMatch(Runner::online);
  }

  /** The one whose paid hour lasts longest first. */
  private List<Machine> byHourLeft() {
    record Paid(Machine machine, Instant until) {}
    List<Paid> paid = new ArrayList<>(fleet.machines().size());
    for (Machine machine : fleet.machines()) {
      Instant until = machine.paidUntil(now);
      paid.add(new Paid(machine, until == null ? Instant.EPOCH : until));
    }
    paid.sort(Comparator.comparing(Paid::until).reversed());
    List<Machine> machines = new ArrayList<>(paid.size());
    paid.forEach(one -> machines.add(one.machine()));
    return machines;
  }
}
