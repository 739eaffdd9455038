package io.github.ciautoscaler.report;

import io.github.ciautoscaler.reconcile.PassListener;
import io.github.ciautoscaler.reconcile.PassReport;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Turns each pass's report into what happened since the one before and a summary, tells its
 * listeners, and keeps the latest events for whoever asks later. A new process begins anew: it
 * tells of each machine that it finds.
 */
public final class EventStream implements PassListener {

  /** How many events are kept. */
  public static final int KEPT = 1000;

  private final List<FleetListener> listeners;
  private final Summarizer summarizer = new Summarizer();
  private final ProcessTracker process = new ProcessTracker();
  private final SourceTracker sources = new SourceTracker();
  private final ActionTracker actions = new ActionTracker();
  private final MachineTracker machines = new MachineTracker();
  private final OfferingTracker offerings = new OfferingTracker();
  private final DecisionTracker decisions = new DecisionTracker();
  private final WarningTracker warnings = new WarningTracker();
  private final Deque<FleetEvent.Entry> kept = new ArrayDeque<>();
  private long lastId;

  /**
   * @param listeners told of each pass in this order
   */
  public EventStream(List<? extends FleetListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  @Override
  public void onPass(PassReport report) {
    FleetUpdate update = update(report);
    listeners.forEach(listener -> listener.onUpdate(update));
  }

  /**
   * The kept events after this one, the oldest first. An id that this process never gave is of an
   * earlier process: then everything that is kept.
   */
  public synchronized List<FleetEvent.Entry> after(long id) {
    return kept.stream().filter(entry -> entry.id() > id || id > lastId).toList();
  }

  /** What ended comes first and what was started last, as each rests on what comes before it. */
  private synchronized FleetUpdate update(PassReport report) {
    Instant now = report.fleet().seen().now();
    FleetSummary summary = summarizer.summary(report);
    List<FleetEvent> events = new ArrayList<>();
    Consumer<FleetEvent> tell = events::add;
    process.follow(report, summary, tell);
    sources.follow(report.sources(), now, tell);
    actions.ended(report, tell);
    machines.follow(summary.machines(), now, tell);
    offerings.follow(report, tell);
    List<DecisionStatus> decided = decisions.follow(report, tell);
    actions.started(report, tell);
    warnings.follow(report.plan().warnings(), tell);
    return new FleetUpdate(report, summary, decided, keep(events, now));
  }

  private List<FleetEvent.Entry> keep(List<FleetEvent> events, Instant now) {
    List<FleetEvent.Entry> entries = new ArrayList<>();
    for (FleetEvent event : events) {
      entries.add(new FleetEvent.Entry(++lastId, now, event));
    }
    kept.addAll(entries);
    while (kept.size() > KEPT) {
      kept.removeFirst();
    }
    return entries;
  }
}
