package io.github.ciautoscaler.api;

import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.reconcile.Operator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers what a test says, and remembers what it was asked. */
public final class ScriptedOperator implements Operator {

  public static final Answer DONE = new Accepted(true, true, null, List.of("Done."));

  public final List<String> asked = new ArrayList<>();
  public volatile Answer next = DONE;
  volatile boolean broken;
  public volatile @Nullable Pause pause;
  volatile @Nullable Pause poolPause;

  @Override
  public Answer pause(@Nullable Duration length, @Nullable String reason, boolean dryRun) {
    return answer("pause " + length + " " + reason + dry(dryRun));
  }

  @Override
  public Answer resume(boolean dryRun) {
    return answer("resume" + dry(dryRun));
  }

  @Override
  public Answer pausePool(
      String pool, @Nullable Duration length, @Nullable String reason, boolean dryRun) {
    return answer("pause pool " + pool + " " + length + " " + reason + dry(dryRun));
  }

  @Override
  public Answer resumePool(String pool, boolean dryRun) {
    return answer("resume pool " + pool + dry(dryRun));
  }

  @Override
  public Answer scale(int count, @Nullable String pool, @Nullable String key, boolean dryRun) {
    String of = pool == null ? "" : " of " + pool;
    return answer("scale " + count + of + " " + key + dry(dryRun));
  }

  @Override
  public Answer drain(String node, boolean force, boolean dryRun) {
    return answer("drain " + node + " " + force + dry(dryRun));
  }

  @Override
  public Answer takeBackDrain(String node, boolean dryRun) {
    return answer("take back " + node + dry(dryRun));
  }

  @Override
  public @Nullable Pause currentPause() {
    return pause;
  }

  @Override
  public @Nullable Pause currentPause(String pool) {
    return pool.equals("default") ? poolPause : null;
  }

  private synchronized Answer answer(String what) {
    if (broken) {
      throw new IllegalStateException("a secret of the inside");
    }
    asked.add(what);
    return next;
  }

  private static String dry(boolean dryRun) {
    return dryRun ? " dry" : "";
  }
}
