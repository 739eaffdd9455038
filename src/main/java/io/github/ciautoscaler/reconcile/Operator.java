package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.Pause;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person may ask of the loop. Safe to call from any thread; acts before it answers. */
public interface Operator {

  Answer pause(@Nullable Duration length, @Nullable String reason, boolean dryRun);

  Answer resume(boolean dryRun);

  /** Nothing is launched for this pool; its machines work on, and go as ever. */
  Answer pausePool(String pool, @Nullable Duration length, @Nullable String reason, boolean dryRun);

  /** Its boots that failed are forgiven too. */
  Answer resumePool(String pool, boolean dryRun);

  /**
   * @param pool of which the machines are to be; null where any will do
   * @param key the idempotency key; the same key, count and pool is the same request
   */
  Answer scale(int count, @Nullable String pool, @Nullable String key, boolean dryRun);

  Answer drain(String node, boolean force, boolean dryRun);

  Answer takeBackDrain(String node, boolean dryRun);

  /** The pause that holds now; null while none does. */
  @Nullable Pause currentPause();

  /** The pause of this pool alone that holds now; null while none does. */
  @Nullable Pause currentPause(String pool);

  /** What became of a request. */
  sealed interface Answer {}

  /**
   * @param changed false where it was so already
   * @param recorded whether it survives a restart
   * @param details sentences: what was or would be done
   */
  record Accepted(boolean changed, boolean recorded, @Nullable Pause pause, List<String> details)
      implements Answer {}

  record NotFound(String message) implements Answer {}

  /** Cannot be done now. */
  record Conflicting(String message) implements Answer {}

  /** Another request used this idempotency key. */
  record KeyReused(String message) implements Answer {}

  /** Kubernetes or the leader could not be reached to record it. */
  record Unavailable(String message) implements Answer {}
}
