package io.github.ciautoscaler.page;

import io.github.ciautoscaler.fleet.OriginalState;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.report.FleetListener;
import io.github.ciautoscaler.report.FleetUpdate;
import io.github.ciautoscaler.report.MachineSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps what each machine was in the last six hours, as far as this process saw it. */
final class Timeline implements FleetListener {

  static final Duration WINDOW = Duration.ofHours(6);
  static final int SHOWN = 40;
  private static final int MOST = 500;
  private static final int MOST_CHANGES = 500;

  private record Change(Instant at, OriginalState now) {}

  private static final class Life {
    private final List<Change> changes = new ArrayList<>();
    private @Nullable Instant created;
    private @Nullable Instant gone;

    private void follow(MachineSummary machine, Instant now) {
      Server server = machine.machine().server();
      created = server == null ? created : server.created();
      gone = null;
      if (changes.isEmpty() || changes.getLast().now() != machine.state()) {
        Instant since = changes.isEmpty() && !machine.since().isAfter(now) ? machine.since() : now;
        changes.add(new Change(since, machine.state()));
      }
      if (changes.size() > MOST_CHANGES) {
        changes.removeFirst();
      }
    }
  }

  private final Map<String, Life> lives = new HashMap<>();
  private Instant latest = Instant.EPOCH;

  @Override
  public synchronized void onUpdate(FleetUpdate update) {
    Instant now = update.summary().at();
    latest = now;
    Set<String> there = new HashSet<>();
    for (MachineSummary machine : update.summary().machines()) {
      there.add(machine.name());
      lives.computeIfAbsent(machine.name(), _ -> new Life()).follow(machine, now);
    }
    lives.forEach((name, life) -> {
      if (life.gone == null && !there.contains(name)) {
        life.gone = now;
      }
    });
    lives.values().removeIf(life -> life.gone != null && life.gone.isBefore(now.minus(WINDOW)));
    while (lives.size() > Math.max(MOST, there.size())) {
      lives.remove(
          lives.keySet().stream().filter(name -> !there.contains(name)).findAny().orElseThrow());
    }
  }

  /** Those that are there first, the youngest first; at most {@link #SHOWN}. */
  synchronized List<Lane> lanes() {
    return lives.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<String, Life> one) -> end(one.getValue()))
                .thenComparing(one -> one.getValue().changes.getFirst().at())
                .reversed())
        .limit(SHOWN)
        .map(one -> lane(one.getKey(), one.getValue()))
        .toList();
  }

  private Instant end(Life life) {
    return life.gone == null ? latest : life.gone;
  }

  private Lane lane(String name, Life life) {
    List<Lane.Span> spans = new ArrayList<>();
    for (int i = 0; i < life.changes.size(); i++) {
      Change change = life.changes.get(i);
      Instant until = i + 1 < life.changes.size() ? life.changes.get(i + 1).at() : end(life);
      double from = Math.max(0, minute(change.at()));
      double width = minute(until) - from;
      if (width > 0) {
        spans.add(new Lane.Span(change.now(), from, width));
      }
    }
    return new Lane(name, List.copyOf(spans), hours(life), said(spans));
  }

  /** Where in the window, in minutes; less than 0 before it. */
  private double minute(Instant at) {
    return Duration.between(latest.minus(WINDOW), at).toSeconds() / 60.0;
  }

  private List<Double> hours(Life life) {
    List<Double> hours = new ArrayList<>();
    if (life.created != null) {
      for (Instant at = life.created; !at.isAfter(end(life)); at = at.plus(Duration.ofHours(1))) {
        if (minute(at) >= 0) {
          hours.add(minute(at));
        }
      }
    }
    return List.copyOf(hours);
  }

  private static String said(List<Lane.Span> spans) {
    if (spans.isEmpty()) {
      return "just seen";
    }
    Map<OriginalState, Duration> all = new EnumMap<>(OriginalState.class);
    spans.forEach(span -> all.merge(span.state(), span.length(), Duration::plus));
    return all.entrySet().stream()
        .map(one -> one.getKey().word() + " for " + Texts.length(one.getValue()))
        .collect(Collectors.joining(", "));
  }
}
