package io.github.ciautoscaler.reconcile;

/** Told of every pass, in its thread; must be quick and never throw. */
public interface PassListener {
  void onPass(PassReport report);
}
