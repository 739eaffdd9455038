package io.github.ciautoscaler.report;

import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Phase;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each machine's story, also for a day and an hour after it is gone. What was before this
 * process is told as far as the server and the Node carry it.
 */
public final class MachineStories implements FleetListener {

  static final Duration KEPT_FOR = Duration.ofHours(25);
  static final int MOST_LINES = 200;
  static final int MOST_GONE = 500;

  private static final class Life {
    private final String pool;
    private final Deque<MachineStory.Line> lines = new ArrayDeque<>();
    private Reason.@Nullable Code last;
    private @Nullable Instant gone;

    private Life(String pool) {
      this.pool = pool;
    }

    /** Of very many the first ten stay, which tell how it began. */
    private void add(MachineStory.Line line) {
      lines.addLast(line);
      if (lines.size() > MOST_LINES) {
        List<MachineStory.Line> all = new ArrayList<>(lines);
        all.remove(10);
        lines.clear();
        lines.addAll(all);
      }
    }
  }

  private final Map<String, Life> lives = new HashMap<>();

  @Override
  public synchronized void onUpdate(FleetUpdate update) {
    Instant now = update.summary().at();
    update.summary().machines().forEach(machine -> follow(machine, now));
    update.events().forEach(this::tell);
    forget(now);
  }

  /** Empty of a machine that this process never saw, or forgot. */
  public synchronized Optional<MachineStory> of(String machine) {
    return Optional.ofNullable(lives.get(machine))
        .map(life -> new MachineStory(machine, life.pool, life.gone, List.copyOf(life.lines)));
  }

  private void follow(MachineSummary machine, Instant now) {
    Life life = lives.get(machine.name());
    if (life == null || life.gone != null) {
      life = new Life(machine.pool());
      lives.put(machine.name(), life);
      before(machine.machine(), now).forEach(life::add);
    }
    Reason reason = machine.reason();
    if (reason != null && reason.code() != life.last) {
      life.last = reason.code();
      life.add(
          new MachineStory.Line(
              now, new Told("Reason", machine.name(), reason.message(), reason), false));
    }
  }

  private void tell(FleetEvent.Entry entry) {
    Told told = Told.of(entry.event());
    Life life = lives.get(told.subject());
    if (life == null || isDull(entry.event())) {
      return;
    }
    life.add(new MachineStory.Line(entry.at(), told, false));
    if (entry.event() instanceof MachineEvent.Gone) {
      life.gone = entry.at();
    }
  }

  /** What is told already by the action's beginning, or of no interest. */
  private static boolean isDull(FleetEvent event) {
    return event instanceof DecisionEvent.Taken
        || (event instanceof ActionEvent action && action.action().kind() == Action.Kind.ANNOTATE);
  }

  private void forget(Instant now) {
    lives.values().removeIf(life -> life.gone != null && life.gone.plus(KEPT_FOR).isBefore(now));
    List<Map.Entry<String, Life>> gone =
        new ArrayList<>(
            lives.entrySet().stream().filter(entry -> entry.getValue().gone != null).toList());
    if (gone.size() > MOST_GONE) {
      gone.sort(Comparator.comparing(entry -> goneAt(entry.getValue())));
      gone.subList(0, gone.size() - MOST_GONE).forEach(entry -> lives.remove(entry.getKey()));
    }
  }

  private static Instant goneAt(Life life) {
    return life.gone == null ? Instant.MAX : life.gone;
  }

  /** What servers and Nodes carry of the time before; nothing of a machine that is just ordered. */
  private static List<MachineStory.Line> before(Machine machine, Instant now) {
    List<MachineStory.Line> lines = new ArrayList<>();
    if (machine.pendingLaunch() != null) {
      add(lines, machine, machine.pendingLaunch().startedAt(), "It was ordered.");
    }
    if (machine.server() != null) {
      add(lines, machine, machine.server().created(), "Its server was created.");
    }
    Node node = machine.node();
    if (node != null) {
      add(lines, machine, node.created(), "Its Node joined.");
      add(lines, machine, machine.ownAnnotations().readyAt(), "Its Node was Ready.");
      add(lines, machine, machine.ownAnnotations().idleSince(), "It was idle.");
    }
    if (machine.phase() instanceof Phase.Terminating terminating) {
      String why = "Its termination began, because of " + terminating.reason() + ".";
      add(lines, machine, terminating.since(), why);
    }
    return lines.stream()
        .filter(line -> !line.at().isAfter(now))
        .sorted(Comparator.comparing(MachineStory.Line::at))
        .toList();
  }

  private static void add(
      List<MachineStory.Line> lines, Machine machine, @Nullable Instant at, String text) {
    if (at != null) {
      lines.add(new MachineStory.Line(at, new Told("Recorded", machine.name(), text, null), true));
    }
  }
}
