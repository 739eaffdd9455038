package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.fleet.Runner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A runner registration, as the forge keeps it. Names are not unique. */
public final class RunnerRow {

  private final long id;
  private final String name;
  private final Set<String> labels;
  private final boolean ephemeral;
  private final RunnerProcess process;
  private final Instant registered;
  private final List<RunnerProcess> hands = new ArrayList<>();
  private boolean disabled;
  private Instant switched;
  private boolean deleted;
  private boolean declared;
  private @Nullable Instant lastSeen;
  private @Nullable Instant lastActive;
  private @Nullable Runner asListed;

  RunnerRow(
      long id,
      String name,
      Set<String> labels,
      boolean ephemeral,
      RunnerProcess process,
      Instant registered) {
    this.registered = registered;
    this.switched = registered;
    this.id = id;
    this.name = name;
    this.labels = Set.copyOf(labels);
    this.ephemeral = ephemeral;
    this.process = process;
    this.hands.add(process);
  }

  /** Where it is registered, and so whose jobs it is given. */
  public ForgeScope scope() {
    return process.scope();
  }

  void setDisabled(boolean value, Instant at) {
    disabled = value;
    switched = at;
  }

  void delete() {
    deleted = true;
  }

  void declare(Instant at) {
    declared = true;
    lastSeen = at;
  }

  void seen(Instant at) {
    lastSeen = at;
  }

  void active(Instant at) {
    lastActive = at;
    lastSeen = at;
  }

  /** What a reader is told; the same object until something about it changes. */
  Runner asListed(Instant now) {
    boolean online = online(now);
    boolean busy = busy(now);
    if (asListed == null
        || asListed.online() != online
        || asListed.busy() != busy
        || asListed.disabled() != disabled) {
      asListed = new Runner(id, name, new Runner.State(online, busy, disabled), ephemeral, labels);
    }
    return asListed;
  }

  public long id() {
    return id;
  }

  public String name() {
    return name;
  }

  public Set<String> labels() {
    return labels;
  }

  public boolean ephemeral() {
    return ephemeral;
  }

  public boolean disabled() {
    return disabled;
  }

  /** Since when it has been disabled, or enabled: since its registration, or the last switch. */
  Instant switched() {
    return switched;
  }

  boolean isDeleted() {
    return deleted;
  }

  /** Whether its process has said what it offers. */
  public boolean isDeclared() {
    return declared;
  }

  void addHand(RunnerProcess hand) {
    hands.add(hand);
  }

  /** What works under this row: several where its capacity is above 1. */
  List<RunnerProcess> hands() {
    return hands;
  }

  /** The process behind it, which may be dead. */
  RunnerProcess process() {
    return process;
  }

  /** The machine that its process runs or ran on; its own name for a permanent runner. */
  public String machine() {
    return process.machine();
  }

  Instant registered() {
    return registered;
  }

  /** When its process was last heard of; null before its first word. */
  public @Nullable Instant lastOnline(Instant now) {
    return declared && process.beats(this) ? now : lastSeen;
  }

  /** From its registration to the last word of its process. */
  Duration lived(Instant now) {
    Instant last = lastOnline(now);
    return last == null ? Duration.ZERO : Duration.between(registered, last);
  }

  /** Heard of within a minute. */
  public boolean online(Instant now) {
    Instant last = lastOnline(now);
    return last != null && !last.plus(ForgeWorld.OFFLINE_AFTER).isBefore(now);
  }

  /** Reported on a job within ten seconds. */
  public boolean busy(Instant now) {
    if (!online(now)) {
      return false;
    }
    return hands.stream().anyMatch(hand -> hand.reports(this))
        || (lastActive != null && !lastActive.plus(ForgeWorld.BUSY_LAG).isBefore(now));
  }
}
