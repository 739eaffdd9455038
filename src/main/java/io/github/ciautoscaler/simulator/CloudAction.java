package io.github.ciautoscaler.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An action of the cloud: create_server, start_server, delete_server, ... */
public final class CloudAction {

  private final long id;
  private final String command;
  private final long serverId;
  private final Instant started;
  private @Nullable Instant finished;
  private boolean failed;

  CloudAction(long id, String command, long serverId, Instant started) {
    this.id = id;
    this.command = command;
    this.serverId = serverId;
    this.started = started;
  }

  void finish(Instant at) {
    finished = at;
  }

  void fail(Instant at) {
    finished = at;
    failed = true;
  }

  public long id() {
    return id;
  }

  public String command() {
    return command;
  }

  public long serverId() {
    return serverId;
  }

  public Instant started() {
    return started;
  }

  public @Nullable Instant finished() {
    return finished;
  }

  /** running, success or error. */
  public String status() {
    return finished == null ? "running" : failed ? "error" : "success";
  }

  public int progress() {
    return finished == null ? 0 : 100;
  }
}
