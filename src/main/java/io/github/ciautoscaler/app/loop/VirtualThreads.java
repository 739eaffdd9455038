package io.github.ciautoscaler.app.loop;

import io.github.ciautoscaler.reconcile.Background;
import io.github.ciautoscaler.reconcile.EffectChain;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Runs reads and effects on virtual threads; effects are bounded, so that no API is flooded. */
public final class VirtualThreads implements Background, AutoCloseable {

  private static final int EFFECTS_AT_ONCE = 16;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore effects = new Semaphore(EFFECTS_AT_ONCE);

  private record Call<T>(CompletableFuture<T> future) implements Pending<T> {
    @Override
    public Optional<T> result() {
      return Optional.ofNullable(future.getNow(null));
    }
  }

  @Override
  public <T> Pending<T> read(String source, Supplier<T> call) {
    return new Call<>(CompletableFuture.supplyAsync(call, threads));
  }

  @Override
  public void await(Collection<? extends Pending<?>> reads, Duration atMost) {
    CompletableFuture<?>[] futures =
        reads.stream()
            .map(read -> read instanceof Call<?>(var future) ? future : null)
            .filter(java.util.Objects::nonNull)
            .toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(futures).get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return;
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run(EffectChain chain) {
    threads.execute(() -> {
      while (!chain.isFinished()) {
        effects.acquireUninterruptibly();
        try {
          chain.step();
        } finally {
          effects.release();
        }
      }
    });
  }

  /** Waits until no effect is under way; from then on none can start. */
  boolean awaitEffects(Duration atMost) {
    try {
      return effects.tryAcquire(EFFECTS_AT_ONCE, atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
