package io.github.ciautoscaler.forge;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Asks several at the same time, so that one that hangs holds up no other's request. */
final class Parallel {

  private Parallel() {}

  /** The answers, in the order of what was asked. */
  static <A, B> List<B> map(List<A> all, Function<A, B> call) {
    if (all.size() == 1) {
      return List.of(call.apply(all.getFirst()));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<B>> pending = new ArrayList<>();
      all.forEach(one -> pending.add(threads.submit(() -> call.apply(one))));
      List<B> answers = new ArrayList<>();
      for (Future<B> one : pending) {
        answers.add(answer(one));
      }
      return answers;
    }
  }

  private static <B> B answer(Future<B> pending) {
    try {
      return pending.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
